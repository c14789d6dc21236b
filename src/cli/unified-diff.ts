/** Lines shown around a change. */
const context = 3

/** What becomes of a stretch of lines: as far as both are equal, or the old ones by the new ones. */
interface Stretch {
  readonly equal: boolean
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/**
 * The difference between two texts as a unified diff (POSIX `diff -u`) that `git apply` and `patch`
 * take: names, hunks with three lines around each, and a note where the last line has no end.
 *
 * @returns Lines without their ends; none when the texts are equal.
 */
export function unifiedDiff(file: string, before: string, after: string): readonly string[] {
  if (before === after) return []
  const changes = changed(linesOf(before), linesOf(after))
  return [`--- a/${file}`, `+++ b/${file}`, ...hunksOf(changes).flatMap(printed)]
}

/** A line keeps its end, so that a lost end of the last one is a difference. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

/**
 * Patience diff: what stands once in both texts and in the same order holds the two together; in
 * between the same again. Linear in the lines but for sorting; whatever is found is a right answer.
 */
function changed(before: readonly string[], after: readonly string[]): readonly Stretch[] {
  const shortest = Math.min(before.length, after.length)
  let head = 0
  while (head < shortest && before[head] === after[head]) head++
  let tail = 0
  while (tail < shortest - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  const inside = [
    before.slice(head, before.length - tail),
    after.slice(head, after.length - tail),
  ] as const
  return [
    ...same(before.slice(0, head)),
    ...between(...inside),
    ...same(tail === 0 ? [] : before.slice(-tail)),
  ]
}

function same(lines: readonly string[]): readonly Stretch[] {
  return lines.length === 0 ? [] : [{ equal: true, before: lines, after: lines }]
}

function between(before: readonly string[], after: readonly string[]): readonly Stretch[] {
  if (before.length === 0 && after.length === 0) return []
  const anchors = anchorsOf(before, after)
  if (anchors.length === 0) return [{ equal: false, before, after }]
  let [one, other] = [0, 0]
  const found: Stretch[] = []
  for (const [left, right] of anchors) {
    found.push(...changed(before.slice(one, left), after.slice(other, right)))
    found.push(...same(before.slice(left, left + 1)))
    one = left + 1
    other = right + 1
  }
  return [...found, ...changed(before.slice(one), after.slice(other))]
}

type Anchor = readonly [before: number, after: number]

/** Lines that stand once on either side, as many as are in the same order on both. */
function anchorsOf(before: readonly string[], after: readonly string[]): readonly Anchor[] {
  const there = placesOf(after)
  const pairs = [...placesOf(before)].flatMap(([line, at]): readonly Anchor[] => {
    const to = there.get(line)
    return at === -1 || to === undefined || to === -1 ? [] : [[at, to]]
  })
  return longestRising(pairs.toSorted(([left], [right]) => left - right))
}

/** Where each line stands; -1 when it stands more than once. */
function placesOf(lines: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>()
  for (const [at, line] of lines.entries()) places.set(line, places.has(line) ? -1 : at)
  return places
}

interface Card {
  readonly pair: Anchor
  readonly under: Card | undefined
}

/** The longest rising run of the second numbers, by piles (patience sorting). */
function longestRising(pairs: readonly Anchor[]): readonly Anchor[] {
  const piles: Card[] = []
  for (const pair of pairs) {
    const at = pileFor(piles, pair)
    piles[at] = { pair, under: piles[at - 1] }
  }
  const run: Anchor[] = []
  for (let card = piles.at(-1); card !== undefined; card = card.under) run.push(card.pair)
  return run.reverse()
}

/** The first pile whose top is not less. */
function pileFor(piles: readonly Card[], pair: Anchor): number {
  let [low, high] = [0, piles.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((piles[middle]?.pair[1] ?? 0) < pair[1]) low = middle + 1
    else high = middle
  }
  return low
}

interface Line {
  readonly sign: ' ' | '-' | '+'
  readonly text: string
}

interface Hunk {
  readonly before: number
  readonly after: number
  readonly lines: readonly Line[]
}

function hunksOf(stretches: readonly Stretch[]): readonly Hunk[] {
  const lines = stretches.flatMap(({ equal, before, after }) =>
    equal ? signed(' ', before) : [...signed('-', before), ...signed('+', after)],
  )
  const hunks: Hunk[] = []
  let [before, after, start] = [0, 0, 0]
  for (const [from, to] of rangesOf(lines)) {
    const skipped = lines.slice(start, from).length
    before += skipped
    after += skipped
    const shown = lines.slice(from, to)
    hunks.push({ before, after, lines: shown })
    before += shown.filter(({ sign }) => sign !== '+').length
    after += shown.filter(({ sign }) => sign !== '-').length
    start = to
  }
  return hunks
}

function signed(sign: Line['sign'], lines: readonly string[]): readonly Line[] {
  return lines.map((text) => ({ sign, text }))
}

/** Stretches to be shown: every change with what is around it, joined where they touch. */
function rangesOf(lines: readonly Line[]): readonly (readonly [from: number, to: number])[] {
  const ranges: [number, number][] = []
  for (const [at, { sign }] of lines.entries()) {
    if (sign === ' ') continue
    const to = Math.min(at + 1 + context, lines.length)
    const last = ranges.at(-1)
    if (last !== undefined && at - context <= last[1]) last[1] = to
    else ranges.push([Math.max(0, at - context), to])
  }
  return ranges
}

function printed({ before, after, lines }: Hunk): readonly string[] {
  const count = (sign: Line['sign']): number => lines.filter((each) => each.sign !== sign).length
  const header = `@@ -${place(before, count('+'))} +${place(after, count('-'))} @@`
  return [
    header,
    ...lines.flatMap(({ sign, text }) => {
      const line = `${sign}${text.replace(/\n$/, '')}`
      return text.endsWith('\n') ? [line] : [line, '\\ No newline at end of file']
    }),
  ]
}

/** `first,count`; an empty side names the line before it, and a count of 1 is left out. */
function place(before: number, count: number): string {
  if (count === 0) return `${before},0`
  return count === 1 ? `${before + 1}` : `${before + 1},${count}`
}
