import * as oauth from 'oauth4webapi'
import { CredmgrError, isCredmgrError } from '../model/index.ts'

/**
 * What went wrong between us and a provider, as one of three errors that ask for different deeds.
 *
 * | what happened                                                | error                  |
 * | ------------------------------------------------------------ | ---------------------- |
 * | no connection, connection cut, 30 s passed                   | `PROVIDER_UNREACHABLE` |
 * | status 408, 429 or 5xx, whatever the body says               | `PROVIDER_UNREACHABLE` |
 * | an OAuth error, by status 4xx or hidden in a 200             | `PROVIDER_REJECTED`    |
 * | an error in the authorization response (the callback)        | `PROVIDER_REJECTED`    |
 * | a client without the secret or key that it proves itself by  | `PROVIDER_REJECTED`    |
 * | anything else: a redirect, HTML, garbage, wrong types, a body | `PROVIDER_MISBEHAVED` |
 * |   over 1 MiB, an endpoint without https, an invalid id_token |                        |
 *
 * Messages and details hold nothing that a provider wrote except an error code in the characters of
 * one. Its description stands in `cause`, without the secrets that it might echo.
 *
 * @param secrets What was sent and must not come back in an error.
 */
export function failure(
  provider: string,
  error: unknown,
  secrets: readonly string[] = [],
): CredmgrError {
  if (isCredmgrError(error)) return error
  if (
    error instanceof oauth.ResponseBodyError ||
    error instanceof oauth.AuthorizationResponseError
  ) {
    const { error: code, error_description: description } = error
    return rejected(provider, redacted(code, secrets), redacted(description ?? '', secrets))
  }
  return misbehaved(provider, problemOf(error))
}

/** Runs `work` and turns whatever it throws into an error of {@link failure}'s table. */
export async function attempt<T>(
  provider: string,
  secrets: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw failure(provider, error, secrets)
  }
}

export function misbehaved(provider: string, problem: string): CredmgrError<'PROVIDER_MISBEHAVED'> {
  const message = `provider "${provider}" does not keep to the protocol: ${problem}`
  return new CredmgrError('PROVIDER_MISBEHAVED', message, { provider })
}

/** @param oauthError The code that the provider gave; a text that cannot be one is not repeated. */
export function rejected(provider: string, oauthError: string, description = ''): CredmgrError {
  if (!errorCode.test(oauthError)) return misbehaved(provider, 'its error code is not one')
  const cause = description === '' ? {} : { cause: new Error(printable(description)) }
  const message = `provider "${provider}" refused with "${oauthError}"`
  return new CredmgrError('PROVIDER_REJECTED', message, { provider, oauthError }, cause)
}

/** Narrower than RFC 6749 section 5.2 allows, so that it can stand in a line of any log. */
const errorCode = /^[\w.:/-]{1,80}$/

const redacted = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((rest, secret) => (secret === '' ? rest : rest.replaceAll(secret, '[…]')), text)

const printable = (text: string): string => text.replace(/[^\x20-\x7e…]/g, ' ').slice(0, 500)

/**
 * In one clause what the library complains about. Its messages are fixed texts, but its causes hold
 * the whole response, tokens included, and a JSON parser quotes what it could not parse: of those
 * nothing is kept but the status.
 */
function problemOf(error: unknown): string {
  const known =
    error instanceof oauth.OperationProcessingError ||
    error instanceof oauth.UnsupportedOperationError
  if (!known) return 'its answer cannot be read'
  const { cause, message } = error
  return cause instanceof Response ? `${message}, status ${cause.status}` : message
}
