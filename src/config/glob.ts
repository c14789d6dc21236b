/**
 * One step of a glob: `**` is any number of directories, `*` in a step any part of a name. Neither
 * matches a name that begins with a dot, nor `node_modules`.
 */
type Step = string

/** What is to be looked through for a glob. */
export interface Search {
  /** The directory where it begins, relative to the main file's; `.` for that one itself. */
  readonly from: string
  /** How many levels of names below `from`; `undefined`: all of them. */
  readonly depth: number | undefined
}

/** A glob that was read. */
export interface Glob {
  readonly search: Search
  /** Whether a file at `path` is meant. */
  matches(path: string): boolean
  /** Whether something below `path`, if it were a directory, would be meant. */
  reachesBelow(path: string): boolean
}

/** Reads a glob; a text says what is wrong with it. Paths are relative, with forward slashes. */
export function readGlob(text: string): Glob | string {
  const steps = text.split('/').filter((step) => step !== '.')
  const flaw = flawOf(text, steps)
  if (flaw !== undefined) return flaw
  const literal = steps.findIndex((step) => step.includes('*'))
  const fixed = literal === -1 ? steps.length - 1 : literal
  return {
    search: {
      from: steps.slice(0, fixed).join('/') || '.',
      depth: steps.includes('**') ? undefined : steps.length - fixed,
    },
    matches: (path) => match(steps, path.split('/'), false),
    reachesBelow: (path) => match(steps, path.split('/'), true),
  }
}

function flawOf(text: string, steps: readonly Step[]): string | undefined {
  if (text.includes('\\')) return 'a path has forward slashes, on every system'
  if (text.startsWith('/') || /^[A-Za-z]:/.test(text)) return 'a path relative to this file'
  if (steps.includes('..')) return '".." leads out of the directory of this file'
  if (steps.length === 0 || steps.includes('')) return 'a path of a file, without empty steps'
  if (/[?[\]{}!]/.test(text)) return 'only * and ** have a meaning'
  if (steps.some((step) => step.includes('**') && step !== '**')) return '** is a step of its own'
  return undefined
}

/** `partly`: the path may end before the glob does. */
function match(steps: readonly Step[], names: readonly string[], partly: boolean): boolean {
  // Places of the glob that the names so far can have led to; each name is looked at once.
  let reached = withSkips(steps, new Set([0]))
  for (const name of names) {
    const next = [...reached].flatMap((at) => placesAfter(steps[at], at, name))
    reached = withSkips(steps, new Set(next))
  }
  return partly ? [...reached].some((at) => at < steps.length) : reached.has(steps.length)
}

/** Where a glob is after a name, if it was at `at` before. */
function placesAfter(step: Step | undefined, at: number, name: string): readonly number[] {
  if (step === undefined) return []
  if (step === '**') return isVisible(name) ? [at] : []
  return matchesName(step, name) ? [at + 1] : []
}

/** `**` may stand for no directory at all. */
function withSkips(steps: readonly Step[], places: ReadonlySet<number>): ReadonlySet<number> {
  const all = new Set(places)
  for (const at of all) if (steps[at] === '**') all.add(at + 1)
  return all
}

/** Whether a star looks at a name. */
export function isVisible(name: string): boolean {
  return !name.startsWith('.') && name !== 'node_modules'
}

function matchesName(step: Step, name: string): boolean {
  const [head = '', ...pieces] = step.split('*')
  const tail = pieces.pop()
  if (tail === undefined) return step === name
  if (!isVisible(name) && head === '') return false
  if (!name.startsWith(head) || name.length < head.length + tail.length) return false
  let at = head.length
  for (const piece of pieces) {
    const found = name.indexOf(piece, at)
    if (found === -1) return false
    at = found + piece.length
  }
  return name.endsWith(tail) && name.length - tail.length >= at
}
