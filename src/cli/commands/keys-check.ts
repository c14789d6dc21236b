import { isCredmgrError } from '../../model/index.ts'
import type { Command, Invocation } from '../command.ts'
import { configurationFiles } from '../configuration.ts'
import { readHolders, sealedFields } from '../secret-holders.ts'

export const keysCheck: Command = {
  name: 'keys check',
  summary: 'find out what each key opens, and what none does',
  positionals: '',
  maxPositionals: 0,
  options: {},
  details:
    'It exits with 1 when a record of the store or a sealed value of the configuration does not open.',
  async run(invocation) {
    const { host, out, location } = invocation
    const ids = await host.keys.ids(location)
    const broken = [...(await brokenRecords(invocation)), ...(await brokenValues(invocation))]
    const uses = await host.keys.uses(location)
    for (const id of ids) {
      const count = uses.filter(({ keyId }) => keyId === id).length
      const role = id === ids[0] ? 'seals' : 'old'
      out.result(`key ${id}  ${role.padEnd(5)}  ${count} ${count === 1 ? 'record' : 'records'}`)
    }
    for (const { what, problem } of broken)
      out.problem(`${out.paint('error', 'Error:')} ${what} ${problem}`)
    if (broken.length === 0) out.result(`${out.paint('good', 'Success!')} Everything opens.`)
    out.line({
      keyIds: [...ids],
      records: uses.map((each) => ({ record: each.record, keyId: each.keyId ?? null })),
      broken: broken.map((each) => ({ ...each })),
    })
    return broken.length === 0 ? 0 : 1
  },
}

interface Broken {
  readonly what: string
  readonly problem: string
}

async function brokenRecords({ host, location }: Invocation): Promise<readonly Broken[]> {
  const store = await host.openStore(location)
  const state = await store.state.read().catch((error: unknown) => {
    if (isCredmgrError(error)) return error
    throw error
  })
  const summaries = await store.vault.summaries()
  const credentials = summaries
    .filter(({ reason }) => reason === 'record_unreadable')
    .map(({ connection }) => ({ what: `the record of ${connection}`, problem: 'does not open' }))
  const damaged = isCredmgrError(state) ? [{ what: 'the state:', problem: state.message }] : []
  const ids = new Set(await host.keys.ids(location))
  const unknown = (await host.keys.uses(location))
    .filter(({ keyId }) => keyId !== undefined && !ids.has(keyId))
    .map(({ record, keyId }) => ({ what: record, problem: `needs the key "${keyId}"` }))
  return [...damaged, ...credentials, ...unknown]
}

async function brokenValues(invocation: Invocation): Promise<readonly Broken[]> {
  const { host, location } = invocation
  const holders = await readHolders(invocation, await configurationFiles(invocation))
  const broken: Broken[] = []
  for (const { holder, field, sealed } of sealedFields(holders)) {
    const opened = await host.keys.unseal(location, field, sealed)
    if (opened.ok) continue
    const { line, column } = field.span
    broken.push({
      what: `${holder.file}:${line}:${column}: the sealed value`,
      problem: opened.problem,
    })
  }
  return broken
}
