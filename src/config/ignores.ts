import { Lexer } from 'yaml'
import { type Diagnostic, diagnosticCodes } from '../model/index.ts'
import { createProblems } from './problems.ts'
import { quote } from './secret-text.ts'
import type { Range, Source } from './source.ts'

/** What one comment says: `# credmgr:ignore CM3107 the bot is meant for the whole team`. */
interface Ignore {
  readonly range: Range
  readonly code: string
  /** The line whose findings it ignores. */
  readonly line: number
}

/** What comments may be told to ignore nothing. */
export interface Watch {
  /** Whether all that may be found in this file was looked for; another environment finds more. */
  isWhole(source: Source): boolean
  /** Codes that were not looked for. */
  readonly asleep: ReadonlySet<string>
}

const everywhere: Watch = { isWhole: () => true, asleep: new Set() }

/**
 * Leaves out the findings that a comment ignores: one at the end of their line, or one on a line of
 * its own above it, other comments between them not counted. The reason is required.
 *
 * @returns What is left; `CM0001` for a comment that ignores nothing, `CM0002` for one that does not
 *   say what or why, which has no effect.
 */
export function withoutIgnored(
  sources: readonly Source[],
  findings: readonly Diagnostic[],
  watch: Watch = everywhere,
): readonly Diagnostic[] {
  const found = new Set(findings.map(keyOfFinding))
  const read = sources.map((source) => ({ source, ...readIgnores(source) }))
  const ignored = new Set(
    read.flatMap(({ source, ignores }) => ignores.map((each) => keyOf(source.file, each))),
  )
  return [
    ...findings.filter((each) => !ignored.has(keyOfFinding(each))),
    ...read.flatMap(({ source, ignores, diagnostics }) => [
      ...diagnostics,
      ...reportIdle(
        source,
        ignores.filter(
          (each) => !found.has(keyOf(source.file, each)) && isWatched(source, each, watch),
        ),
      ),
    ]),
  ]
}

/** What is no code at all is found nowhere. */
function isWatched(source: Source, { code }: Ignore, { isWhole, asleep }: Watch): boolean {
  if (!Object.hasOwn(diagnosticCodes, code)) return true
  return isWhole(source) && !asleep.has(code)
}

function keyOfFinding({ span, code }: Diagnostic): string {
  return keyOf(span?.file ?? '', { line: span?.line ?? 0, code })
}

function keyOf(file: string, { line, code }: Pick<Ignore, 'line' | 'code'>): string {
  return `${line} ${code} ${file}`
}

function reportIdle(source: Source, ignores: readonly Ignore[]): readonly Diagnostic[] {
  const problems = createProblems(source)
  for (const { range, code } of ignores) {
    const isKnown = Object.hasOwn(diagnosticCodes, code)
    problems.warning('CM0001', range, `the comment ignores ${quote(code)}, which is not there`, {
      label: isKnown ? 'nothing to ignore on that line' : 'no such code',
      help: ['remove the comment'],
    })
  }
  return problems.list()
}

function readIgnores(source: Source): {
  readonly ignores: readonly Ignore[]
  readonly diagnostics: readonly Diagnostic[]
} {
  const problems = createProblems(source)
  const comments = commentsIn(source)
  const alone = new Set(comments.filter((each) => each.isAlone).map((each) => each.line))
  const ignores = comments.flatMap(({ range, line, isAlone }) => {
    const said = saidIn(source.text.slice(range.start, range.end))
    if (said === undefined) return []
    const { code, reason } = said
    if (code !== '' && reason !== '') {
      return [{ range, code, line: isAlone ? lineBelow(line, alone) : line }]
    }
    const missing = code === '' ? 'code' : 'reason'
    problems.error('CM0002', range, `the comment ignores without a ${missing}`, {
      label: 'it has no effect',
      help: ['the form is:  # credmgr:ignore CM3107 and why it is right here'],
    })
    return []
  })
  return { ignores, diagnostics: problems.list() }
}

/** @returns Empty texts for what is missing; `undefined` for any other comment. */
function saidIn(comment: string): { readonly code: string; readonly reason: string } | undefined {
  const said = /^#+\s*credmgr:ignore(?![\w-])\s*(.*)$/.exec(comment)?.[1]
  if (said === undefined) return undefined
  const [, code = '', reason = ''] = /^(CM\d{4})(?![\w-])[\s:]*(.*)$/.exec(said) ?? []
  return { code, reason }
}

/** The next line on which something else than a comment stands. */
function lineBelow(line: number, alone: ReadonlySet<number>): number {
  let below = line + 1
  while (alone.has(below)) below += 1
  return below
}

interface Comment {
  readonly range: Range
  readonly line: number
  /** Nothing else stands on its line. */
  readonly isAlone: boolean
}

/** Marks between lexemes that stand for no text: a document begins, a flow ends, a scalar follows. */
const documentMark = '\u0002'
const flowEndMark = '\u0018'
const scalarMark = '\u001f'

/** Every comment, and nothing that only looks like one within a value. */
function commentsIn(source: Source): readonly Comment[] {
  const comments: Comment[] = []
  let isAlone = true
  for (const { lexeme, start, isScalar } of lexemesOf(source.text)) {
    if (lexeme.startsWith('#') && !isScalar) {
      const range = { start, end: start + lexeme.trimEnd().length }
      comments.push({ range, line: source.span(range).line, isAlone })
    }
    isAlone = lexeme.endsWith('\n') || (isAlone && lexeme.trim() === '')
  }
  return comments
}

function* lexemesOf(
  text: string,
): Generator<{ readonly lexeme: string; readonly start: number; readonly isScalar: boolean }> {
  let start = 0
  let isScalar = false
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme === documentMark || lexeme === flowEndMark) continue
    if (lexeme !== scalarMark) {
      yield { lexeme, start, isScalar }
      start += lexeme.length
    }
    isScalar = lexeme === scalarMark
  }
}
