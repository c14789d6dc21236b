/**
 * Counts what a stream of TAP version 14 says, without a parser of its own: only lines that begin
 * with `ok` or `not ok` count, and of those only the ones that do not merely sum up a subtest.
 *
 * @module
 */

const point = /^( *)(not ok|ok)\b(.*)$/s
const directive = /\s# *(skip|todo)\b/i

/**
 * @param {string} text TAP, subtests indented by four spaces.
 * @returns {{ passed: number, failed: number, skipped: number }} Assertions; a subtest that failed
 *   without a failed assertion in it (a timeout, a crash) counts as one.
 */
export function countResults(text) {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  // For each depth that is open: how many points were seen below it, and how many of them failed.
  let below = []
  for (const [, indent, verdict, rest] of pointsOf(text)) {
    const depth = indent.length / 4
    const inner = below[depth + 1]
    below = below.slice(0, depth + 1)
    const outcome = outcomeOf(verdict, rest)
    const isLeaf = inner === undefined || (outcome === 'failed' && inner.failed === 0)
    if (isLeaf) counts[outcome] += 1
    for (let level = 0; level <= depth; level += 1) {
      below[level] ??= { failed: 0 }
      if (outcome === 'failed') below[level].failed += 1
    }
  }
  return counts
}

function outcomeOf(verdict, rest) {
  if (directive.test(rest)) return 'skipped'
  return verdict === 'ok' ? 'passed' : 'failed'
}

/** YAML blocks carry values of the program under test, which may look like anything. */
function* pointsOf(text) {
  let blockEnd
  for (const line of text.split('\n')) {
    if (blockEnd !== undefined) {
      if (line === blockEnd) blockEnd = undefined
      continue
    }
    if (/^ +---$/.test(line)) blockEnd = line.replace('---', '...')
    const found = point.exec(line)
    if (found !== null && found[1].length % 4 === 0) yield found
  }
}
