import type { AuthorizationContext } from '../model/index.ts'
import type { HeaderList } from './header-list.ts'
import type { Exchange } from './policies/policy.ts'

/**
 * Takes the tokens that went out in the query out of the answer's fields: upstreams repeat a query in
 * `Location`, `Link` and others, and callers must never hold a token. A redirect still works, because
 * the next request by this route gets the parameter anew.
 */
export function withholdTokens(fields: HeaderList, { target, variables }: Exchange): void {
  for (const context of variables) {
    if (typeof context !== 'object' || !isIn(target, context)) continue
    const spellings = spellingsOf(context.accessToken)
    for (let at = 1; at < fields.length; at += 2) {
      fields[at] = fields[at]?.replace(spellings, '') ?? ''
    }
  }
}

function isIn(target: string, { accessToken }: AuthorizationContext): boolean {
  // First what costs nothing: most targets are shorter than a token.
  return target.length > accessToken.length && target.includes(encodeURIComponent(accessToken))
}

/** The token as it is or percent-encoded, more than once also, by whichever rules the upstream has. */
function spellingsOf(token: string): RegExp {
  const pieces = [...token].map((each) => {
    const hex = each.charCodeAt(0).toString(16).padStart(2, '0')
    return `(?:\\u{${hex}}|%(?:25)*${hex})`
  })
  return new RegExp(pieces.join(''), 'giu')
}
