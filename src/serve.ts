/**
 * The gateway as a process: state, tokens, callers, pages and sockets put together.
 *
 * Loaded by `main` only when a gateway is to run, because the other commands should start without it.
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
  createReloader,
  createTokens,
  type Generation,
  type Reloader,
  type Served,
  type Tokens,
} from './engine/index.ts'
import {
  type Authenticator,
  compileSnapshot,
  createAuthenticator,
  createDataPlane,
  type DataPlane,
  type RequestHandler,
  type Snapshot,
} from './gateway/index.ts'
import { clock, type Listener, listen, machineFetch, random } from './host.ts'
import type { Authentication, DurationMs, Logger, Store } from './model/index.ts'
import { createTelling, type Telling } from './telling.ts'
import { watchFile } from './watch-file.ts'

/** How long requests under way may go on after the gateway was told to stop. */
const grace: DurationMs = 10_000

const sweepEvery: DurationMs = 60 * 60_000

/** A gateway that serves. */
export interface RunningGateway {
  /** `host:port` of the data plane and of the API, as bound. */
  readonly listening: readonly string[]
  reload(): Promise<void>
  stop(): Promise<void>
}

/**
 * Serves what is applied, and follows what will be applied.
 *
 * @param stateFile The file to watch for a new state.
 * @throws `NOTHING_APPLIED`, `PORT_IN_USE`, `CANNOT_LISTEN`, and what the store throws; nothing listens then
 */
export async function serveGateway(
  store: Store,
  { stateFile, logger }: { readonly stateFile: string; readonly logger: Logger },
): Promise<RunningGateway> {
  const reloader = createReloader({ state: store.state, compile: compileSnapshot, logger })
  await reloader.start()
  const gateway = assemble(store, reloader, logger)
  const listeners = await listenAll(gateway, generationOf(reloader).served)
  const endWatch = await watchFile(stateFile, () => void reloader.reload())
  // What was applied between the first look and the watch was reported to nobody.
  await reloader.reload()
  const sweeps = sweepNowAndThen(store, logger)
  const endTelling = gateway.telling.start()
  const upkeep = keepTokens(gateway, reloader, logger)
  return {
    listening: listeners.map((each) => each.address),
    reload: reloader.reload,
    stop: async () => {
      clearInterval(sweeps)
      await endWatch()
      await upkeep.end()
      await Promise.all(listeners.map((each) => each.drain(grace)))
      await gateway.dataPlane.close()
      await gateway.tokens.close()
      await endTelling()
    },
  }
}

/** Links and requests that nobody has used are taken off the disk when they have expired. */
function sweepNowAndThen({ oneTime }: Store, logger: Logger): NodeJS.Timeout {
  const sweep = (): void => {
    oneTime.sweep().catch((error: unknown) => {
      const problem = error instanceof Error ? error.message : 'unknown error'
      logger.warn('expired links were not removed', { problem })
    })
  }
  sweep()
  return setInterval(sweep, sweepEvery).unref()
}

/** Renews tokens before anybody waits for them. */
function keepTokens(
  { tokens }: Gateway,
  reloader: Reloader<Snapshot>,
  logger: Logger,
): { end(): Promise<void> } {
  const over = new AbortController()
  const connections = () => generationOf(reloader).served.connections.keys()
  const kept = tokens.keep(connections, over.signal).catch((error: unknown) => {
    const problem = error instanceof Error ? error.message : 'unknown error'
    logger.error('tokens are not renewed ahead of time any more', { problem })
  })
  return {
    end: async () => {
      over.abort()
      await kept
    },
  }
}

interface Gateway {
  readonly telling: Telling
  readonly dataPlane: DataPlane
  readonly tokens: Tokens
  /** What answers under `/-/` on the same socket as the data plane. */
  readonly publicRequest: RequestHandler
  readonly adminRequest: RequestHandler
}

/** Tokens, callers and pools outlive every configuration, so that a reload costs none of them. */
function assemble(store: Store, reloader: Reloader<Snapshot>, logger: Logger): Gateway {
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
  const dataPlane = createDataPlane({ snapshot, tokens, authenticator, logger })
  const publicApp = createPublicApp({
    consent,
    health: () => publicHealth(reloader),
    publicUrl: () => now().gateway.publicUrl,
    random,
    logger,
  })
  const adminApp = createAdminApp({
    consent,
    statuses: () => connectionStatuses({ store, clock }),
    roles: () => now().gateway.admin.roles,
    listen: () => now().gateway.admin.listen,
    authenticate: async (headers) => authenticate(authenticator, now(), headers),
    logger,
  })
  return {
    telling,
    dataPlane,
    tokens,
    publicRequest: getRequestListener(publicApp.fetch),
    adminRequest: getRequestListener(adminApp.fetch),
  }
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

function generationOf<Each>(reloader: Reloader<Each>): Generation<Each> {
  const generation = reloader.current()
  if (generation === undefined) throw new Error('the gateway was not started')
  return generation
}

/** Anybody may read it, so the reason stays in the log. */
function publicHealth(reloader: Reloader<Snapshot>): Health {
  const { problem, ...health } = reloader.health()
  if (problem === undefined) return health
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

async function listenAll(
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
    return [data, await listen(gateway.admin.listen, { request: adminRequest })]
  } catch (error) {
    await data.drain(0)
    throw error
  }
}
