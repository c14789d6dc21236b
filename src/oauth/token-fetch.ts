import { type Fetch, isJsonObject, type Json, type JsonObject } from '../model/index.ts'
import { type OAuthClient, type OAuthPorts, portsAs } from './client.ts'
import { misbehaved } from './failure.ts'
import { providerFetch } from './fetch.ts'
import { oddities } from './providers/index.ts'

/**
 * {@link providerFetch} for the token endpoint: what it returns has the form of RFC 6749 section 5,
 * whatever the provider's habits.
 *
 * - A form-encoded body becomes JSON, as GitHub answers.
 * - Status 200 with an `error` becomes 400, as GitHub and Slack answer.
 * - A member that is `null` was not sent, nor a refresh token, lifetime or error that is empty.
 * - `expires_in` is a positive number of seconds, at most ten years; see {@link lifetime}.
 * - What one provider does and no other stands with that provider's template.
 *
 * @param keepIdToken Whether the caller can check an id_token; otherwise it is dropped unread.
 */
export function tokenFetch(ports: OAuthPorts, client: OAuthClient, keepIdToken: boolean): Fetch {
  const send = providerFetch(portsAs(ports, client), client.name)
  return async (url, init) => {
    const response = await send(url, init)
    const body = members(response.headers.get('content-type') ?? '', await response.clone().text())
    if (body === undefined) return response
    const mended = mend(client, keepIdToken ? body : without(body, 'id_token'))
    const failed = typeof mended['error'] === 'string' && mended['error'] !== ''
    const status = failed && response.status === 200 ? 400 : response.status
    return Response.json(mended, { status })
  }
}

function members(contentType: string, text: string): JsonObject | undefined {
  const json = parsed(text)
  if (isJsonObject(json)) return json
  if (!/^(application\/x-www-form-urlencoded|text\/plain)\b/i.test(contentType)) return undefined
  const entries = [...new URLSearchParams(text)]
  const form = Object.fromEntries(entries)
  // RFC 6749 section 3.2: a parameter stands there at most once.
  if (Object.keys(form).length !== entries.length) return undefined
  return 'access_token' in form || 'error' in form ? form : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function mend({ name, provider }: OAuthClient, body: JsonObject): JsonObject {
  const sent = Object.fromEntries(Object.entries(body).filter((member) => wasSent(...member)))
  const own = oddities.find((each) => each.appliesTo(provider))
  const usual = own?.tokenResponse?.(sent) ?? sent
  const { expires_in: expiresIn, ...rest } = usual
  const seconds = expiresIn === undefined ? undefined : lifetime(name, expiresIn)
  return seconds === undefined ? rest : { ...rest, expires_in: seconds }
}

const wasSent = (name: string, value: Json): boolean =>
  value !== null && !(value === '' && neverEmpty.has(name))

const neverEmpty = new Set(['refresh_token', 'id_token', 'expires_in', 'error'])

/**
 * Seconds as a number or as the digits of one. 0 is no statement: it is how providers write of
 * tokens that do not expire. More than ten years is ten years, since some send the largest integer.
 *
 * @throws `PROVIDER_MISBEHAVED` for anything else, such as a negative number
 */
function lifetime(provider: string, value: Json): number | undefined {
  const seconds = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value
  if (typeof seconds !== 'number' || !(seconds >= 0)) {
    throw misbehaved(provider, '"expires_in" is not a number of seconds')
  }
  return seconds === 0 ? undefined : Math.min(seconds, tenYears)
}

const tenYears = 10 * 365 * 24 * 60 * 60

function without(body: JsonObject, name: string): JsonObject {
  const { [name]: _dropped, ...rest } = body
  return rest
}
