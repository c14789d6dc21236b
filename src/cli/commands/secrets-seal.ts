import { environmentsDirectory, type SecretEdit, type SecretField } from '../../config/index.ts'
import { CredmgrError } from '../../model/index.ts'
import { suggestion } from '../arguments.ts'
import type { Command, Invocation } from '../command.ts'
import { environmentFiles } from '../configuration.ts'
import { readPublicKey } from '../sealing-key.ts'
import { type Holder, readHolders, showUnparsed, writeSealed } from '../secret-holders.ts'

export const secretsSeal: Command = {
  name: 'secrets seal',
  summary: 'seal a secret to its place and environment, so that it can stand in the repository',
  positionals: '[PATH | FILE[:LINE]…]',
  maxPositionals: Number.POSITIVE_INFINITY,
  options: {
    'in-place': { summary: 'write the sealed value where the secret belongs' },
  },
  details: [
    'With a PATH such as providers.github.clientSecret it reads the value from standard input, or asks',
    'for it without showing it, and prints { sealed: … }, or writes that where the field stands.',
    'With --in-place and no PATH it seals every literal in the secret fields of the files named, or of',
    'the configuration. It needs the public key only, which stands in credmgr.pub. What is sealed for one',
    'field and environment (--env) opens nowhere else.',
  ].join('\n'),
  async run(invocation) {
    const [first, ...rest] = invocation.positionals
    const isPath =
      first !== undefined && /^(?:identities|providers|connections|import)\./.test(first)
    if (isPath && rest.length === 0) return sealOne(invocation, first)
    if (invocation.option('in-place') !== undefined) return sealLiterals(invocation)
    const message = 'a path such as providers.github.clientSecret is missing'
    throw new CredmgrError('USAGE', message, {
      remedy: 'name one, or seal the literals that stand in the files with --in-place',
    })
  },
}

async function sealOne(invocation: Invocation, path: string): Promise<number> {
  const { host, out } = invocation
  const holders = await parsedHolders(invocation, await environmentFiles(invocation))
  if (holders === undefined) return 1
  const found = holders.findLast(({ fields }) => fields.some((each) => pathOf(each) === path))
  const field = found?.fields.find((each) => pathOf(each) === path)
  if (found === undefined || field === undefined) throw noField(path, holders)
  const value = await host.terminal.secret(`Value of ${path}: `)
  if (value === undefined || value === '') {
    throw new CredmgrError('USAGE', 'there is no value to seal', {
      remedy: 'type it, or give it on standard input',
    })
  }
  const sealed = await seal(invocation, field, value)
  if (invocation.option('in-place') !== undefined) {
    await write(invocation, found, [{ field, sealed }])
    return 0
  }
  out.result(`{ sealed: "${sealed}" }`)
  out.line({ path, sealed })
  return 0
}

async function sealLiterals(invocation: Invocation): Promise<number> {
  const { positionals, out } = invocation
  const lines = linesOf(positionals)
  const files = lines.size === 0 ? await environmentFiles(invocation) : [...lines.keys()]
  const holders = await parsedHolders(invocation, files)
  if (holders === undefined) return 1
  for (const each of holders) refuseOtherLines(each, lines.get(each.file))
  // Nothing is written before everything could be sealed.
  const edits = new Map<Holder, readonly SecretEdit[]>()
  for (const each of holders)
    edits.set(each, await literalEdits(invocation, each, lines.get(each.file)))
  for (const [holder, each] of edits) await write(invocation, holder, each)
  const count = [...edits.values()].flat().length
  if (count === 0) out.result('There is no literal in a secret field.')
  const warning = 'Where a file was committed before, its secrets have been read: rotate them.'
  if (count > 0) out.problem(warning)
  return 0
}

/** The lines that were named of each file; none: all of them. */
function linesOf(positionals: readonly string[]): ReadonlyMap<string, ReadonlySet<number>> {
  const lines = new Map<string, Set<number>>()
  for (const each of positionals) {
    const [, file = '', line] = /^(.*?)(?::(\d+))?$/s.exec(each) ?? []
    const of = lines.get(file) ?? new Set()
    lines.set(file, line === undefined ? of : of.add(Number(line)))
  }
  return lines
}

/** A line that was named for nothing: what was sealed above it may have moved it. */
function refuseOtherLines({ file, fields }: Holder, lines: ReadonlySet<number> = new Set()): void {
  const there = fields.flatMap(({ literal, span }) => (literal === undefined ? [] : [span.line]))
  const missed = [...lines].find((line) => !there.includes(line))
  if (missed === undefined) return
  const message = `"${file}" has no literal in a secret field in line ${missed}`
  const remedy =
    there.length === 0 ? 'there is none in this file' : `there are some in: ${there.join(', ')}`
  throw new CredmgrError('USAGE', message, { remedy })
}

async function literalEdits(
  invocation: Invocation,
  { fields }: Holder,
  lines: ReadonlySet<number> = new Set(),
): Promise<readonly SecretEdit[]> {
  const edits: SecretEdit[] = []
  for (const field of fields) {
    const isNamed = lines.size === 0 || lines.has(field.span.line)
    if (field.literal === undefined || !isNamed) continue
    edits.push({ field, sealed: await seal(invocation, field, field.literal) })
  }
  return edits
}

function pathOf({ path }: SecretField): string {
  return path.join('.')
}

function noField(path: string, holders: readonly Holder[]): CredmgrError<'USAGE'> {
  const paths = holders.flatMap(({ fields }) => fields.map(pathOf))
  const message = `no file has a secret field "${path}"${suggestion(path, paths)}`
  return new CredmgrError('USAGE', message, {
    remedy: 'write the field down first, for example with { env: NAME }, and seal it then',
  })
}

/** @returns `undefined` after it was shown what cannot be parsed. */
async function parsedHolders(
  invocation: Invocation,
  files: readonly string[],
): Promise<readonly Holder[] | undefined> {
  const holders = await readHolders(invocation, files)
  return showUnparsed(invocation, holders) ? undefined : holders
}

async function seal(invocation: Invocation, field: SecretField, value: string): Promise<string> {
  const { host, env } = invocation
  const { address, pointer, span, repeated } = field
  if (repeated) {
    const message = `"${pathOf(field)}" stands for many places, and a sealed value is for one`
    throw new CredmgrError('USAGE', message, {
      remedy: 'use { env: NAME } there, or write it down for each by itself',
    })
  }
  const [, of = env] =
    new RegExp(`(?:^|/)${environmentsDirectory}/([^/]+)\\.yaml$`).exec(span.file) ?? []
  if (of !== env) {
    const message = `"${span.file}" belongs to the environment "${of}", not to "${env}"`
    throw new CredmgrError('USAGE', message, { remedy: `seal it for that one: --env ${of}` })
  }
  const key = await readPublicKey(invocation)
  const sealed = key && (await host.keys.seal(key, { address, pointer, env }, value))
  if (sealed) return sealed
  const message = `credmgr.pub has no public key of the environment "${env}"`
  throw new CredmgrError('KEY_MISSING', message, {
    remedy: 'credmgr init, where the key of the environment is, writes it down',
  })
}

async function write(
  invocation: Invocation,
  holder: Holder,
  edits: readonly SecretEdit[],
): Promise<void> {
  const { out } = invocation
  await writeSealed(invocation, holder, edits)
  for (const { field } of edits) {
    out.result(`${holder.file}:${field.span.line}: sealed ${pathOf(field)}`)
    out.line({ file: holder.file, line: field.span.line, path: pathOf(field) })
  }
}
