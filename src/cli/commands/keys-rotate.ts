import type { SecretEdit } from '../../config/index.ts'
import { CredmgrError } from '../../model/index.ts'
import type { Command, Invocation } from '../command.ts'
import { configurationFiles } from '../configuration.ts'
import { readPublicKey, writePublicKey } from '../sealing-key.ts'
import { readHolders, type SealedField, sealedFields, writeSealed } from '../secret-holders.ts'

export const keysRotate: Command = {
  name: 'keys rotate',
  summary: 'put a new key in front, and seal everything anew with it',
  positionals: '',
  maxPositionals: 0,
  options: {
    resume: { summary: 'make no new key; seal what an older one still has sealed' },
    prune: { summary: 'then take old keys out that nothing needs any more' },
  },
  details: [
    'The old key stays in the key file until --prune. It may be interrupted at any point and resumed; a',
    'gateway that serves goes on, and uses the new key as soon as it sees it. Consent links are not sealed',
    'anew: they are used or expire within a day, and the old key is needed until then. Sealed values of',
    'the configuration of this environment are sealed anew in place.',
  ].join('\n'),
  async run(invocation) {
    const { host, out, location, option, shielded } = invocation
    requireFile(invocation)
    if (option('resume') === undefined && option('prune') === undefined) {
      const id = await shielded(() => host.keys.add(location))
      out.result(`The new key is "${id}". Keep a copy of it: credmgr keys backup --out FILE`)
    }
    const done = await shielded(() => host.keys.reseal(location))
    await shielded(() => writePublicKey(invocation))
    const values = await resealValues(invocation)
    out.result(`Sealed anew: ${done.length} records, ${values} values of the configuration.`)
    out.line({ keyIds: [...(await host.keys.ids(location))], records: done.length, values })
    return option('prune') === undefined ? 0 : prune(invocation)
  },
}

function requireFile({ host, location }: Invocation): void {
  if (host.keys.file(location) !== undefined) return
  throw new CredmgrError('USAGE', 'CREDMGR_KEY holds the key, and only you can change it', {
    remedy:
      'put a new key on a line above the old one in it, for every process, and run credmgr keys rotate --resume with CREDMGR_KEY_FILE naming a file of both',
  })
}

/** @returns How many values were sealed anew. */
async function resealValues(invocation: Invocation): Promise<number> {
  const key = await readPublicKey(invocation)
  if (key === undefined) return 0
  const holders = await readHolders(invocation, await configurationFiles(invocation))
  let count = 0
  for (const holder of holders) {
    const edits: SecretEdit[] = []
    for (const each of sealedFields([holder])) {
      const sealed = await sealedAnew(invocation, each, key)
      if (sealed !== undefined) edits.push({ field: each.field, sealed })
    }
    await writeSealed(invocation, holder, edits)
    count += edits.length
  }
  return count
}

/** @returns `undefined` for what is sealed with that key already, and for what does not open. */
async function sealedAnew(
  { host, env, location }: Invocation,
  { field, sealed }: SealedField,
  key: string,
): Promise<string | undefined> {
  if (sealed.startsWith(key.replace(/^cmp1(:[^:]*:).*$/, 'cms1$1'))) return undefined
  const { address, pointer } = field
  const opened = await host.keys.unseal(location, { address, pointer }, sealed)
  return opened.ok ? host.keys.seal(key, { address, pointer, env }, opened.value) : undefined
}

/** @returns The exit code: 1 when something still needs an old key. */
async function prune(invocation: Invocation): Promise<number> {
  const { host, out, location, shielded } = invocation
  const ids = await host.keys.ids(location)
  const uses = await host.keys.uses(location)
  const old = new Set(ids.slice(1))
  const needing = uses.filter(({ keyId }) => keyId === undefined || old.has(keyId))
  const values = await valuesOf(invocation, old)
  for (const each of [...needing.map(({ record }) => record), ...values].slice(0, 10)) {
    out.problem(`${each} still needs an old key`)
  }
  if (needing.length + values.length > 0) {
    out.problem(
      `${out.paint('error', 'Error:')} no key was taken out. Consent links expire within a day; then run this again.`,
    )
    return 1
  }
  await shielded(() => host.keys.retain(location, ids.slice(0, 1)))
  out.result(old.size === 0 ? 'There is no old key.' : `Took out ${[...old].join(', ')}.`)
  return 0
}

async function valuesOf(
  invocation: Invocation,
  old: ReadonlySet<string>,
): Promise<readonly string[]> {
  const holders = await readHolders(invocation, await configurationFiles(invocation))
  return sealedFields(holders)
    .filter(({ sealed }) => old.has(sealed.split(':')[1] ?? ''))
    .map(({ holder, field }) => `${holder.file}:${field.span.line}`)
}
