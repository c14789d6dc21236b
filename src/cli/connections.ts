import { didYouMean } from '../config/index.ts'
import { type ServedConnection, served } from '../engine/index.ts'
import { CredmgrError, type State } from '../model/index.ts'

/**
 * The applied connection that is meant by `github/release-bot` or `connection.github/release-bot`.
 *
 * @throws `CONNECTION_UNKNOWN`
 */
export function connectionIn(state: State, text: string): ServedConnection {
  const connections = served(state)?.connections ?? new Map<string, ServedConnection>()
  const name = text.replace(/^connection\./, '')
  const found = [...connections.values()].find(({ spec }) => spec.address === name)
  if (found !== undefined) return found
  const suggestion = didYouMean(name, [...connections.keys()])
  throw new CredmgrError('CONNECTION_UNKNOWN', `no connection "${name}" is applied`, {
    connection: name,
    ...(suggestion !== undefined && { suggestion }),
  })
}
