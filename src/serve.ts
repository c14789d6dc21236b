/**
 * The gateway as a process: what it does from its start to its end.
 *
 * Loaded by `main` only when a gateway is to run, because the other commands should start without it.
 *
 * @module
 */
import { setTimeout as delay } from 'node:timers/promises'
import { assemble, type Gateway, generationOf, listenAll } from './assembly.ts'
import type { Crew } from './crew.ts'
import { createReloader, type Reloader, type ReloadHealth } from './engine/index.ts'
import { compileSnapshot, type Snapshot } from './gateway/index.ts'
import type { Listener } from './listening.ts'
import type { DurationMs, Logger, Store } from './model/index.ts'
import { watchFile } from './watch-file.ts'

/** How long requests under way may go on after the gateway was told to stop. */
export const grace: DurationMs = 10_000

const sweepEvery: DurationMs = 60 * 60_000

/** A gateway that serves. */
export interface RunningGateway {
  /** `host:port` of the data plane and of the API, as bound. */
  readonly listening: readonly string[]
  /** Loads what is applied, in this process. */
  reload(): Promise<ReloadHealth>
  /**
   * Turns the readiness to 503 and has every answer end its connection, accepts nothing new after
   * `drainDelay`, and resolves when what was under way has ended.
   *
   * @param drainDelay @default 0
   */
  stop(drainDelay?: DurationMs): Promise<void>
}

export interface ServeParts {
  /** The file to watch for a new state. */
  readonly stateFile: string
  readonly logger: Logger
  /** The processes that this one is a part of; absent: it is alone. */
  readonly crew?: Crew
}

/**
 * Serves what is applied, and follows what will be applied.
 *
 * @throws `NOTHING_APPLIED`, `PORT_IN_USE`, `CANNOT_LISTEN`, and what the store throws; nothing listens then
 */
export async function serveGateway(store: Store, parts: ServeParts): Promise<RunningGateway> {
  const { stateFile, logger, crew } = parts
  let gateway: Gateway | undefined
  const reloader = noting(createReloader({ store, compile: compileSnapshot, logger }), (health) => {
    gateway?.dataPlane.refresh()
    crew?.report(health)
  })
  let isStopping = false
  const health = (): ReloadHealth => {
    const own = reloader.health()
    if (isStopping) return { ...own, ready: false, problem: 'the gateway is stopping' }
    return crew === undefined ? own : crew.health(own)
  }
  await reloader.start()
  const reload = crew?.reload ?? reloader.reload
  gateway = assemble({ store, reloader, logger, health, reload })
  const listeners = await listenAll(gateway, generationOf(reloader).served)
  const endWatch = await watchFile(stateFile, () => void reloader.reload())
  // What was applied between the first look and the watch was reported to nobody.
  await reloader.reload()
  const chores =
    crew?.hasChores === false ? noChores : beginChores(store, gateway, { reloader, logger })
  return {
    listening: listeners.map((each) => each.address),
    reload: reloader.reload,
    stop: async (drainDelay = 0) => {
      isStopping = true
      for (const each of listeners) each.leave()
      await delay(drainDelay)
      await endWatch()
      await chores.endUpkeep()
      await drained(listeners, gateway)
      await chores.endTelling()
    },
  }
}

async function drained(listeners: readonly Listener[], gateway: Gateway): Promise<void> {
  await Promise.all(listeners.map((each) => each.drain(grace)))
  await gateway.dataPlane.close()
  await gateway.tokens.close()
}

/** Calls `note` after each attempt to load. */
function noting(
  reloader: Reloader<Snapshot>,
  note: (health: ReloadHealth) => void,
): Reloader<Snapshot> {
  const noted = <T>(value: T): T => {
    note(reloader.health())
    return value
  }
  return {
    ...reloader,
    start: () => reloader.start().then(noted),
    reload: () => reloader.reload().then(noted),
  }
}

/** What one process of a gateway does for all; two that did it would do no harm. */
interface Chores {
  endUpkeep(): Promise<void>
  /** After everything that there is to tell has happened. */
  endTelling(): Promise<void>
}

const noChores: Chores = { endUpkeep: async () => {}, endTelling: async () => {} }

function beginChores(
  store: Store,
  gateway: Gateway,
  { reloader, logger }: { readonly reloader: Reloader<Snapshot>; readonly logger: Logger },
): Chores {
  const sweeps = sweepNowAndThen(store, logger)
  const endTelling = gateway.telling.start()
  const upkeep = keepTokens(gateway, reloader, logger)
  return {
    endUpkeep: async () => {
      clearInterval(sweeps)
      await upkeep.end()
    },
    endTelling,
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
