import type { Plan } from './plan.ts'
import { planParts } from './render-plan.ts'
import { counted } from './words.ts'

export interface MarkdownOptions {
  /** UTF-8 bytes; a comment at GitHub may have 65,536 characters. */
  readonly maxBytes: number
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
export function renderMarkdown(plan: Plan, { maxBytes }: MarkdownOptions): string {
  const { headline, bodies, others, notes, list, totals } = planParts(plan, { color: false, width })
  const [summary = headline, ...more] = totals
  const head = [
    `<!-- credmgr-plan:${plan.env} -->`,
    `### credmgr plan for ${plan.env}`,
    '',
    `**${summary.split('\n')[0]}**`,
    ...[...summary.split('\n').slice(1), ...more].map((each) => `\n${each}`),
    '',
  ].join('\n')
  const listed = fitting(
    list.map(({ text }) => text.slice(2)),
    maxBytes - bytesOf(head) - reserve,
  )
  const overview = list.length === 0 ? head : `${head}\n${fenced(listed.lines, 'diff')}`
  if (listed.left > 0) return `${overview}${cutLine(listed.left)}\n`
  const order = (action: string): number => destructiveFirst.indexOf(action)
  const texts = [...bodies].sort((a, b) => order(a.action) - order(b.action)).map((b) => b.text)
  const room = maxBytes - bytesOf(overview) - bytesOf(opening + closing) - reserve
  const shown = fitting([...texts, others, notes].filter((text) => text !== '').map(spaced), room)
  if (shown.lines.length === 0) {
    return `${overview}${texts.length === 0 ? '' : cutLine(texts.length)}`
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

function spaced(text: string): string {
  return `${text}\n`
}

/** A block of code that nothing in it can end. */
function fenced(each: readonly string[], language: string): string {
  const text = each.join('\n').trimEnd()
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text}\n${fence}\n`
}

function fitting(
  each: readonly string[],
  room: number,
): { readonly lines: readonly string[]; readonly left: number } {
  let used = 0
  const at = each.findIndex((line) => {
    used += bytesOf(line) + 1
    return used > room
  })
  return at === -1 ? { lines: each, left: 0 } : { lines: each.slice(0, at), left: each.length - at }
}

const encoder = new TextEncoder()

function bytesOf(text: string): number {
  return encoder.encode(text).length
}
