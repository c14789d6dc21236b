import type { Tokens } from '../engine/index.ts'
import type { Exchange } from './policies/policy.ts'

/**
 * Puts other tokens in the place of those that the upstream has refused, wherever they stand in the
 * request that is about to be sent again.
 *
 * @returns Whether there was another one.
 */
export async function putOtherTokens(
  exchange: Exchange,
  tokens: Pick<Tokens, 'another'>,
): Promise<boolean> {
  let isOther = false
  for (const [slot, refused] of exchange.variables.entries()) {
    if (typeof refused !== 'object') continue
    const other = await tokens.another(refused)
    if (other === undefined || other.accessToken === refused.accessToken) continue
    exchange.variables[slot] = other
    replace(exchange, refused.accessToken, other.accessToken)
    isOther = true
  }
  return isOther
}

function replace(exchange: Exchange, refused: string, other: string): void {
  const { headers } = exchange
  for (let at = 1; at < headers.length; at += 2) {
    headers[at] = headers[at]?.replaceAll(refused, () => other) ?? ''
  }
  // In a query it stands as `set-query-parameter` has written it.
  const [written, next] = [encodeURIComponent(refused), encodeURIComponent(other)]
  exchange.target = exchange.target.replaceAll(written, () => next)
}
