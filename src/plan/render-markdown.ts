import type { Plan } from './plan.ts'
import { planParts, type Shown } from './render-plan.ts'
import { counted } from './words.ts'

export interface MarkdownOptions {
  /** UTF-8 bytes; a comment at GitHub may have 65,536 characters. */
  readonly maxBytes: number
  /** As for {@link renderPlan}. */
  readonly every?: boolean
}

/** Less than this holds no title and no totals. */
export const leastBytes = 1_000

/** Columns inside a block of code; what is wider scrolls. */
const width = 100

/**
 * A plan as a comment on a pull request: totals and list, destructive first, then everything in
 * `<details>`. What does not fit is left out and counted. The hidden first line names the environment,
 * so that the comment can be found again and replaced. Ends with a newline.
 *
 * @param options.maxBytes At least {@link leastBytes}.
 */
export function renderMarkdown(plan: Plan, { maxBytes, every = false }: MarkdownOptions): string {
  const { headline, bodies, others, notes, list, totals } = planParts(plan, {
    color: false,
    width,
    every,
  })
  const [summary = headline, ...more] = totals
  const head = [
    `<!-- credmgr-plan:${plan.env} -->`,
    `### credmgr plan for ${plan.env}`,
    '',
    `**${summary.split('\n')[0]}**`,
    ...[...summary.split('\n').slice(1), ...more].map((each) => `\n${each}`),
    '',
  ].join('\n')
  const rows = list.map((each) => ({ ...each, text: each.text.slice(2) }))
  const listed = fitting(rows, maxBytes - bytesOf(head) - reserve)
  const overview = list.length === 0 ? head : `${head}\n${fenced(listed.lines, 'diff')}`
  if (listed.left > 0) return `${overview}${cutLine(listed.left)}\n`
  const order = (action: string): number => destructiveFirst.indexOf(action)
  const changes = bodies().toSorted((a, b) => order(a.action) - order(b.action))
  const rest = [others, notes].map((text) => ({ text, count: 1 }))
  const pieces = [...changes, ...rest].filter(({ text }) => text !== '')
  const room = maxBytes - bytesOf(overview) - bytesOf(opening + closing) - reserve
  const shown = fitting(pieces.map(spaced), room)
  if (shown.lines.length === 0) {
    return `${overview}${changes.length === 0 ? '' : cutLine(countOf(changes))}`
  }
  const cut = shown.left === 0 ? '' : cutLine(shown.left)
  return `${overview}${opening}${fenced(shown.lines, '')}${closing}${cut}`
}

const destructiveFirst: readonly string[] = ['delete', 'replace', 'update', 'create', 'move']

const opening = '\n<details><summary>Everything</summary>\n\n'
const closing = '\n</details>\n'

/** Bytes for two fences and the line that says what was cut. */
const reserve = 200

function cutLine(left: number): string {
  return `\n${counted(left, 'more object')} ${left === 1 ? 'is' : 'are'} in the plan artifact.\n`
}

/** A text that stands for so many objects. */
type Piece = Pick<Shown, 'text' | 'count'>

function spaced({ text, count }: Piece): Piece {
  return { text: `${text}\n`, count }
}

function countOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { count }) => sum + count, 0)
}

/** A block of code that nothing in it can end. */
function fenced(each: readonly string[], language: string): string {
  const text = each.join('\n').trimEnd()
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text}\n${fence}\n`
}

function fitting(
  pieces: readonly Piece[],
  room: number,
): { readonly lines: readonly string[]; readonly left: number } {
  let used = 0
  const at = pieces.findIndex(({ text }) => {
    used += bytesOf(text) + 1
    return used > room
  })
  const lines = pieces.map(({ text }) => text)
  return at === -1
    ? { lines, left: 0 }
    : { lines: lines.slice(0, at), left: countOf(pieces.slice(at)) }
}

const encoder = new TextEncoder()

function bytesOf(text: string): number {
  return encoder.encode(text).length
}
