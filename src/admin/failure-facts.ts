import { isCredmgrError, type JsonObject } from '../model/index.ts'

/**
 * What the log is told of a failure. A message of ours holds no secret and is told; that of any other
 * error may repeat what a provider or a browser sent, so only its name and code are.
 */
export function failureFacts(error: Error): JsonObject {
  const { cause } = error
  const known = isCredmgrError(error) ? error : undefined
  const oauthError = known === undefined ? undefined : oauthErrorOf(known.details)
  return {
    name: error.name,
    code: codeOf(error),
    ...(known !== undefined && { problem: known.message }),
    ...(oauthError !== undefined && { oauthError }),
    ...(cause instanceof Error && { cause: inShort(cause) }),
  }
}

/** @returns `PROVIDER_REJECTED: …` for one of ours, `TypeError (ECONNREFUSED)` for another. */
function inShort(cause: Error): string {
  if (isCredmgrError(cause)) return `${cause.code}: ${cause.message}`
  // What fetch throws keeps the system's error one deeper.
  const code = codeOf(cause) ?? (cause.cause instanceof Error ? codeOf(cause.cause) : null)
  return code === null ? cause.name : `${cause.name} (${code})`
}

/** A provider's error code. What does not look like a code is not repeated even in the log. */
function oauthErrorOf(details: object): string | undefined {
  if (!('oauthError' in details) || typeof details.oauthError !== 'string') return undefined
  return /^[\w.-]{1,64}$/.test(details.oauthError) ? details.oauthError : '(not a code)'
}

function codeOf(error: Error): string | null {
  return 'code' in error && typeof error.code === 'string' ? error.code : null
}
