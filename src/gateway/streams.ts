import type { DurationMs } from '../model/index.ts'

/** One answer that goes on. */
export interface Stream {
  cut(): void
}

/**
 * Answers that go on, by what their route was compiled from. They outlive every snapshot: one on a route
 * that a reload leaves alone lives on as long as it likes, one on a route that has changed or is gone is
 * cut when it still answers after the grace.
 */
export interface Streams {
  add(digest: string, stream: Stream): void
  remove(digest: string, stream: Stream): void
  /** Gives the streams of all other routes until the end of the grace. */
  retain(digests: ReadonlySet<string>): void
  /** Nothing is cut any more. */
  close(): void
}

export function createStreams(grace: DurationMs): Streams {
  const open = new Map<string, Set<Stream>>()
  const ending = new Map<string, NodeJS.Timeout>()
  let current: ReadonlySet<string> | undefined

  function add(digest: string, stream: Stream): void {
    const known = open.get(digest)
    if (known !== undefined) known.add(stream)
    else open.set(digest, new Set([stream]))
    // Its route may have changed while it waited for the answer.
    if (current?.has(digest) === false) end(digest)
  }

  function remove(digest: string, stream: Stream): void {
    open.get(digest)?.delete(stream)
  }

  function retain(digests: ReadonlySet<string>): void {
    current = digests
    for (const digest of open.keys()) {
      if (digests.has(digest)) stay(digest)
      else end(digest)
    }
  }

  /** A route that came back before the end of the grace. */
  function stay(digest: string): void {
    clearInterval(ending.get(digest))
    ending.delete(digest)
  }

  function end(digest: string): void {
    if (ending.has(digest)) return
    // Again and again: what waits for its answer now will be a stream later.
    const timer = setInterval(() => cut(digest), grace).unref()
    ending.set(digest, timer)
  }

  function cut(digest: string): void {
    const streams = open.get(digest) ?? new Set()
    for (const each of streams) each.cut()
    if (streams.size > 0) return
    stay(digest)
    open.delete(digest)
  }

  function close(): void {
    for (const digest of [...ending.keys()]) stay(digest)
  }

  return { add, remove, retain, close }
}
