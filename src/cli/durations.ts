import type { DurationMs } from '../model/index.ts'

const sizes: { readonly [unit: string]: DurationMs } = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

/** `10m` as milliseconds, or `undefined` when `text` is not a whole number and a unit. */
export function parseDuration(text: string): DurationMs | undefined {
  const [, number, unit = ''] = /^(\d{1,6})(ms|s|m|h|d)$/.exec(text) ?? []
  const size = sizes[unit]
  return number === undefined || size === undefined ? undefined : Number(number) * size
}

/** A length of time for people, in its largest whole unit: `41m`, `2d`. */
export function describeDuration(duration: DurationMs): string {
  const units = Object.entries(sizes).reverse()
  const [unit, size] = units.find(([, each]) => duration >= each) ?? ['ms', 1]
  return `${Math.floor(duration / size)}${unit}`
}
