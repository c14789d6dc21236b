/**
 * A gateway of several processes, as the one that starts them sees it: they share the sockets, and
 * each does the whole work. This one serves nothing, holds no secret and opens no store.
 *
 * @module
 */
import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { type FromWorker, type ToWorker, workerNumber, worst } from './crew.ts'
import { backoff, type ReloadHealth } from './engine/index.ts'
import { clock } from './host.ts'
import type { DurationMs, Logger } from './model/index.ts'

export interface WorkersOptions {
  /** How many; two at least. */
  readonly count: number
  readonly logger: Logger
  /** How long a worker has for its end, once it is told to stop. */
  readonly patience: DurationMs
}

export interface Workers {
  /** `host:port` of the data plane and of the API, as bound. */
  readonly listening: readonly string[]
  /** Resolves when all of them have served at the same time. */
  readonly complete: Promise<void>
  /** All of them load what is applied. */
  reload(): Promise<ReloadHealth>
  /** Tells all of them to stop, and resolves when the last has ended. @param signal Why. */
  stop(signal: string): Promise<void>
}

/** A worker that dies is started again after this long, longer each time. */
const restarts = { first: 1_000, last: 30_000 }

/** Who has lived as long did not die of its start. */
const livedWell: DurationMs = 60_000

/**
 * Starts the workers: the first one alone, because what it cannot start on the others cannot either.
 *
 * @returns As soon as the first one serves; or its exit code, when it did not come to that. It has said
 *   why on standard error.
 */
export async function startWorkers(options: WorkersOptions): Promise<Workers | number> {
  const crew = new Workforce(options)
  const first = await crew.begin()
  if (typeof first === 'number') return first
  return {
    listening: first,
    complete: crew.complete,
    reload: () => crew.reload(),
    stop: (signal) => crew.stop(signal),
  }
}

/** One place in the crew; a worker that dies is followed by another in the same place. */
interface Place {
  readonly number: number
  worker: Worker | undefined
  isServing: boolean
  health: ReloadHealth | undefined
  startedAt: number
  /** Deaths in a row, none of them after a good life. */
  failures: number
  /** Reloads that it was asked for; nobody answers for one that has died. */
  readonly asked: Map<number, (health: ReloadHealth | undefined) => void>
}

class Workforce {
  readonly complete: Promise<void>
  readonly #options: WorkersOptions
  readonly #places: readonly Place[]
  #completed: () => void = () => {}
  #isComplete = false
  #hasBegun = false
  #isStopping = false
  #reloads = 0

  constructor(options: WorkersOptions) {
    this.#options = options
    this.#places = Array.from({ length: options.count }, (_, number) => emptyPlace(number))
    this.complete = new Promise((resolve) => {
      this.#completed = resolve
    })
  }

  /** @returns Where the first one listens, or its exit code. */
  async begin(): Promise<readonly string[] | number> {
    const [first, ...others] = this.#places
    if (first === undefined) throw new RangeError('a gateway has one worker at least')
    const outcome = await this.#start(first)
    if (typeof outcome === 'number') return outcome
    this.#hasBegun = true
    for (const place of others) void this.#start(place)
    return outcome
  }

  async reload(): Promise<ReloadHealth> {
    this.#reloads += 1
    const id = this.#reloads
    const answers = await Promise.all(this.#serving().map((place) => askToReload(place, id)))
    return worst(answers.filter((each) => each !== undefined))
  }

  async stop(signal: string): Promise<void> {
    this.#isStopping = true
    const living = this.#places.flatMap(({ worker }) => worker ?? [])
    const ended = living.map((worker) => once(worker, 'exit'))
    for (const place of this.#places) tell(place, { type: 'stop', signal })
    const cut = setTimeout(() => {
      for (const worker of living) worker.process.kill('SIGKILL')
    }, this.#options.patience)
    await Promise.all(ended)
    clearTimeout(cut)
  }

  #start(place: Place): Promise<readonly string[] | number> {
    const worker = cluster.fork({ [workerNumber]: String(place.number) })
    place.worker = worker
    place.startedAt = clock.now()
    return new Promise((resolve) => {
      worker.on('message', (message: FromWorker) => {
        if (message.type === 'serving') resolve(message.listening)
        this.#hear(place, message)
      })
      worker.on('exit', (exitCode: number | null, signal: string | null) => {
        resolve(exitCode ?? 1)
        this.#lost(place, { exitCode, signal })
      })
    })
  }

  #hear(place: Place, message: FromWorker): void {
    if (message.type === 'serving') place.isServing = true
    if (message.type === 'health') place.health = message.health
    if (message.type === 'reload') void this.#reloadFor(place, message.id)
    if (message.type !== 'reloaded') {
      this.#announce()
      return
    }
    place.asked.get(message.id)?.(message.health)
    place.asked.delete(message.id)
  }

  async #reloadFor(place: Place, id: number): Promise<void> {
    tell(place, { type: 'reloaded', id, health: await this.reload() })
  }

  /** Everybody learns how the others stand. */
  #announce(): void {
    const serving = this.#serving()
    const missing = this.#places.length - serving.length
    this.#isComplete ||= missing === 0
    if (this.#isComplete) this.#completed()
    for (const place of serving) {
      const healths = serving.flatMap((each) => (each === place ? [] : (each.health ?? [])))
      tell(place, { type: 'others', others: { healths, complete: this.#isComplete, missing } })
    }
  }

  #serving(): readonly Place[] {
    return this.#places.filter(({ isServing }) => isServing)
  }

  #lost(place: Place, ending: { exitCode: number | null; signal: string | null }): void {
    for (const settle of place.asked.values()) settle(undefined)
    place.asked.clear()
    Object.assign(place, { worker: undefined, isServing: false, health: undefined })
    if (this.#isStopping || !this.#hasBegun) return
    const lived = clock.now() - place.startedAt
    place.failures = lived >= livedWell ? 1 : place.failures + 1
    const wait = Math.round(backoff(place.failures, restarts, `worker ${place.number}`))
    const facts = { worker: place.number, ...ending, restartInMs: wait }
    this.#options.logger.error('a worker has ended and is started again', facts)
    this.#announce()
    setTimeout(() => {
      if (!this.#isStopping) void this.#start(place)
    }, wait)
  }
}

function emptyPlace(number: number): Place {
  return {
    number,
    worker: undefined,
    isServing: false,
    health: undefined,
    startedAt: 0,
    failures: 0,
    asked: new Map(),
  }
}

function askToReload(place: Place, id: number): Promise<ReloadHealth | undefined> {
  return new Promise((resolve) => {
    place.asked.set(id, resolve)
    tell(place, { type: 'reload', id })
  })
}

function tell({ worker }: Place, message: ToWorker): void {
  if (worker?.isConnected() === true) worker.send(message)
}
