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
 * Writes the public key of this environment down, beside those of others. A key that is written down
 * for it and is none of ours belongs to whoever serves that environment: it stays, and that is told.
 */
export async function writePublicKey(invocation: Invocation): Promise<void> {
  const { host, out, env, location } = invocation
  const path = pathOf(invocation)
  const before = (await host.files.readText(path)) ?? ''
  const keys = new Map(linesOf(before))
  const own = await host.keys.publicKey(location)
  const [, id = ''] = keys.get(env)?.split(':') ?? []
  const isOurs = id === '' || own.startsWith(`cmp1:${id}:`)
  if (!isOurs && !(await host.keys.ids(location)).includes(id)) {
    const text = `${publicKeyFile} has the key "${id}" for "${env}", which is not in this keyring; it was left alone`
    out.problem(`${out.paint('warning', 'Warning:')} ${text}`)
    return
  }
  keys.set(env, own)
  const sorted = [...keys].toSorted(([left], [right]) => (left < right ? -1 : 1))
  const text = [header, ...sorted.map(([name, key]) => `${name} ${key}`), ''].join('\n')
  if (text !== before) await host.files.writeFile(path, text, 0o644)
}

/** Environments whose public key is one of `ids`, each with its line. */
export async function environmentsSealedTo(
  invocation: Invocation,
  ids: ReadonlySet<string>,
): Promise<readonly string[]> {
  const text = await invocation.host.files.readText(pathOf(invocation))
  return [...linesOf(text ?? '')].flatMap(([env, key]) =>
    ids.has(key.split(':')[1] ?? '') ? [env] : [],
  )
}

const header =
  '# Public keys for "credmgr secrets seal", one an environment. They belong into the repository.'
