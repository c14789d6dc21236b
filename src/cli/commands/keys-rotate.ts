import { resolve } from 'node:path'
import type { SecretEdit } from '../../config/index.ts'
import { CredmgrError } from '../../model/index.ts'
import type { Command, Invocation } from '../command.ts'
import { configurationFiles, environmentFiles } from '../configuration.ts'
import type { Opener } from '../host.ts'
import { environmentsSealedTo, writePublicKey } from '../sealing-key.ts'
import {
  type Holder,
  readHolders,
  type SealedField,
  sealedFields,
  showUnparsed,
  writeSealed,
} from '../secret-holders.ts'

export const keysRotate: Command = {
  name: 'keys rotate',
  summary: 'put a new key in front, and seal everything anew with it',
  positionals: '',
  maxPositionals: 0,
  options: {
    resume: { summary: 'make no new key; seal what an older one still has sealed' },
    prune: { summary: 'take old keys out that nothing needs any more; makes no new key either' },
    'no-config': {
      summary: 'leave the configuration alone; list what is still sealed to an older key',
    },
  },
  details: [
    'The old key stays in the key file until --prune. It may be interrupted at any point and resumed; a',
    'gateway that serves goes on, and uses the new key as soon as it sees it. Consent links are not sealed',
    'anew: they are used or expire within a day, and the old key is needed until then. Sealed values of',
    'the configuration of this environment are sealed anew in place. Where one key file serves several',
    'environments, --resume --env NAME does the same for each; --prune looks at all of them that stand',
    'beside each other, and at every file of the configuration, and takes nothing out that is needed.',
    'Copies in the folders backups and unreadable of the store stay as they are: keep the old key for them.',
  ].join('\n'),
  async run(invocation) {
    const { host, out, location, option, shielded } = invocation
    requireFile(invocation)
    if (option('resume') === undefined && option('prune') === undefined) {
      const id = await shielded(() => host.keys.add(location))
      out.result(`The new key is "${id}". Keep a copy of it: credmgr keys backup --out FILE`)
    }
    const { records, failures } = await shielded(() => host.keys.reseal(location))
    await shielded(() => writePublicKey(invocation))
    const values = await resealValues(invocation)
    out.result(
      `Sealed anew: ${counted(records.length, 'record')}, ${counted(values.count, 'value')} of the configuration.`,
    )
    out.line({
      keyIds: [...(await host.keys.ids(location))],
      records: records.length,
      values: values.count,
      failures: failures.map((each) => ({ ...each })),
    })
    for (const { record, problem } of failures) problemLine(invocation, `${record}: ${problem}`)
    const isWhole = failures.length === 0 && values.isWhole
    if (option('prune') === undefined) return isWhole ? 0 : 1
    return isWhole ? prune(invocation) : 1
  },
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function problemLine({ out }: Invocation, text: string): void {
  out.problem(`${out.paint('error', 'Error:')} ${text}`)
}

function requireFile({ host, location }: Invocation): void {
  if (host.keys.file(location) !== undefined) return
  throw new CredmgrError('USAGE', 'CREDMGR_KEY holds the key, and only you can change it', {
    remedy:
      'put a new key on a line above the old one in it, for every process, and run credmgr keys rotate --resume with CREDMGR_KEY_FILE naming a file of both',
  })
}

interface ResealedValues {
  readonly count: number
  /** `false`: a file cannot be parsed, and what is sealed in it is as it was. */
  readonly isWhole: boolean
}

async function resealValues(invocation: Invocation): Promise<ResealedValues> {
  const { host, option, location, out } = invocation
  const holders = await readHolders(invocation, await environmentFiles(invocation))
  const isWhole = !showUnparsed(invocation, holders)
  if (sealedFields(holders).length === 0) return { count: 0, isWhole }
  const key = await host.keys.publicKey(location)
  const open = await host.keys.opener(location)
  let count = 0
  for (const holder of holders) {
    const edits = await editsOf(invocation, holder, { key, open })
    if (option('no-config') === undefined) {
      await writeSealed(invocation, holder, edits)
      count += edits.length
      continue
    }
    for (const { field } of edits)
      out.result(`${holder.file}:${field.span.line} is still sealed to an older key`)
  }
  return { count, isWhole }
}

interface Sealing {
  /** The public key to seal to. */
  readonly key: string
  readonly open: Opener
}

async function editsOf(
  invocation: Invocation,
  holder: Holder,
  sealing: Sealing,
): Promise<readonly SecretEdit[]> {
  const edits: SecretEdit[] = []
  for (const each of sealedFields([holder])) {
    const sealed = await sealedAnew(invocation, each, sealing)
    if (sealed !== undefined) edits.push({ field: each.field, sealed })
  }
  return edits
}

/** @returns `undefined` for what is sealed with that key already, and for what does not open. */
async function sealedAnew(
  { host, env }: Invocation,
  { field, sealed }: SealedField,
  { key, open }: Sealing,
): Promise<string | undefined> {
  if (sealed.split(':')[1] === key.split(':')[1]) return undefined
  const { address, pointer } = field
  const opened = await open(field, sealed)
  return opened.ok ? host.keys.seal(key, { address, pointer, env }, opened.value) : undefined
}

/** @returns The exit code: 1 when something still needs an old key. */
async function prune(invocation: Invocation): Promise<number> {
  const { host, out, location, shielded } = invocation
  const [, ...old] = await host.keys.ids(location)
  const needing = await needed(invocation, new Set(old))
  for (const each of needing.slice(0, 10)) out.problem(`${each} still needs an old key`)
  if (needing.length > 10) out.problem(`… and ${needing.length - 10} more`)
  if (needing.length > 0) {
    problemLine(
      invocation,
      'no key was taken out. credmgr keys rotate --resume --env NAME seals another environment anew; consent links expire within a day.',
    )
    return 1
  }
  await shielded(() => host.keys.remove(location, old))
  out.result(old.length === 0 ? 'There is no old key.' : `Took out ${old.join(', ')}.`)
  return 0
}

/** Whatever needs an old key, or may: of every store and environment that the key file serves. */
async function needed(
  invocation: Invocation,
  old: ReadonlySet<string>,
): Promise<readonly string[]> {
  const { host, location } = invocation
  const uses = await host.keys.usesOfAll(location)
  const records = uses.filter(({ keyId }) => keyId === undefined || old.has(keyId))
  const environments = await environmentsSealedTo(invocation, old)
  return [
    ...records.map(({ record }) => record),
    ...(await valuesOf(invocation, old)),
    ...environments.map((env) => `credmgr.pub: the environment "${env}"`),
  ]
}

/** Looks at the texts themselves, in every environment, so that nothing escapes that cannot be parsed. */
async function valuesOf(
  invocation: Invocation,
  old: ReadonlySet<string>,
): Promise<readonly string[]> {
  const { host, config } = invocation
  if ((await host.files.readText(resolve(host.cwd, config))) === undefined) return []
  const found: string[] = []
  for (const file of await configurationFiles({ ...invocation, env: 'default' })) {
    const text = (await host.files.readText(resolve(host.cwd, file))) ?? ''
    for (const [at, line] of text.split('\n').entries()) {
      const ids = [...line.matchAll(/cms1:([0-9a-f]{8}):/g)].map(([, id = '']) => id)
      if (ids.some((id) => old.has(id))) found.push(`${file}:${at + 1}`)
    }
  }
  return found
}
