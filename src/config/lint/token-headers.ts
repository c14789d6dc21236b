import { nameOf } from '../naming.ts'
import { quote } from '../secret-text.ts'
import { type Entry, entriesOf, itemsOf, knownText, member, type Node } from '../tree.ts'
import type { Linting, Rule } from './rule.ts'

/** CM3206: a token in a header field that the caller may send too, and that is not replaced. */
export const tokenHeaders: Rule = { codes: ['CM3206'], check }

function check({ routes, problems }: Linting): void {
  for (const { entry } of routes) {
    const steps = itemsOf(member(entry.value, 'policies'))
    for (const { name, value } of steps.flatMap((step) => entriesOf(member(step, 'set-header')))) {
      const action = unsafeAction({ name, value })
      if (action === undefined) continue
      const message = `${nameOf(['routes', entry.name])} keeps a header ${quote(name)} of the caller beside the token`
      problems.error('CM3206', action.range, message, {
        label: 'the caller’s own value would reach the upstream',
        help: ['leave "existsAction" out, or say override'],
      })
    }
  }
}

/** Those that never get past the gateway's door, by lower case name. */
const neverForwarded = new Set(['authorization', 'cookie', 'x-api-key', 'proxy-authorization'])

/** The `existsAction` that keeps what the caller sent. */
function unsafeAction({ name, value }: Pick<Entry, 'name' | 'value'>): Node | undefined {
  const action = member(value, 'existsAction')
  if (neverForwarded.has(name.toLowerCase())) return undefined
  if (!['skip', 'append'].includes(knownText(action) ?? '')) return undefined
  const values = [member(value, 'value'), ...itemsOf(member(value, 'values'))]
  return values.some((each) => holdsToken(knownText(each))) ? action : undefined
}

function holdsToken(text = ''): boolean {
  return /\{\{\s*\w+\.accessToken\s*\}\}/.test(text)
}
