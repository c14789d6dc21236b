import { findingsOf } from '../../engine/index.ts'
import type { Command } from '../command.ts'
import { findingJson, showFinding } from '../findings.ts'

export const stateVerify: Command = {
  name: 'state verify',
  summary: 'open every document of the store and say what is wrong with it',
  positionals: '',
  maxPositionals: 0,
  options: {},
  details: [
    'It looks at the state and its history, at tokens, secrets and consent links: does each open as what',
    'it was written, and does each belong to something? It changes nothing, takes no lock, and exits with',
    '1 when something is wrong. With --json it prints one object a finding, and a last one with the counts.',
  ].join('\n'),
  async run({ host, out, location }) {
    const store = await host.openStore(location)
    const inspection = await store.upkeep.inspect()
    const findings = findingsOf(inspection)
    for (const each of findings) {
      showFinding(out, each)
      out.line({ type: 'finding', ...findingJson(each) })
    }
    const errors = findings.filter(({ severity }) => severity === 'error').length
    const { state, history, credentials, secrets, oneTime } = inspection
    const looked =
      (state === undefined ? 0 : 1) +
      [history, credentials, secrets, oneTime].reduce((sum, each) => sum + each.length, 0)
    const warnings = findings.length - errors
    out.line({ type: 'summary', documents: looked, errors, warnings })
    if (errors === 0) {
      out.result(
        `${out.paint('good', 'Success!')} ${looked} documents were opened, and all is well.`,
      )
      return 0
    }
    const mendable = findings.filter(({ mending }) => mending !== undefined).length
    out.problem(`${errors} of ${looked} documents are not as they should be.`)
    if (mendable > 0) out.problem(`credmgr state repair can mend ${mendable} of them.`)
    return 1
  },
}
