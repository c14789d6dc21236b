import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

const titles: { readonly [status: number]: string } = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  421: 'Misdirected Request',
  422: 'Unprocessable Content',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

/** What went wrong, for a program; `code` is stable, `detail` is for the person who reads the log. */
export interface Problem {
  readonly status: ContentfulStatusCode
  readonly code: string
  readonly detail: string
}

/** The answer that tells `problem` as `application/problem+json` (RFC 9457). */
export function problemAnswer(c: Context, { status, code, detail }: Problem): Response {
  const body = { type: 'about:blank', title: titles[status] ?? 'Error', status, code, detail }
  return c.body(JSON.stringify(body), status, { 'content-type': 'application/problem+json' })
}

/** Nothing stands at this path. */
export function notFound(c: Context): Response {
  const detail = 'nothing stands at this path'
  return problemAnswer(c, { status: 404, code: 'not_found', detail })
}

/** Something stands here, and it answers `allow` only (RFC 9110 section 15.5.6). */
export function methodNotAllowed(allow: string): (c: Context) => Response {
  return (c) => {
    c.header('Allow', allow)
    const detail = `this path answers ${allow} only`
    return problemAnswer(c, { status: 405, code: 'method_not_allowed', detail })
  }
}
