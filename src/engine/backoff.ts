import type { DurationMs } from '../model/index.ts'

/**
 * A number from 0 to 1 (exclusive), always the same for the same text: many connections are spread
 * evenly, and one keeps its place however often it is asked for.
 */
export function spread(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

/**
 * How long to wait after a failure: doubled with each, and between half and the whole of that, so that
 * those who failed together do not come back together.
 *
 * @param failures In a row, this one included.
 * @param whose What fails: each has a place of its own within the half.
 */
export function backoff(
  failures: number,
  { first, last }: { readonly first: DurationMs; readonly last: DurationMs },
  whose: string,
): DurationMs {
  const whole = Math.min(first * 2 ** Math.min(failures - 1, 30), last)
  return whole * (0.5 + spread(`${whose} ${failures}`) / 2)
}
