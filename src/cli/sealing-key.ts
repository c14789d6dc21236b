import { dirname, resolve } from 'node:path'
import type { Invocation } from './command.ts'

/** The file beside the configuration that holds the public keys of its environments. */
export const publicKeyFile = 'credmgr.pub'

function pathOf({ host, config }: Invocation): string {
  return resolve(dirname(resolve(host.cwd, config)), publicKeyFile)
}

/** One line an environment: its name, then its public key. */
function linesOf(text: string): ReadonlyMap<string, string> {
  const lines = text.split(/\r?\n/).flatMap((line) => {
    const [, env, key] = /^([a-z][a-z0-9-]*) (cmp1:\S+)$/.exec(line.trim()) ?? []
    return env === undefined || key === undefined ? [] : [[env, key] as const]
  })
  return new Map(lines)
}

/** @returns The public key that values are sealed with, or `undefined` when none is written down. */
export async function readPublicKey(invocation: Invocation): Promise<string | undefined> {
  const text = await invocation.host.files.readText(pathOf(invocation))
  return linesOf(text ?? '').get(invocation.env)
}

/** The id of the key that values are sealed to. */
export async function sealingKeyIdOf(invocation: Invocation): Promise<string | undefined> {
  return (await readPublicKey(invocation))?.split(':')[1]
}

/**
 * Writes the public key of this environment down, beside those of others.
 *
 * @returns Whether the file changed.
 */
export async function writePublicKey(invocation: Invocation): Promise<boolean> {
  const { host, env, location } = invocation
  const path = pathOf(invocation)
  const before = (await host.files.readText(path)) ?? ''
  const keys = new Map(linesOf(before)).set(env, await host.keys.publicKey(location))
  const sorted = [...keys].toSorted(([left], [right]) => (left < right ? -1 : 1))
  const text = [header, ...sorted.map(([name, key]) => `${name} ${key}`), ''].join('\n')
  if (text === before) return false
  await host.files.writeFile(path, text, 0o644)
  return true
}

const header =
  '# Public keys for "credmgr secrets seal", one an environment. They belong into the repository.'
