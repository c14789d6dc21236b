import type { ServerResponse } from 'node:http'
import type { DurationMs } from '../model/index.ts'
import type { AnswerFields } from './answer-fields.ts'

/** What the gateway itself answers when it does not forward. Codes are public and stable. */
const kinds = {
  bad_request: { status: 400, title: 'Bad request' },
  ambiguous_target: { status: 400, title: 'Ambiguous request target' },
  unauthenticated: { status: 401, title: 'Authentication required' },
  invalid_token: { status: 401, title: 'Invalid token' },
  invalid_api_key: { status: 401, title: 'Invalid API key' },
  header_not_allowed: { status: 400, title: 'Header not allowed' },
  jwt_not_accepted: { status: 401, title: 'Token not accepted' },
  access_denied: { status: 403, title: 'Access denied' },
  ip_not_allowed: { status: 403, title: 'Address not allowed' },
  quota_exceeded: { status: 403, title: 'Quota exceeded' },
  route_not_found: { status: 404, title: 'No such route' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  request_timeout: { status: 408, title: 'Request timeout' },
  rate_limited: { status: 429, title: 'Too many requests' },
  concurrency_limited: { status: 429, title: 'Too many requests at once' },
  headers_too_large: { status: 431, title: 'Request headers too large' },
  internal_error: { status: 500, title: 'Internal error' },
  not_implemented: { status: 501, title: 'Not implemented' },
  upstream_unreachable: { status: 502, title: 'Upstream unreachable' },
  not_ready: { status: 503, title: 'Not ready' },
  connection_not_authorized: { status: 503, title: 'Connection not authorized' },
  token_unavailable: { status: 503, title: 'Token unavailable' },
  provider_rejected: { status: 503, title: 'Provider rejected the client' },
  identity_unavailable: { status: 503, title: 'Identity provider unavailable' },
  upstream_timeout: { status: 504, title: 'Upstream timeout' },
} as const

export type ProblemCode = keyof typeof kinds

/** One refusal, as a value. Nothing in it is a secret, an upstream's address or a stack. */
export interface Problem {
  readonly code: ProblemCode
  readonly detail: string
  /** HTTP status code; default: the one of `code`. */
  readonly status?: number
  /** A stable code that says why, where `code` alone does not. */
  readonly reason?: string
  /** Further header fields: name, value, name, value. */
  readonly headers?: readonly string[]
}

/** HTTP status code of a problem. */
export function statusOf({ code, status = kinds[code].status }: Problem): number {
  return status
}

/** The body, as RFC 9457 has it. */
export function problemBody(problem: Problem): string {
  const { code, detail, reason } = problem
  const { title } = kinds[code]
  const status = statusOf(problem)
  const type = `urn:credmgr:problem:${code}`
  return JSON.stringify({ type, title, status, detail, code, reason })
}

/** What the gateway answers by itself, whole. */
export interface Reply {
  readonly status: number
  /** Reason phrase; default: the usual one of `status`. */
  readonly statusMessage?: string
  /** Header fields: name, value, name, value. `Content-Length` is added. */
  readonly headers: readonly string[]
  readonly body: string
}

/** Answers with `problem`, or cuts the connection when an answer has already begun. */
export function sendProblem(
  response: ServerResponse,
  problem: Problem,
  answerFields?: AnswerFields,
): void {
  const body = problemBody(problem)
  const headers = problemFields(problem, body)
  send(response, { status: statusOf(problem), headers, body }, answerFields)
}

/** As {@link sendProblem}. */
export function sendReply(
  response: ServerResponse,
  reply: Reply,
  answerFields?: AnswerFields,
): void {
  const { status, body } = reply
  const length = ['Content-Length', String(Buffer.byteLength(body))]
  const headers = mayHaveBody(status) ? [...reply.headers, ...length] : reply.headers
  send(response, { ...reply, headers }, answerFields)
}

/** RFC 9110 sections 15.3.5 and 15.4.5. */
export function mayHaveBody(status: number): boolean {
  return status !== 204 && status !== 304
}

function send(
  response: ServerResponse,
  { status, statusMessage = '', headers, body }: Reply,
  answerFields?: AnswerFields,
): void {
  if (response.destroyed) return
  if (response.headersSent) {
    response.destroy()
    return
  }
  const fields = [...headers]
  answerFields?.putInto(fields)
  // An answer that was begun and refused by Node leaves its reason phrase behind.
  response.statusMessage = statusMessage
  response.writeHead(status, fields)
  response.end(body)
}

/** The header fields of a problem's answer, as a flat list. */
export function problemFields({ headers = [] }: Problem, body: string): readonly string[] {
  return [
    'Content-Type',
    'application/problem+json',
    'Cache-Control',
    'no-store',
    'Content-Length',
    String(Buffer.byteLength(body)),
    ...headers,
  ]
}

/** A 401 with its challenge (RFC 6750 section 3). */
export function unauthenticated(code: AuthenticationCode, detail: string): Problem {
  return { code, detail, headers: ['WWW-Authenticate', challenge(code, detail)] }
}

type AuthenticationCode = 'unauthenticated' | 'invalid_token' | 'invalid_api_key'

function challenge(code: AuthenticationCode, detail: string): string {
  const realm = 'Bearer realm="credmgr"'
  if (code === 'unauthenticated') return realm
  return `${realm}, error="invalid_token", error_description="${detail.replace(/["\\]/g, "'")}"`
}

/** `Retry-After` in whole seconds, at least one; nothing when it is not known. */
export function retryAfter(duration: DurationMs | undefined): readonly string[] {
  if (duration === undefined) return []
  return ['Retry-After', String(Math.max(1, Math.ceil(duration / 1000)))]
}
