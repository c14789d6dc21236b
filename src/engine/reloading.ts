import {
  CredmgrError,
  type ErrorCode,
  isCredmgrError,
  type Logger,
  type State,
  type Store,
} from '../model/index.ts'
import { type Served, served, servedNothing } from './serving.ts'

/** What is being served: the configuration, and what it was compiled to. */
export interface Generation<Snapshot> {
  readonly served: Served
  readonly snapshot: Snapshot
}

export interface ReloadHealth {
  /** There is something to serve: a route or a connection. */
  readonly ready: boolean
  readonly serial?: number
  /** Why the latest attempt to load did not succeed: one sentence, which may name files and routes. */
  readonly problem?: string
  /** The same as a code, for everybody. */
  readonly code?: ErrorCode | 'INTERNAL'
}

/** Keeps what is served up to date with what is applied. */
export interface Reloader<Snapshot> {
  current(): Generation<Snapshot> | undefined
  /**
   * Loads the state for the first time. One that is damaged or cannot be served leaves the newest one
   * of the history that can; `health` then says so, as after a reload that failed.
   *
   * @throws `NOTHING_APPLIED`, and what reading and compiling throw when the history does not help
   */
  start(): Promise<void>
  /**
   * Loads the state and, if its serial is a new one, swaps one reference. Whatever goes wrong, what
   * was served before goes on being served, and the reason is logged and kept. Calls that come
   * while one is under way are answered by one more, after it.
   *
   * @returns How it went.
   */
  reload(): Promise<ReloadHealth>
  health(): ReloadHealth
}

export interface ReloaderPorts<Snapshot> {
  readonly store: {
    readonly state: Store['state']
    readonly upkeep: Pick<Store['upkeep'], 'history'>
  }
  /**
   * Makes everything that a request needs; throws when a part of it cannot work. What it returns has
   * passed this test before anything is swapped.
   */
  readonly compile: (served: Served) => Snapshot
  readonly logger: Logger
}

export function createReloader<Snapshot>(ports: ReloaderPorts<Snapshot>): Reloader<Snapshot> {
  let current: Generation<Snapshot> | undefined
  let failure: Failure | undefined
  let running: Promise<ReloadHealth> | undefined
  let again = false

  async function advance(): Promise<void> {
    const next = await loadNext(ports, current)
    failure = undefined
    if (next === undefined) return
    current = next
    ports.logger.info('configuration loaded', { serial: next.served.serial })
  }

  function fell(error: unknown): void {
    failure = failureOf(error)
    const facts = { ...failure, servingSerial: current?.served.serial ?? null }
    ports.logger.error('configuration not loaded, the last good one stays', facts)
  }

  async function start(): Promise<void> {
    try {
      await advance()
    } catch (error) {
      current = await lastGood(ports, error)
      fell(error)
    }
  }

  async function loadUntilQuiet(): Promise<ReloadHealth> {
    do {
      again = false
      await advance().catch(fell)
    } while (again)
    return health()
  }

  function reload(): Promise<ReloadHealth> {
    again = running !== undefined
    running ??= loadUntilQuiet().finally(() => {
      running = undefined
    })
    return running
  }

  function health(): ReloadHealth {
    return {
      ready: current !== undefined && servesSomething(current.served),
      ...(current === undefined ? {} : { serial: current.served.serial }),
      ...failure,
    }
  }

  return { current: () => current, start, reload, health }
}

type Failure = Required<Pick<ReloadHealth, 'problem' | 'code'>>

function failureOf(error: unknown): Failure {
  const problem = error instanceof Error ? error.message : 'unknown error'
  return { code: isCredmgrError(error) ? error.code : 'INTERNAL', problem }
}

/** What an earlier state can stand in for; a state of a newer version it cannot. */
const remediable: readonly ErrorCode[] = ['STATE_CORRUPT', 'CONFIG_INVALID']

/**
 * The newest state of the history that opens and can be served.
 *
 * @throws `error`, when there is none or when that is no remedy for it
 */
async function lastGood<Snapshot>(
  { store, compile }: ReloaderPorts<Snapshot>,
  error: unknown,
): Promise<Generation<Snapshot>> {
  if (!isCredmgrError(error) || !remediable.includes(error.code)) throw error
  const past = await store.upkeep.history()
  for (const each of past.toReversed()) {
    const next = each.ok ? served(each.value) : undefined
    const snapshot = next && compiledOrNot(compile, next)
    if (next !== undefined && snapshot !== undefined) return { served: next, snapshot }
  }
  throw error
}

function compiledOrNot<Snapshot>(
  compile: ReloaderPorts<Snapshot>['compile'],
  next: Served,
): Snapshot | undefined {
  try {
    return compile(next)
  } catch {
    return undefined
  }
}

function servesSomething({ routes, connections }: Served): boolean {
  return routes.length > 0 || connections.size > 0
}

/** @returns What to serve from now on, or `undefined` when that is served already. */
async function loadNext<Snapshot>(
  { store, compile }: ReloaderPorts<Snapshot>,
  current: Generation<Snapshot> | undefined,
): Promise<Generation<Snapshot> | undefined> {
  const next = nextServed(await store.state.read(), current?.served)
  if (current === undefined) return { served: next, snapshot: compile(next) }
  const { serial, lineage, planId } = current.served
  const sameStore = next.lineage === lineage
  if (sameStore && next.serial === serial && next.planId === planId) return undefined
  if (sameStore && next.serial < serial) {
    throw new Error(`serial ${next.serial} is older than ${serial}, which is being served`)
  }
  return { served: next, snapshot: compile(next) }
}

/** After everything was destroyed the gateway goes on, with nothing that it would serve. */
function nextServed(state: State, before: Served | undefined): Served {
  const next = served(state)
  if (next !== undefined) return next
  if (before === undefined) {
    const remedy = 'run "credmgr apply" first'
    throw new CredmgrError('NOTHING_APPLIED', 'nothing is applied yet', { remedy })
  }
  return servedNothing(state, before)
}
