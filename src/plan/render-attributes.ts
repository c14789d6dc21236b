import {
  canonicalJson,
  describeSecret,
  groupedBy,
  isJsonObject,
  type Json,
  type SecretRef,
} from '../model/index.ts'
import { keysOf } from './attribute-path.ts'
import type { ShownAttribute } from './grouping.ts'
import type { Paint, Tone } from './paint.ts'
import { counted, printable } from './words.ts'
import { asDeclared, duration, flow, keyWord, quoted } from './yaml-words.ts'

export interface AttributeStyle {
  readonly paint: Paint
  readonly width: number
  /** Without `+`, `~` and `-`: nothing is compared. */
  readonly unsigned?: boolean
}

/** The attributes of one change as lines of YAML with `+`, `~` or `-` in front; secrets masked on both sides. */
export function renderAttributes(
  attributes: readonly ShownAttribute[],
  style: AttributeStyle,
): readonly string[] {
  const lines = nodesOf(attributes.filter(isWorthALine), 0)
  return renderNodes(lines, { ...style, indent: 6 })
}

/** One key and what stands below it, or beside it. */
type Node =
  | { readonly key: string; readonly children: readonly Node[] }
  | { readonly key: string; readonly attribute: ShownAttribute }

interface Style extends AttributeStyle {
  readonly indent: number
}

/** The attributes whose value is a length of time in milliseconds. */
const durations =
  /^(?:timeout|clockTolerance|timeouts\.(?:connect|headers|body)|refresh\.(?:margin|defaultLifetime|grantLifetime|keepAlive))$/

/** Nobody has declared an empty list or a `false` that comes or goes with its resource. */
function isWorthALine({ before, after, differs }: ShownAttribute): boolean {
  if (differs === true || (before !== undefined && after !== undefined)) return true
  const only = before ?? after
  return only !== false && !(Array.isArray(only) && only.length === 0)
}

function nodesOf(attributes: readonly ShownAttribute[], depth: number): readonly Node[] {
  const byKey = groupedBy(attributes, ({ path }) => keysOf(path)[depth] ?? '')
  return [...byKey].map(([key, members]) => {
    const [first] = members
    const isLeaf = members.length === 1 && keysOf(first.path).length === depth + 1
    return isLeaf ? { key, attribute: first } : { key, children: nodesOf(members, depth + 1) }
  })
}

function renderNodes(nodes: readonly Node[], style: Style): readonly string[] {
  const pad = Math.max(0, ...nodes.map(({ key }) => keyWord(key).length)) + 1
  return nodes.flatMap((node) => renderNode(node, pad, style))
}

function renderNode(node: Node, pad: number, style: Style): readonly string[] {
  if ('attribute' in node) return renderLeaf(node, pad, style)
  const sign = signOf(leavesBelow(node))
  const whole = isOneSided(node) ? flow(assembled(node)) : undefined
  const head = `${keyWord(node.key)}:`
  if (whole !== undefined && fits(pad, whole, style)) {
    return [line(style, sign, `${head.padEnd(pad)} ${whole}`)]
  }
  const below = { ...style, indent: style.indent + 4 }
  return [line(style, sign, head), ...renderNodes(node.children, below)]
}

function renderLeaf(
  { key, attribute }: { readonly key: string; readonly attribute: ShownAttribute },
  pad: number,
  style: Style,
): readonly string[] {
  const { before, after } = attribute
  const sign = signOf([attribute])
  const head = `${keyWord(key)}:`
  const single = (text: string): readonly string[] => [
    line(style, sign, `${head.padEnd(pad)} ${text}`) + note(attribute, style),
  ]
  const hidden = hiddenValue(attribute)
  if (hidden !== undefined) return single(sign === '~' ? `${hidden} -> ${hidden}` : hidden)
  if (Array.isArray(before) && Array.isArray(after)) {
    return [line(style, sign, head) + note(attribute, style), ...listChange(attribute, style)]
  }
  if (before !== undefined && after !== undefined) {
    return single(`${quoted(shown(attribute, before))} -> ${quoted(shown(attribute, after))}`)
  }
  const only = shown(attribute, before ?? after ?? null)
  const text = flow(only)
  if (!Array.isArray(only) || fits(pad, text, style)) return single(text)
  const below = { ...style, indent: style.indent + 4 }
  return [line(style, sign, head), ...membersOf(only).map((each) => item(below, sign, each))]
}

/** What stands for a value that is a secret, or that is another one in each of many resources. */
function hiddenValue({ sensitive, differs }: ShownAttribute): string | undefined {
  if (sensitive) return '(sensitive)'
  return differs === true ? '(differs)' : undefined
}

/** A value as people declare it. */
function shown({ path }: ShownAttribute, value: Json): Json {
  if (Array.isArray(value)) return value.map(asDeclared)
  return typeof value === 'number' && durations.test(path) ? duration(value) : value
}

/** Members that went and came; those that stay are counted. */
function listChange(attribute: ShownAttribute, style: Style): readonly string[] {
  const before = membersOf(attribute.before)
  const after = membersOf(attribute.after)
  const below = { ...style, indent: style.indent + 4 }
  const only = (these: readonly string[], those: readonly string[]): readonly string[] =>
    these.filter((each) => !those.includes(each))
  const gone = only(before, after)
  const come = only(after, before)
  // Nothing came or went: the order of an ordered list has changed, and only the whole list shows it.
  const [minus, plus] = gone.length + come.length === 0 ? [before, after] : [gone, come]
  const hidden = before.length - minus.length
  const noun = keysOf(attribute.path).at(-1)?.endsWith('scopes') ? 'scope' : 'member'
  return [
    ...minus.map((each) => line(below, '-', each)),
    ...plus.map((each) => line(below, '+', each)),
    ...(hidden > 0 ? [hiddenLine(below, `${counted(hidden, `unchanged ${noun}`)}`)] : []),
  ]
}

function membersOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.map((each: Json) => member(asDeclared(each))) : []
}

/** A member of a list on a line of its own: an object with one key needs no braces there. */
function member(value: Json): string {
  const [only, ...more] = isJsonObject(value) ? Object.entries(value) : []
  if (only === undefined || more.length > 0) return flow(value)
  return `${keyWord(only[0])}: ${flow(only[1])}`
}

/** `# (3 unchanged attributes hidden)`, level with the text of its neighbours. */
export function hiddenLine({ indent, paint }: Style, what: string): string {
  return `${' '.repeat(indent + 2)}${paint('dim', `# (${what} hidden)`)}`
}

function note(attribute: ShownAttribute, { paint }: Style): string {
  const words = [
    ...(attribute.sensitive ? [attribute.differs ? 'differs' : secretNote(attribute)] : []),
    ...(attribute.forcesReplacement ? ['forces replacement'] : []),
  ]
  return words.length === 0 ? '' : `   ${paint('dim', `# ${words.join('; ')}`)}`
}

function secretNote({ before, after }: ShownAttribute): string {
  const now = placeOf(after)
  const then = placeOf(before)
  if (then === undefined || now === undefined) return `from ${now ?? then ?? 'nowhere'}`
  if (canonicalJson(before ?? null) !== canonicalJson(after ?? null)) {
    return `from ${now}, before from ${then}`
  }
  return `value changed, from ${now}`
}

function placeOf(ref: Json | undefined): string | undefined {
  if (ref === undefined || !isJsonObject(ref)) return undefined
  const known = ['env', 'file', 'exec', 'sealed'].some((source) => ref[source] !== undefined)
  // A secret reference as the configuration has checked it.
  return known ? printable(describeSecret(ref as unknown as SecretRef)) : undefined
}

type Sign = '+' | '~' | '-'

const tones: { readonly [S in Sign]: Tone } = { '+': 'add', '~': 'change', '-': 'destroy' }

function signOf(attributes: readonly ShownAttribute[]): Sign {
  if (attributes.every(({ before }) => before === undefined)) return '+'
  return attributes.every(({ after }) => after === undefined) ? '-' : '~'
}

function leavesBelow(node: Node): readonly ShownAttribute[] {
  return 'attribute' in node ? [node.attribute] : node.children.flatMap(leavesBelow)
}

function isOneSided(node: Node): boolean {
  const leaves = leavesBelow(node)
  return (
    signOf(leaves) !== '~' &&
    leaves.every(({ sensitive, differs }) => !sensitive && differs !== true)
  )
}

function assembled(node: Node): Json {
  if ('attribute' in node) {
    return shown(node.attribute, node.attribute.after ?? node.attribute.before ?? null)
  }
  return Object.fromEntries(node.children.map((child) => [child.key, assembled(child)]))
}

function fits(pad: number, text: string, { indent, width }: Style): boolean {
  return indent + 2 + pad + 1 + text.length <= width
}

function line({ indent, paint, unsigned }: Style, sign: Sign, text: string): string {
  if (unsigned === true) return `${' '.repeat(indent)}${text}`
  return `${' '.repeat(indent)}${paint(tones[sign], sign)} ${text}`
}

/** A member of a list; unsigned, it needs YAML's own mark. */
function item(style: Style, sign: Sign, text: string): string {
  return line(style, sign, style.unsigned === true ? `- ${text}` : text)
}
