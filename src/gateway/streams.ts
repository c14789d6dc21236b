import type { DurationMs } from '../model/index.ts'

/** One request that is being forwarded. */
export interface Stream {
  /** Ends it, unless it has not begun to answer. */
  cut(): void
}

/**
 * Requests under way, by what their route was compiled from. They outlive every snapshot: one on a route
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

  function add(digest: string, stream: Stream): void {
    const known = open.get(digest)
    if (known !== undefined) known.add(stream)
    else open.set(digest, new Set([stream]))
  }

  function remove(digest: string, stream: Stream): void {
    open.get(digest)?.delete(stream)
  }

  function retain(digests: ReadonlySet<string>): void {
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
    // Again and again: what waits for its answer now may be a stream by then.
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
