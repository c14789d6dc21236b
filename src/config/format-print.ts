import {
  Composer,
  type Document,
  isCollection,
  isMap,
  isScalar,
  type Node,
  type Pair,
  type ParsedNode,
  Parser,
  type Scalar,
  type Tags,
  visit,
  YAMLMap,
  YAMLSeq,
} from 'yaml'
import { rehomeComments } from './format-comments.ts'
import { orderFields } from './format-order.ts'

/** How a text is laid out. */
export interface Layout {
  /** Whose order the fields of objects take. */
  readonly order: 'schema' | 'author'
}

type StringifyContext = NonNullable<Parameters<YAMLMap['toString']>[0]>

/** Where a line should end. */
const width = 100

/**
 * A text printed once from its YAML document. Its syntax must be right, and its lines end in `\n`.
 *
 * @param layout.breaks Whether brackets that, as the text stands, do not fit on a line become blocks.
 */
export function printed(
  text: string,
  { order, breaks }: Layout & { readonly breaks: boolean },
): string {
  const document = documentOf(text)
  settleComments(document, text)
  if (breaks) breakBrackets(document, text)
  if (order === 'schema') {
    orderFields(document)
    if (!anchorsComeFirst(document)) return printed(text, { order: 'author', breaks })
  }
  padBrackets(document)
  return document.toString({ lineWidth: 0, flowCollectionPadding: true })
}

function anchorsComeFirst(document: Document): boolean {
  const anchors = new Set<string>()
  let all = true
  visit(document, {
    Value: (_key, { anchor }) => void (anchor !== undefined && anchors.add(anchor)),
    Alias(_key, { source }) {
      all &&= anchors.has(source)
    },
  })
  return all
}

function documentOf(text: string): Document.Parsed {
  const tokens = [...new Parser().parse(text)]
  rehomeComments(tokens)
  const composer = new Composer({
    uniqueKeys: false,
    stringKeys: true,
    schema: 'core',
    resolveKnownTags: false,
    logLevel: 'silent',
    customTags: (tags) => verbatim(tags, text),
  })
  const [document] = composer.compose(tokens, true, text.length)
  if (document === undefined) throw new TypeError('a text without a document')
  return document
}

/** Scalars that print themselves as they are written, unless they are folded over several lines. */
function verbatim(tags: Tags, text: string): Tags {
  return tags.map((tag) => {
    if (typeof tag === 'string' || tag.collection !== undefined) return tag
    const { stringify } = tag
    return {
      ...tag,
      stringify(item: Scalar, context: StringifyContext, onComment?, onChompKeep?) {
        const raw = item.range ? text.slice(item.range[0], item.range[1]) : ''
        if (!raw.includes('\n') && !item.type?.startsWith('BLOCK')) return raw
        const options = { ...context.options, lineWidth: width }
        return stringify?.(item, { ...context, options }, onComment, onChompKeep) ?? raw
      },
    }
  })
}

/** Gives comments and blank lines to the node whose place they have in the text. */
function settleComments(document: Document.Parsed, text: string): void {
  visit(document, {
    Node(_key, node) {
      if (node.commentBefore) node.commentBefore = squeezed(node.commentBefore)
      if (node.comment) node.comment = squeezed(node.comment)
    },
  })
  for (const part of ['commentBefore', 'comment'] as const) {
    const comment = document[part]
    if (comment) document[part] = squeezed(comment)
  }
  visit(document, {
    Pair(_key, { key, value }) {
      if (!isScalar(key) || !isCollection(value)) return
      value.spaceBefore = false
      if (value.flow !== true) settleHead(key, value, text)
    },
    Collection(_key, node) {
      const [first] = node.items as (Node | Pair)[]
      const head = first === undefined || isScalar(first) || isCollection(first) ? first : undefined
      if (head) head.spaceBefore = false
      if (node.flow !== true) settleTail(node, text)
    },
  })
}

/** Comments with one blank line between them at most. */
function squeezed(comment: string): string {
  return comment.replace(/\n{3,}/g, '\n\n')
}

/** A comment on the line of the key stays there; one below it belongs to the first field. */
function settleHead(key: Scalar, value: YAMLMap | YAMLSeq, text: string): void {
  if (!value.commentBefore || !key.range) return
  const line = text.slice(key.range[1], lineEnd(text, key.range[1]))
  const lines = value.commentBefore.split('\n')
  if (/^\s*:\s+#/.test(line)) key.comment = lines.shift() ?? ''
  const rest = lines.join('\n')
  value.commentBefore = rest
  const [first] = isMap(value) ? value.items : []
  if (!isScalar(first?.key)) return
  const own = first.key.commentBefore
  first.key.commentBefore = own ? `${rest}\n${own}` : rest
  first.key.spaceBefore = false
  value.commentBefore = ''
}

/** A blank line before the comments at the end of a block. */
function settleTail(node: YAMLMap | YAMLSeq, text: string): void {
  const end = node.comment ? endOf(node) : undefined
  if (end !== undefined && /^.*\n[ \t]*\n/.test(text.slice(end))) node.comment = `\n${node.comment}`
}

/** Where the last value ends that is no block; a block scalar takes blank lines for its own. */
function endOf(node: unknown): number | undefined {
  if (isScalar(node)) return node.type?.startsWith('BLOCK') ? undefined : node.range?.[1]
  if (!isCollection(node)) return undefined
  if (node.flow === true) return node.range?.[1]
  const last: unknown = node.items.at(-1)
  return endOf(isMap(node) ? (last as Pair | undefined)?.value : last)
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from)
  return at === -1 ? text.length : at
}

/** Turns the outermost brackets that do not fit on a line into blocks. */
function breakBrackets(document: Document.Parsed, text: string): void {
  visit(document, {
    Collection(_key, node) {
      if (node.flow !== true) return undefined
      if (node.items.length > 0 && !fits(node as ParsedNode, text)) node.flow = false
      return visit.SKIP
    },
  })
}

function fits({ range: [start, end] }: ParsedNode, text: string): boolean {
  const line = text.lastIndexOf('\n', start - 1) + 1
  return end - line <= width && !text.slice(start, end).includes('\n')
}

/** `{ a: b }` with spaces, `[a, b]` without. */
function padBrackets(document: Document.Parsed): void {
  visit(document, {
    Map(_key, node) {
      if (!node.flow || node instanceof PaddedMap) return undefined
      return Object.assign(new PaddedMap(document.schema), node)
    },
    Seq(_key, node) {
      if (!node.flow || node instanceof TightSeq) return undefined
      return Object.assign(new TightSeq(document.schema), node)
    },
  })
}

class PaddedMap extends YAMLMap {
  override toString(context?: StringifyContext, ...rest: (() => void)[]): string {
    return super.toString(context && { ...context, flowCollectionPadding: ' ' }, ...rest)
  }
}

class TightSeq extends YAMLSeq {
  override toString(context?: StringifyContext, ...rest: (() => void)[]): string {
    return super.toString(context && { ...context, flowCollectionPadding: '' }, ...rest)
  }
}
