/**
 * The parts of a gateway put together: tokens, callers, pages, API, data plane, sockets.
 *
 * @module
 */
import type { IncomingMessage } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { createAdminApp, createPublicApp, type Health } from './admin/index.ts'
import {
  type Consent,
  connectionStatuses,
  createConsent,
  createTokens,
  type Generation,
  isKeyProof,
  isSame,
  proxyContext,
  type Reloader,
  type ReloadHealth,
  type Served,
  type Tokens,
} from './engine/index.ts'
import {
  type Authenticator,
  createAuthenticator,
  createDataPlane,
  type DataPlane,
  type RequestHandler,
  type Snapshot,
} from './gateway/index.ts'
import { clock, machineFetch, random } from './host.ts'
import { type Listener, listen } from './listening.ts'
import type { Authentication, Logger, Store } from './model/index.ts'
import { createTelling, type Telling } from './telling.ts'

/** What a gateway is made of. */
export interface AssemblyPorts {
  readonly store: Store
  readonly reloader: Reloader<Snapshot>
  readonly logger: Logger
  /** How the whole gateway stands, and a reload of the whole: there may be other processes of it. */
  readonly health: () => ReloadHealth
  readonly reload: () => Promise<ReloadHealth>
}

export interface Gateway {
  readonly telling: Telling
  readonly dataPlane: DataPlane
  readonly tokens: Tokens
  /** What answers under `/-/` on the same socket as the data plane. */
  readonly publicRequest: RequestHandler
  readonly adminRequest: RequestHandler
}

/** Tokens, callers and pools outlive every configuration, so that a reload costs none of them. */
export function assemble(ports: AssemblyPorts): Gateway {
  const { store, reloader, logger } = ports
  const { vault } = store
  const now = (): Served => generationOf(reloader).served
  const telling = createTelling(store, logger, () => now().webhooks ?? [])
  const tokens = createTokens({
    store,
    clock,
    fetch: machineFetch,
    logger,
    events: telling.events,
    connection: (address) => now().connections.get(address),
  })
  const consent = consentOver(store, { now, tokens, telling, logger })
  const authenticator = createAuthenticator({
    fetch: machineFetch,
    clock,
    fingerprint: vault.fingerprint.bind(vault),
  })
  const snapshot = (): Snapshot => generationOf(reloader).snapshot
  const dataPlane = createDataPlane({
    snapshot,
    tokens,
    authenticator,
    logger,
    isProxySecret: (secret) => isProxySecret(vault, now(), secret),
  })
  const parts = { ...ports, consent, authenticator, now }
  return {
    telling,
    dataPlane,
    tokens,
    publicRequest: getRequestListener(publicAppOf(parts).fetch),
    adminRequest: getRequestListener(adminAppOf(parts).fetch),
  }
}

interface AppParts extends AssemblyPorts {
  readonly consent: Consent
  readonly authenticator: Authenticator
  readonly now: () => Served
}

function publicAppOf({
  consent,
  health,
  now,
  logger,
}: AppParts): ReturnType<typeof createPublicApp> {
  return createPublicApp({
    consent,
    health: () => publicHealth(health()),
    publicUrl: () => now().gateway.publicUrl,
    random,
    logger,
  })
}

function adminAppOf(parts: AppParts): ReturnType<typeof createAdminApp> {
  const { store, consent, authenticator, now, reload, logger } = parts
  return createAdminApp({
    consent,
    statuses: () => connectionStatuses({ store, clock }),
    roles: () => now().gateway.admin.roles,
    listen: () => now().gateway.admin.listen,
    authenticate: async (headers) => authenticate(authenticator, now(), headers),
    isKeyHolder: (proof) => isKeyProof({ vault: store.vault, clock }, 'reload', proof),
    reload,
    logger,
  })
}

function consentOver(
  store: Store,
  parts: {
    readonly now: () => Served
    readonly tokens: Tokens
    readonly telling: Telling
    readonly logger: Logger
  },
): Consent {
  const { now, tokens, telling, logger } = parts
  return createConsent({
    store,
    clock,
    random,
    fetch: machineFetch,
    logger,
    served: async () => now(),
    events: telling.events,
    connected: (connection) => tokens.forget(connection),
  })
}

function isProxySecret(vault: Store['vault'], { forwardAuth }: Served, secret: string): boolean {
  return (
    forwardAuth !== undefined &&
    isSame(vault, vault.fingerprint(proxyContext(), secret), forwardAuth)
  )
}

export function generationOf<Each>(reloader: Reloader<Each>): Generation<Each> {
  const generation = reloader.current()
  if (generation === undefined) throw new Error('the gateway was not started')
  return generation
}

/** Anybody may read it, so the reason stays in the log, but for its code. */
function publicHealth(health: ReloadHealth): Health {
  if (health.code === undefined) return health
  return { ...health, problem: 'the latest state cannot be loaded, the last good one is served' }
}

function authenticate(
  authenticator: Authenticator,
  { identities }: Served,
  headers: Headers,
): Authentication | Promise<Authentication> {
  return authenticator.authenticate(identities, {
    authorization: headers.get('authorization') ?? undefined,
    apiKey: headers.get('x-api-key') ?? undefined,
  })
}

/** @throws as `listen`; nothing listens then */
export async function listenAll(
  { dataPlane, publicRequest, adminRequest }: Gateway,
  { gateway }: Served,
): Promise<readonly Listener[]> {
  const handlerOf = ({ url }: IncomingMessage): RequestHandler =>
    url?.startsWith('/-/') === true ? publicRequest : dataPlane.handle
  const data = await listen(gateway.listen, {
    request: (request, response) => handlerOf(request)(request, response),
    upgrade: (request, socket, head) =>
      dataPlane.upgrade(request, socket, head, handlerOf(request)),
    clientError: dataPlane.clientError,
  })
  try {
    const request: RequestHandler = (request, response) => {
      const isQuestion = request.url?.startsWith('/-/authz/') === true
      const answer = isQuestion ? dataPlane.authorize : adminRequest
      answer(request, response)
    }
    return [data, await listen(gateway.admin.listen, { request })]
  } catch (error) {
    await data.drain(0)
    throw error
  }
}
