import { compareText } from './problems.ts'

/**
 * The candidate that `word` was probably meant to be: Damerau-Levenshtein distance, upper and lower
 * case alike, of at most a third of the word's length, but of 1 for short words too.
 *
 * @returns The nearest one, the alphabetically first among equals, or `undefined`.
 */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const written = word.toLowerCase()
  let limit = Math.max(1, Math.floor(word.length / 3))
  let best: string | undefined
  for (const candidate of candidates) {
    if (candidate === word || Math.abs(candidate.length - word.length) > limit) continue
    const distance = distanceBetween(written, candidate.toLowerCase())
    if (distance > limit) continue
    if (distance === limit && best !== undefined && compareText(best, candidate) < 0) continue
    limit = distance
    best = candidate
  }
  return best
}

/** Insertions, deletions, replacements and swaps of neighbours that make one text of the other. */
function distanceBetween(left: string, right: string): number {
  let above: Row = []
  let last: Row = Array.from({ length: right.length + 1 }, (_, at) => at)
  for (let at = 1; at <= left.length; at++) {
    const next = nextRow([above, last], left.slice(Math.max(0, at - 2), at), { right, at })
    above = last
    last = next
  }
  return last[right.length] ?? 0
}

/** Distances of one beginning of the left text to every beginning of the right one. */
type Row = readonly number[]

/** `ending` is the one or two letters that the left text ends with here. */
function nextRow(
  [above, last]: readonly [Row, Row],
  ending: string,
  { right, at }: { readonly right: string; readonly at: number },
): Row {
  const letter = ending.at(-1)
  const swapped = `${letter}${ending.at(-2)}`
  const row = [at]
  for (let column = 1; column <= right.length; column++) {
    const isSwap = column > 1 && right.slice(column - 2, column) === swapped
    row[column] = Math.min(
      entry(last, column) + 1,
      entry(row, column - 1) + 1,
      entry(last, column - 1) + (letter === right[column - 1] ? 0 : 1),
      isSwap ? entry(above, column - 2) + 1 : Number.POSITIVE_INFINITY,
    )
  }
  return row
}

function entry(row: Row, column: number): number {
  return row[column] ?? 0
}
