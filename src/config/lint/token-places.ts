import { nameOf } from '../naming.ts'
import { policiesWithin } from '../policy-lists.ts'
import { quote } from '../secret-text.ts'
import { type Entry, entriesOf, itemsOf, knownText, member, type Node } from '../tree.ts'
import type { Linting, Rule } from './rule.ts'

/** CM3206: a token in the query, or in a header field that the caller may send too and that is not replaced. */
export const tokenPlaces: Rule = { codes: ['CM3206'], check }

function check(linting: Linting): void {
  for (const { entry } of linting.routes) {
    for (const { name, value } of policiesWithin(member(entry.value, 'policies'))) {
      const settings = entriesOf(value)
      if (name === 'set-header') checkHeaders(linting, entry, settings)
      if (name === 'set-query-parameter') checkQuery(linting, entry, settings)
    }
  }
}

function checkHeaders({ problems }: Linting, route: Entry, settings: readonly Entry[]): void {
  for (const { name, value } of settings) {
    const action = unsafeAction({ name, value })
    if (action === undefined) continue
    const message = `${nameOf(['routes', route.name])} keeps a header ${quote(name)} of the caller beside the token`
    problems.error('CM3206', action.range, message, {
      label: 'the caller’s own value would reach the upstream',
      help: ['leave "existsAction" out, or say override'],
    })
  }
}

function checkQuery({ problems }: Linting, route: Entry, settings: readonly Entry[]): void {
  for (const { name, value } of settings) {
    if (!valuesOf(value).some(holdsToken)) continue
    const message = `${nameOf(['routes', route.name])} sends its token in the query, as ${quote(name)}`
    problems.error('CM3206', value.range, message, {
      label: 'servers write queries into their logs',
      help: ['send it in a header with set-header, if the API takes it there'],
    })
  }
}

/** Those that never get past the gateway's door, by lower case name. */
const neverForwarded = new Set(['authorization', 'cookie', 'x-api-key', 'proxy-authorization'])

/** The `existsAction` that keeps what the caller sent. */
function unsafeAction({ name, value }: Pick<Entry, 'name' | 'value'>): Node | undefined {
  const action = member(value, 'existsAction')
  if (neverForwarded.has(name.toLowerCase())) return undefined
  if (!['skip', 'append'].includes(knownText(action) ?? '')) return undefined
  return valuesOf(value).some(holdsToken) ? action : undefined
}

/** The values of one setting, in any of its forms. */
function valuesOf(setting: Node): readonly (string | undefined)[] {
  const nodes = [setting, member(setting, 'value'), ...itemsOf(member(setting, 'values'))]
  return nodes.map(knownText)
}

function holdsToken(text = ''): boolean {
  return /\{\{\s*\w+\.accessToken\s*\}\}/.test(text)
}
