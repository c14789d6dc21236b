/**
 * The processes that together are one gateway: what they say to each other, by way of the one that
 * started them.
 *
 * @module
 */
import type { ReloadHealth } from './engine/index.ts'

/** What a worker says. */
export type FromWorker =
  | { readonly type: 'serving'; readonly listening: readonly string[] }
  | { readonly type: 'health'; readonly health: ReloadHealth }
  /** It asks for a reload of all. */
  | { readonly type: 'reload'; readonly id: number }
  /** It has reloaded. */
  | { readonly type: 'reloaded'; readonly id: number; readonly health: ReloadHealth }

/** What a worker is told. */
export type ToWorker =
  | { readonly type: 'others'; readonly others: Others }
  /** To reload, and say how it went. */
  | { readonly type: 'reload'; readonly id: number }
  /** The reload of all that it asked for is done. */
  | { readonly type: 'reloaded'; readonly id: number; readonly health: ReloadHealth }
  | { readonly type: 'stop'; readonly signal: string }

/** How the other workers stand. */
export interface Others {
  readonly healths: readonly ReloadHealth[]
  /** All of them have served at the same time once. */
  readonly complete: boolean
  /** Workers that are being started again. */
  readonly missing: number
}

/** The processes of one gateway, as one of them sees it. */
export interface Crew {
  /** Whether this process does what one is enough for. */
  readonly hasChores: boolean
  /** How the whole gateway stands. @param own How this process does. */
  health(own: ReloadHealth): ReloadHealth
  /** Tells the others how this process stands. */
  report(own: ReloadHealth): void
  /** Has all of them load what is applied. */
  reload(): Promise<ReloadHealth>
}

/** Number of a worker; a worker that takes the place of a dead one has the number of that one. */
export const workerNumber = 'CREDMGR_WORKER'

/** Whether this process was started as one of several. */
export function isWorker(): boolean {
  return process.env[workerNumber] !== undefined && process.connected === true
}

/** The crew of this worker. */
export function joinCrew(): Crew & {
  /** Reloads when it is told to. */
  follow(reload: () => Promise<ReloadHealth>): void
} {
  let others: Others = { healths: [], complete: false, missing: 0 }
  const waiting = new Map<number, (health: ReloadHealth) => void>()
  let asked = 0
  listen((message) => {
    if (message.type === 'others') others = message.others
    if (message.type !== 'reloaded') return
    waiting.get(message.id)?.(message.health)
    waiting.delete(message.id)
  })
  return {
    hasChores: process.env[workerNumber] === '0',
    health: (own) => together(own, others),
    report: (health) => say({ type: 'health', health }),
    reload: () =>
      new Promise((resolve) => {
        asked += 1
        waiting.set(asked, resolve)
        say({ type: 'reload', id: asked })
      }),
    follow: (reload) =>
      listen(async (message) => {
        if (message.type !== 'reload') return
        say({ type: 'reloaded', id: message.id, health: await reload() })
      }),
  }
}

/** Aborted when the worker is told to stop. Signals are for the process that started it. */
export function workerInterruption(): AbortSignal {
  const controller = new AbortController()
  // A terminal and a service manager send them to every process, this one is told in its turn.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => {})
  listen((message) => {
    if (message.type === 'stop') controller.abort(message.signal)
  })
  return controller.signal
}

/** Says that this worker serves. */
export function sayServing(listening: readonly string[]): void {
  say({ type: 'serving', listening })
}

/** The healths of several processes as that of one: as good as the worst, as new as the oldest. */
export function worst(healths: readonly ReloadHealth[]): ReloadHealth {
  const failed = healths.find((each) => each.problem !== undefined)
  const serials = healths.flatMap(({ serial }) => (serial === undefined ? [] : [serial]))
  return {
    ready: healths.length > 0 && healths.every((each) => each.ready),
    ...(serials.length === 0 ? {} : { serial: Math.min(...serials) }),
    ...(failed?.problem === undefined ? {} : { problem: failed.problem }),
    ...(failed?.code === undefined ? {} : { code: failed.code }),
  }
}

function together(own: ReloadHealth, { healths, complete, missing }: Others): ReloadHealth {
  const all = worst([own, ...healths])
  if (!complete) return { ...all, ready: false, problem: 'not all workers have started yet' }
  if (missing === 0 || all.problem !== undefined) return all
  return { ...all, problem: `workers that are being started again: ${missing}` }
}

function say(message: FromWorker): void {
  if (process.connected === true) process.send?.(message)
}

function listen(hear: (message: ToWorker) => void): void {
  process.on('message', hear)
}
