import { entriesOf, entryOf } from '../tree.ts'
import type { Rule } from './rule.ts'

/** So many connections are written by a program, and should be data. */
const many = 1_000

/** CM3501: more connections in YAML than anybody reads. */
export const manyConnections: Rule = {
  codes: ['CM3501'],
  check({ root, problems }) {
    const section = entryOf(root, 'connections')
    const written = entriesOf(section?.value).filter(
      ({ instanceOf }) => instanceOf === undefined,
    ).length
    if (section === undefined || written <= many) return
    problems.info('CM3501', section.key, `${written} connections are written out`, {
      label: `more than ${many}`,
      help: ['keep them as data:  github/user-{key}: { forEach: { file: users.ndjson } }'],
    })
  },
}
