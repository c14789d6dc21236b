/**
 * `credmgr serve`: in one process, or in several.
 *
 * @module
 */
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import type { ServeOptions, StoreLocation } from './cli/index.ts'
import { isWorker, joinCrew, sayServing, workerNumber } from './crew.ts'
import { createLogger } from './host.ts'
import { storeRoom } from './machine-keys.ts'
import type { Logger, Store } from './model/index.ts'
import { grace, type RunningGateway, serveGateway } from './serve.ts'
import { startWorkers, type Workers } from './workers.ts'

export interface RunningParts {
  readonly openStore: (location: StoreLocation) => Promise<Store>
  /** Aborted with the name of the signal that ends it. */
  readonly interruption: AbortSignal
}

/** A gateway that was started; `stopped` gives the exit code. */
export interface Serving {
  readonly stopped: Promise<number>
}

/** A worker is given this long for what comes after the grace. */
const forTheRest = 10_000

/** @throws as `serveGateway`, and `USAGE` for a level that is none */
export async function runServe(options: ServeOptions, parts: RunningParts): Promise<Serving> {
  const base = isWorker() ? { worker: Number(process.env[workerNumber]) } : null
  const logger = await createLogger(process.env['CREDMGR_LOG_LEVEL'] || 'info', base)
  // Without a listener Node opens its inspector on this signal, to whoever can send it.
  process.on('SIGUSR1', () => logger.warn('SIGUSR1 is ignored'))
  if (isWorker()) return serveInCrew(options, parts, logger)
  const count = options.workers === 'auto' ? availableParallelism() : options.workers
  return count > 1
    ? serveWithWorkers(options, { ...parts, logger, count })
    : serveAlone(options, parts, logger)
}

async function serveAlone(
  options: ServeOptions,
  { openStore, interruption }: RunningParts,
  logger: Logger,
): Promise<Serving> {
  const gateway = await serveGateway(await openStore(options.location), {
    stateFile: await stateFileOf(options),
    logger,
  })
  process.on('SIGHUP', () => void gateway.reload())
  announce(options, gateway.listening, 1)
  return { stopped: stopAt(interruption, options, gateway) }
}

async function serveInCrew(
  options: ServeOptions,
  { openStore, interruption }: RunningParts,
  logger: Logger,
): Promise<Serving> {
  const crew = joinCrew()
  const gateway = await serveGateway(await openStore(options.location), {
    stateFile: await stateFileOf(options),
    logger,
    crew,
  })
  crew.follow(gateway.reload)
  sayServing(gateway.listening)
  return { stopped: stopAt(interruption, options, gateway) }
}

async function serveWithWorkers(
  options: ServeOptions,
  {
    interruption,
    logger,
    count,
  }: RunningParts & { readonly logger: Logger; readonly count: number },
): Promise<Serving> {
  const patience = options.drainDelay + grace + forTheRest
  const workers = await startWorkers({ count, logger, patience })
  if (typeof workers === 'number') return { stopped: Promise.resolve(workers) }
  process.on('SIGHUP', () => void workers.reload())
  void workers.complete.then(() => announce(options, workers.listening, count))
  return { stopped: stopAllAt(interruption, workers) }
}

async function stateFileOf({ location }: ServeOptions): Promise<string> {
  const { stateFile } = await storeRoom()
  return stateFile(location.directory)
}

function announce({ json }: ServeOptions, listening: readonly string[], workers: number): void {
  const [data, admin] = listening
  const members = { gateway: `http://${data}`, admin: `http://${admin}` }
  const crew = workers === 1 ? '' : `, ${workers} workers`
  const line = json
    ? JSON.stringify({ type: 'serving', ...members, workers })
    : `Serving on ${members.gateway}, API on ${members.admin}${crew}`
  process.stdout.write(`${line}\n`)
}

async function stopAt(
  interruption: AbortSignal,
  { drainDelay }: ServeOptions,
  gateway: RunningGateway,
): Promise<number> {
  await aborted(interruption)
  // Who presses Ctrl-C waits for it; a service manager has load balancers to think of.
  await gateway.stop(interruption.reason === 'SIGTERM' ? drainDelay : 0)
  return 0
}

async function stopAllAt(interruption: AbortSignal, workers: Workers): Promise<number> {
  await aborted(interruption)
  await workers.stop(String(interruption.reason))
  return 0
}

async function aborted(interruption: AbortSignal): Promise<void> {
  if (!interruption.aborted) await once(interruption, 'abort')
  // A terminal has just echoed ^C without ending the line.
  if (process.stderr.isTTY && !isWorker()) {
    process.stderr.write('\nStopping once the requests under way have ended; again: at once.\n')
  }
}
