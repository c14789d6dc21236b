import { isJsonObject } from '../model/index.ts'
import type { Problem } from './problem.ts'

/** What a client may ask for; named as `getLoginLinks` of Azure API Management names it. */
export interface LoginLinkRequest {
  readonly postLoginRedirectUrl?: string
}

/** Longer addresses do not survive every browser and proxy. */
const maxUrlLength = 2_048

/**
 * Reads the body of a login-links request: nothing, or a JSON object. A member that is not known
 * is refused, so that a misspelt one is not silently ignored.
 */
export function readLoginLinkRequest(
  body: string,
  contentType: string | undefined,
): { readonly ok: true; readonly value: LoginLinkRequest } | { ok: false; problem: Problem } {
  if (body === '') return { ok: true, value: {} }
  const mediaType = contentType?.split(';')[0]?.trim().toLowerCase()
  if (mediaType !== 'application/json') {
    return refuse(415, 'unsupported_media_type', 'the body must be "application/json"')
  }
  const value = parseJson(body)
  if (!isJsonObject(value)) return refuse(400, 'invalid_json', 'the body must be a JSON object')
  const unknown = Object.keys(value).find((key) => key !== 'postLoginRedirectUrl')
  if (unknown !== undefined) {
    const detail = `"${unknown.slice(0, 64)}" is not known here; "postLoginRedirectUrl" is`
    return refuse(400, 'unknown_field', detail)
  }
  return readRedirect(value['postLoginRedirectUrl'])
}

function readRedirect(url: unknown): ReturnType<typeof readLoginLinkRequest> {
  if (url === undefined) return { ok: true, value: {} }
  if (typeof url === 'string' && url.length <= maxUrlLength && URL.canParse(url)) {
    return { ok: true, value: { postLoginRedirectUrl: url } }
  }
  const detail = `"postLoginRedirectUrl" must be an absolute URL of at most ${maxUrlLength} characters`
  return refuse(400, 'invalid_field', detail)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function refuse(
  status: Problem['status'],
  code: string,
  detail: string,
): { ok: false; problem: Problem } {
  return { ok: false, problem: { status, code, detail } }
}
