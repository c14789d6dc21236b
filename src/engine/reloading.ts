import {
  CredmgrError,
  isCredmgrError,
  type Logger,
  type State,
  type StateStore,
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
  /** Why the latest attempt to load did not succeed. */
  readonly problem?: string
}

/** Keeps what is served up to date with what is applied. */
export interface Reloader<Snapshot> {
  current(): Generation<Snapshot> | undefined
  /**
   * Loads the state for the first time.
   *
   * @throws `NOTHING_APPLIED`, and what reading and compiling throw
   */
  start(): Promise<void>
  /**
   * Loads the state and, if its serial is a new one, swaps one reference. Whatever goes wrong, what
   * was served before goes on being served, and the reason is logged and kept. Calls that come
   * while one is under way are answered by one more, after it.
   */
  reload(): Promise<void>
  health(): ReloadHealth
}

export interface ReloaderPorts<Snapshot> {
  readonly state: StateStore
  /** Makes everything that a request needs; throws when a part of it cannot work. */
  readonly compile: (served: Served) => Snapshot
  readonly logger: Logger
}

export function createReloader<Snapshot>(ports: ReloaderPorts<Snapshot>): Reloader<Snapshot> {
  let current: Generation<Snapshot> | undefined
  let problem: string | undefined
  let running: Promise<void> | undefined
  let again = false

  async function start(): Promise<void> {
    const next = await loadNext(ports, current)
    problem = undefined
    if (next === undefined) return
    current = next
    ports.logger.info('configuration loaded', { serial: next.served.serial })
  }

  async function load(): Promise<void> {
    try {
      await start()
    } catch (error) {
      problem = error instanceof Error ? error.message : 'unknown error'
      const code = isCredmgrError(error) ? error.code : 'INTERNAL'
      const facts = { code, problem, servingSerial: current?.served.serial ?? null }
      ports.logger.error('configuration not loaded, the last good one stays', facts)
    }
  }

  async function loadUntilQuiet(): Promise<void> {
    do {
      again = false
      await load()
    } while (again)
  }

  function reload(): Promise<void> {
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
      ...(problem === undefined ? {} : { problem }),
    }
  }

  return { current: () => current, start, reload, health }
}

function servesSomething({ routes, connections }: Served): boolean {
  return routes.length > 0 || connections.size > 0
}

/** @returns What to serve from now on, or `undefined` when that is served already. */
async function loadNext<Snapshot>(
  { state, compile }: ReloaderPorts<Snapshot>,
  current: Generation<Snapshot> | undefined,
): Promise<Generation<Snapshot> | undefined> {
  const next = nextServed(await state.read(), current?.served)
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
