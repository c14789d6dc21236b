import {
  type Alias,
  Composer,
  type CST,
  type Document,
  type ErrorCode,
  isCollection,
  isScalar,
  Lexer,
  type ParsedNode,
  Parser,
  visit,
  type YAMLError,
} from 'yaml'
import type { Problems } from './problems.ts'
import { quickRead } from './quick-read.ts'
import type { Range, Source } from './source.ts'
import type { Node } from './tree.ts'

/** How deep maps and lists may be nested. */
export const maxDepth = 64

/** Most code units of a file: 8 MB. */
const maxLength = 8 * 1024 * 1024

/** Most words and signs of a file. It is these that cost memory: some 400 bytes each. */
const maxLexemes = 1_500_000

/** What the lexer puts between the pieces of a text: the start of a document, of a scalar, an error. */
const lexerMarks: ReadonlySet<string> = new Set(['\u0002', '\u0018', '\u001F'])

/** What the parser complains about, in our words: its own repeat the text, which may be secret. */
const sentences: { readonly [code in ErrorCode]?: string } = {
  ALIAS_PROPS: 'an alias can have neither an anchor nor a tag',
  BAD_ALIAS: 'the name of an anchor or alias is not valid',
  BAD_DIRECTIVE: 'this directive is not known',
  BAD_DQ_ESCAPE: 'this is not an escape sequence of a double-quoted string',
  BAD_INDENT: 'the indentation does not fit what stands above',
  BAD_PROP_ORDER: 'an anchor or tag stands in the wrong place',
  BAD_SCALAR_START: 'a value without quotes cannot start with this character',
  BLOCK_AS_IMPLICIT_KEY: 'a second ": " on one line; a nested mapping needs a line of its own',
  BLOCK_IN_FLOW: 'inside { } and [ ] a mapping or list needs brackets of its own',
  KEY_OVER_1024_CHARS: 'a key is longer than 1024 characters',
  MISSING_CHAR: 'something is missing here',
  MULTILINE_IMPLICIT_KEY: 'a key must stand on one line; is a ":" missing?',
  MULTIPLE_ANCHORS: 'a value can have only one anchor',
  MULTIPLE_TAGS: 'a value can have only one tag',
  NON_STRING_KEY: 'a key must be a plain text',
  RESOURCE_EXHAUSTION: 'the nesting is too deep',
  TAB_AS_INDENT: 'a tab cannot indent; use spaces',
  UNEXPECTED_TOKEN: 'this is not expected here',
}

const options = {
  uniqueKeys: false,
  merge: false,
  prettyErrors: false,
  stringKeys: true,
  schema: 'core',
  resolveKnownTags: false,
  logLevel: 'silent',
} as const

/**
 * Text to a tree or a YAML document, or problems. Every warning of the parser is an error here: an unknown tag
 * would otherwise turn into a literal string.
 */
export function readYaml(source: Source, problems: Problems): ReadYaml | undefined {
  checkText(source, problems)
  if (problems.hasErrors()) return undefined
  const tokens = tokensOf(source, problems)
  if (tokens === undefined) return undefined
  const tree = quickRead(tokens, maxDepth)
  return tree === undefined ? composed(source, tokens, problems) : { tree }
}

/** A tree where the text is simple, otherwise a document. */
export type ReadYaml =
  | { readonly tree: Node; readonly document?: never }
  | { readonly document: Document.Parsed; readonly tree?: never }

/** The tokens of a text, unless there are too many pieces to be held in memory. */
function tokensOf({ text }: Source, problems: Problems): readonly CST.Token[] | undefined {
  const parser = new Parser()
  const tokens: CST.Token[] = []
  let count = 0
  let offset = 0
  for (const lexeme of new Lexer().lex(text)) {
    count += 1
    if (count > maxLexemes) {
      problems.error('CM1009', { start: offset, end: offset + 1 }, 'the file holds too much', {
        label: `more than ${maxLexemes} words and signs up to here`,
        help: ['many objects of one kind are written as one, with forEach over a data file'],
      })
      return undefined
    }
    for (const token of parser.next(lexeme)) tokens.push(token)
    if (!lexerMarks.has(lexeme)) offset += lexeme.length
  }
  return [...tokens, ...parser.end()]
}

function composed(
  source: Source,
  tokens: readonly CST.Token[],
  problems: Problems,
): ReadYaml | undefined {
  // The composer recurses, and the parser does not: a bomb of brackets is refused in between.
  const tooDeep = tokenBelow(tokens, maxDepth)
  if (tooDeep !== undefined) {
    problems.error('CM1009', { start: tooDeep, end: tooDeep + 1 }, `nested deeper than ${maxDepth}`)
    return undefined
  }
  const documents = [...new Composer(options).compose(tokens, true, source.text.length)]
  const [document, second] = documents
  if (second !== undefined) {
    const start = second.range[0]
    problems.error('CM1001', { start, end: start + 3 }, 'a second document; a file holds one', {
      help: ['remove the line "---"'],
    })
  }
  if (document === undefined) return undefined
  reportSyntax(document, source, problems)
  return { document }
}

function checkText({ text }: Source, problems: Problems): void {
  if (text.length > maxLength) {
    problems.error('CM1009', { start: 0, end: 0 }, 'the file is larger than 8 MB')
    return
  }
  const bad = unfitAt(text)
  if (bad === undefined) return
  problems.error('CM1009', { start: bad, end: bad + 1 }, 'a character that no text holds', {
    label: codePointName(text.charCodeAt(bad)),
    notes: ['control characters and lone surrogates are refused; is this a text file in UTF-8?'],
  })
}

/** Where a control character or half of a surrogate pair stands. */
export function unfitAt(text: string): number | undefined {
  const at = text.search(/(?![\t\n\r\u0085])\p{Cc}|\p{Cs}/u)
  return at === -1 ? undefined : at
}

function codePointName(unit: number): string {
  return `U+${unit.toString(16).toUpperCase().padStart(4, '0')}`
}

/** The offset of a token that stands deeper than `limit`; not by recursion, which a bomb would exhaust. */
function tokenBelow(tokens: readonly CST.Token[], limit: number): number | undefined {
  const open: CST.Token[] = [...tokens]
  const depths = open.map(() => 0)
  while (open.length > 0) {
    const token = open.pop()
    const depth = depths.pop() ?? 0
    if (token === undefined) continue
    if (depth > limit + 1) return token.offset
    const before = open.length
    addWithin(token, open)
    for (let at = before; at < open.length; at++) depths.push(depth + 1)
  }
  return undefined
}

function addWithin(token: CST.Token, to: CST.Token[]): void {
  if (token.type === 'document' && token.value && 'items' in token.value) to.push(token.value)
  if (!('items' in token)) return
  for (const { key, value } of token.items) {
    if (key && 'items' in key) to.push(key)
    if (value && 'items' in value) to.push(value)
  }
}

function reportSyntax(document: Document.Parsed, source: Source, problems: Problems): void {
  const lines = new Set<number>()
  for (const error of [...document.errors, ...document.warnings].toSorted(byOffset)) {
    const range = { start: error.pos[0], end: error.pos[1] }
    const line = source.span(range).line
    // What follows on the same line is nearly always a consequence.
    if (lines.has(line)) continue
    lines.add(line)
    if (reportUnclosed(document, source, { error, problems })) return
    reportError(error, source, problems)
  }
  const version = document.directives.yaml
  if (version.explicit === true && version.version !== '1.2') {
    problems.error('CM1008', { start: 0, end: 5 }, 'only YAML 1.2 is read', {
      help: ['remove the %YAML directive'],
    })
  }
}

function byOffset(left: YAMLError, right: YAMLError): number {
  return left.pos[0] - right.pos[0]
}

function reportError(error: YAMLError, source: Source, problems: Problems): void {
  const range = { start: error.pos[0], end: error.pos[1] }
  if (error.code === 'TAG_RESOLVE_FAILED' || error.code === 'BAD_COLLECTION_TYPE') {
    problems.error('CM1008', range, 'a tag that is not known', {
      label: 'custom tags are not allowed',
      help: ['a secret is written { env: NAME } or { file: PATH }'],
    })
    return
  }
  const alias = error.code === 'ALIAS_PROPS' || error.code === 'BAD_ALIAS'
  problems.error(
    alias ? 'CM1008' : 'CM1001',
    range,
    sentences[error.code] ?? 'this is not valid YAML',
    { help: helpFor(error.code, lineOf(source, range.start)) },
  )
}

function lineOf(source: Source, offset: number): string {
  const start = source.text.lastIndexOf('\n', offset - 1) + 1
  const end = source.text.indexOf('\n', offset)
  return source.text.slice(start, end === -1 ? undefined : end)
}

function helpFor(code: ErrorCode, line: string): readonly string[] {
  if (/[{[].*(?:\$\{|\{\{)/.test(line))
    return ['inside { } and [ ] a value with ${…} or {{ … }} needs quotes around it']
  if (code === 'MULTILINE_IMPLICIT_KEY' && /[{[][^}\]]*$/.test(line))
    return ['inside { } and [ ] there is a comma between two fields, also at the end of a line']
  if (code === 'BAD_SCALAR_START') return ['put the value in quotes']
  return []
}

/** The parser notices a missing quote or bracket where it gives up; an author looks for the start. */
function reportUnclosed(
  document: Document.Parsed,
  source: Source,
  { error, problems }: { readonly error: YAMLError; readonly problems: Problems },
): boolean {
  if (!/Missing closing|and end with a/.test(error.message)) return false
  const quoted = error.message.startsWith('Missing closing')
  const start = openingBefore(document, error.pos[0], quoted)
  if (start === undefined) return false
  const noticed = source.span({ start: error.pos[0], end: error.pos[0] })
  const atEnd = error.pos[0] >= source.text.trimEnd().length
  const where = atEnd ? `at the end of the file (line ${noticed.line})` : `on line ${noticed.line}`
  const range: Range = { start, end: start + 1 }
  problems.error(
    'CM1001',
    range,
    quoted
      ? 'the quoted string that starts here is never closed'
      : 'the bracket that opens here is never closed',
    {
      label: quoted ? 'opening quote' : 'opening bracket',
      notes: noticed.line === source.span(range).line ? [] : [`the parser noticed it ${where}`],
    },
  )
  return true
}

function openingBefore(
  document: Document.Parsed,
  noticed: number,
  quoted: boolean,
): number | undefined {
  let opening: number | undefined
  visit(document, {
    Node(_key, node) {
      const parsed = node as Alias.Parsed | ParsedNode
      const opens = quoted
        ? isScalar(node) && /^QUOTE_/.test(node.type ?? '')
        : isCollection(node) && node.flow === true
      const [start, , end] = parsed.range
      if (opens && start < noticed && end >= noticed - 1) opening = start
    },
  })
  return opening
}
