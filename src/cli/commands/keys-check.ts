import type { Command, Invocation } from '../command.ts'
import { environmentFiles } from '../configuration.ts'
import { effectiveFields, readHolders, showUnparsed } from '../secret-holders.ts'

export const keysCheck: Command = {
  name: 'keys check',
  summary: 'find out what each key opens, and what none does',
  positionals: '',
  maxPositionals: 0,
  options: {},
  details: [
    'It opens every record of the store, and every sealed value that is in effect in the environment,',
    'and exits with 1 when one does not open.',
  ].join('\n'),
  async run(invocation) {
    const { host, out, location } = invocation
    const ids = await host.keys.ids(location)
    const records = await checkedRecords(invocation)
    const holders = await readHolders(invocation, await environmentFiles(invocation))
    const isUnparsed = showUnparsed(invocation, holders)
    const values = await checkedValues(invocation, holders)
    for (const [at, id] of ids.entries()) out.result(lineOf(id, at, { records, values }))
    const broken = [...records, ...values].filter(({ problem }) => problem !== undefined)
    for (const { what, problem } of broken)
      out.problem(`${out.paint('error', 'Error:')} ${what} ${problem}`)
    const isWhole = broken.length === 0 && !isUnparsed
    if (isWhole) out.result(`${out.paint('good', 'Success!')} Everything opens.`)
    out.line({ keyIds: [...ids], records: records.map(json), values: values.map(json) })
    return isWhole ? 0 : 1
  },
}

/** Something sealed, the key that it needs, and why it does not open. */
interface Tried {
  readonly what: string
  readonly keyId: string | undefined
  readonly problem: string | undefined
}

async function checkedRecords({ host, location }: Invocation): Promise<readonly Tried[]> {
  const checks = await host.keys.check(location)
  return checks.map(({ record, keyId, problem }) => ({ what: record, keyId, problem }))
}

async function checkedValues(
  { host, location }: Invocation,
  holders: Awaited<ReturnType<typeof readHolders>>,
): Promise<readonly Tried[]> {
  const fields = effectiveFields(holders)
  if (fields.length === 0) return []
  const open = await host.keys.opener(location)
  const tried: Tried[] = []
  for (const { holder, field, sealed } of fields) {
    const opened = await open(field, sealed)
    const { line, column } = field.span
    const what = `${holder.file}:${line}:${column}: the sealed value`
    const problem = opened.ok ? undefined : opened.problem
    tried.push({ what, keyId: sealed.split(':')[1], problem })
  }
  return tried
}

function lineOf(
  id: string,
  at: number,
  { records, values }: { readonly records: readonly Tried[]; readonly values: readonly Tried[] },
): string {
  const count = (all: readonly Tried[], noun: string): string => {
    const opened = all.filter(({ keyId, problem }) => keyId === id && problem === undefined).length
    return `${opened} ${noun}${opened === 1 ? '' : 's'}`
  }
  const role = at === 0 ? 'seals' : 'old'
  return `key ${id}  ${role.padEnd(5)}  opens ${count(records, 'record')}, ${count(values, 'sealed value')}`
}

function json({ what, keyId, problem }: Tried): {
  readonly [name: string]: string | null
} {
  return { what, keyId: keyId ?? null, problem: problem ?? null }
}
