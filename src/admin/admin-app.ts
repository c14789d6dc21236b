import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { ConnectionStatus, Consent, ConsentLink, ReloadHealth } from '../engine/index.ts'
import {
  type AdminRole,
  type Authentication,
  type AuthenticationFailure,
  type Caller,
  type ConnectionAddress,
  CredmgrError,
  connectionAddress,
  describeCaller,
  type EpochMs,
  isCredmgrError,
  type Logger,
} from '../model/index.ts'
import { type AdminRoles, hasRole, isFromElsewhere, isOwnHost } from './admission.ts'
import { failureFacts } from './failure-facts.ts'
import { securityHeaders } from './headers.ts'
import { readLoginLinkRequest } from './login-link-request.ts'
import { methodNotAllowed, notFound, type Problem, problemAnswer } from './problem.ts'

/** What the admin app is given; `roles` and `listen` are asked anew for every request. */
export interface AdminPorts {
  readonly consent: Consent
  readonly statuses: () => Promise<readonly ConnectionStatus[]>
  readonly roles: () => AdminRoles
  /** `gateway.admin.listen`; its host is one of the names under which the API answers. */
  readonly listen: () => string
  readonly authenticate: (headers: Headers) => Promise<Authentication>
  /** Whether what follows the scheme `Credmgr-Key` proves that the caller can open the store. */
  readonly isKeyHolder: (proof: string) => boolean
  readonly reload: () => Promise<ReloadHealth>
  readonly logger: Logger
}

/** What the app keeps with a request. */
export interface AdminEnv {
  Variables: { caller: Caller }
}

type AdminContext = Context<AdminEnv>

const connections = '/-/api/v1/connections'
const connection = '/-/api/v1/connections/:provider/:name'
const loginLinks = '/-/api/v1/connections/:provider/:name/login-links'
const reloads = '/-/api/v1/reload'

/**
 * The API on `gateway.admin.listen`.
 *
 * - `POST /-/api/v1/connections/:provider/:name/login-links`, role `operator`: a consent link.
 * - `POST /-/api/v1/reload`, role `operator`, or whoever can open the store (`credmgr reload`): loads what
 *   is applied, and says how it went.
 * - `GET /-/api/v1/connections` and `GET /-/api/v1/connections/:provider/:name`, role `viewer`.
 *
 * Nothing is open: a request is refused for its host (421), for the page it comes from (403) and
 * for its caller (401, 403) before its path is looked at. Refusals are `application/problem+json`.
 */
export function createAdminApp(ports: AdminPorts): Hono<AdminEnv> {
  const app = new Hono<AdminEnv>()
  app.use(securityHeaders(), ownRequestsOnly(ports))
  app.post(reloads, reloadForKeyHolder(ports))
  app.use(authenticated(ports))
  app.post(reloads, permitted(ports, 'operator'), (c) => reloadNow(c, ports))
  app.all(reloads, methodNotAllowed('POST'))
  app.get(connections, (c) => listConnections(c, ports))
  app.all(connections, methodNotAllowed('GET'))
  app.get(connection, (c) => showConnection(c, ports))
  app.all(connection, methodNotAllowed('GET'))
  app.post(loginLinks, permitted(ports, 'operator'), limitedBody, (c) => makeLink(c, ports))
  app.all(loginLinks, methodNotAllowed('POST'))
  app.notFound(notFound)
  app.onError((error, c) => problemAnswer(c, problemOf(error, ports.logger)))
  return app
}

function ownRequestsOnly({ listen }: AdminPorts): MiddlewareHandler<AdminEnv> {
  return async (c, next) => {
    if (!isOwnHost(c.req.header('host'), listen())) {
      const detail =
        'the Host header must be localhost, an IP address or the host of "admin.listen"'
      return problemAnswer(c, { status: 421, code: 'host_not_allowed', detail })
    }
    if (isFromElsewhere(c.req.raw.headers)) {
      const detail = 'pages of another origin may not call this API'
      return problemAnswer(c, { status: 403, code: 'cross_origin', detail })
    }
    return await next()
  }
}

/** Passes on, to where everybody is authenticated, whoever does not prove to hold the store's key. */
function reloadForKeyHolder(ports: AdminPorts): MiddlewareHandler<AdminEnv> {
  return async (c, next) => {
    const [, proof] = /^Credmgr-Key +(\S+)$/i.exec(c.req.header('authorization') ?? '') ?? []
    if (proof !== undefined && ports.isKeyHolder(proof)) return await reloadNow(c, ports)
    return await next()
  }
}

/** Lets in whoever is known and has at least one role; everything behind it may rely on `caller`. */
function authenticated(ports: AdminPorts): MiddlewareHandler<AdminEnv> {
  return async (c, next) => {
    const authentication = await ports.authenticate(c.req.raw.headers).catch(keysUnavailable)
    if (authentication === undefined) return identityUnavailable(c)
    if (!authentication.ok) {
      const { code, detail } = authentication
      c.header('WWW-Authenticate', challenge(code))
      return problemAnswer(c, { status: 401, code, detail })
    }
    c.set('caller', authentication.caller)
    return await permitted(ports, 'viewer')(c, next)
  }
}

/** An issuer whose signing keys cannot be had is nothing that the caller did wrong. */
function keysUnavailable(error: unknown): undefined {
  if (!isCredmgrError(error) || error.code !== 'PROVIDER_UNREACHABLE') throw error
}

function identityUnavailable(c: AdminContext): Response {
  const detail = 'the signing keys of the issuer cannot be had at the moment'
  return problemAnswer(c, { status: 503, code: 'identity_unavailable', detail })
}

/** The challenge of RFC 6750 section 3: without a credential it names no error. */
function challenge(code: AuthenticationFailure): string {
  return code === 'unauthenticated'
    ? 'Bearer realm="credmgr"'
    : 'Bearer realm="credmgr", error="invalid_token"'
}

function permitted(ports: AdminPorts, role: AdminRole): MiddlewareHandler<AdminEnv> {
  return async (c, next) => {
    if (hasRole(ports.roles(), c.var.caller, role)) return await next()
    const detail = `the role "${role}" is needed; "gateway.admin.roles" says who has it`
    return problemAnswer(c, { status: 403, code: 'access_denied', detail })
  }
}

const limitedBody: MiddlewareHandler = bodyLimit({
  maxSize: 16 * 1_024,
  onError: (c) => {
    const detail = 'the body may have 16 KiB'
    return problemAnswer(c, { status: 413, code: 'body_too_large', detail })
  },
})

async function makeLink(c: AdminContext, { consent, logger }: AdminPorts): Promise<Response> {
  const address = addressOf(c)
  const request = readLoginLinkRequest(await c.req.text(), c.req.header('content-type'))
  if (!request.ok) return problemAnswer(c, request.problem)
  const { postLoginRedirectUrl } = request.value
  const initiator = describeCaller(c.var.caller)
  const link = await consent.issueLink(address, {
    initiator,
    ...(postLoginRedirectUrl !== undefined && { redirectUrl: postLoginRedirectUrl }),
  })
  logger.info('login link issued', { connection: address, initiator })
  return c.json(linkJson(link), 201)
}

function linkJson({ url, expiresAt }: ConsentLink): { loginLink: string; expiresAt: string } {
  return { loginLink: url, expiresAt: rfc3339(expiresAt) }
}

/** @returns 200 with the serial that is served; 409 when the last good one stays, with the reason. */
async function reloadNow(c: AdminContext, { reload }: AdminPorts): Promise<Response> {
  const { ready, serial, problem } = await reload()
  if (problem === undefined) return c.json({ ready, serial })
  const detail = `${problem}; serial ${serial} goes on being served`
  return problemAnswer(c, { status: 409, code: 'reload_failed', detail })
}

async function listConnections(c: AdminContext, { statuses }: AdminPorts): Promise<Response> {
  const value = await statuses()
  return c.json({ value: value.map(statusJson) })
}

async function showConnection(c: AdminContext, { statuses }: AdminPorts): Promise<Response> {
  const address = addressOf(c)
  const status = (await statuses()).find((each) => each.address === address)
  if (status === undefined) throw unknownConnection(address)
  return c.json(statusJson(status))
}

type StatusJson = Omit<ConnectionStatus, 'expiresAt' | 'reconsentBy'> & {
  readonly [Instant in 'expiresAt' | 'reconsentBy']: string | null
}

function statusJson(status: ConnectionStatus): StatusJson {
  const { expiresAt, reconsentBy } = status
  const instant = (at: EpochMs | null): string | null => (at === null ? null : rfc3339(at))
  return { ...status, expiresAt: instant(expiresAt), reconsentBy: instant(reconsentBy) }
}

function rfc3339(instant: EpochMs): string {
  return new Date(instant).toISOString()
}

/** The address that the path names. @throws `CONNECTION_UNKNOWN` when it cannot be one */
function addressOf(c: AdminContext): ConnectionAddress {
  const text = `${c.req.param('provider')}/${c.req.param('name')}`
  const address = connectionAddress(text)
  if (address === undefined) throw unknownConnection(text.slice(0, 128))
  return address
}

function unknownConnection(name: string): CredmgrError {
  const details = { connection: name }
  return new CredmgrError('CONNECTION_UNKNOWN', `connection "${name}" is not declared`, details)
}

/** Turns what the engine threw on purpose into its answer; anything else is told to the log only. */
function problemOf(error: Error, logger: Logger): Problem {
  const detail = error.message
  const code = isCredmgrError(error) ? error.code : undefined
  if (code === 'CONNECTION_UNKNOWN') return { status: 404, code: 'connection_unknown', detail }
  if (code === 'REDIRECT_NOT_ALLOWED') return { status: 422, code: 'redirect_not_allowed', detail }
  if (isCredmgrError(error) && error.code === 'USAGE') {
    return { status: 409, code: error.details.reason ?? 'consent_not_needed', detail }
  }
  logger.error('admin request failed', failureFacts(error))
  return { status: 500, code: 'internal_error', detail: 'the log of the gateway says more' }
}
