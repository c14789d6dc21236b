import {
  type Carries,
  type ContextValue,
  carriesNothing,
  type PolicyScope,
  together,
} from '../model/index.ts'
import type { Exchange } from './policies/policy.ts'
import { compileReference, type Reader } from './template-reference.ts'

/** The value of a template for one request; `undefined` when something it names is not there. */
export type Template = (exchange: Exchange) => string | undefined

/** A template, and what its values carry. */
export interface CompiledTemplate {
  readonly template: Template
  readonly carries: Carries
  /** There are no holes: every value is the text as written. */
  readonly isLiteral: boolean
}

/** How the value of a hole is written; `undefined` when it can not be. */
export type HoleEncoding = (value: string) => string | undefined

const hole = /\{\{\s*(.*?)\s*\}\}/gs

/**
 * Compiles text with holes such as `{{ auth.accessToken }}`; see {@link compileReference} for what
 * may stand in them. When something that is named is not there, the whole template has no value:
 * there is never half a credential.
 *
 * @param encode Applied to the value of each hole; default: as it is.
 * @returns The template, or in one sentence what is wrong with the text.
 */
export function compileTemplate(
  text: string,
  scope: PolicyScope,
  encode?: HoleEncoding,
): CompiledTemplate | { readonly problem: string } {
  const literals = text.split(hole).filter((_, index) => index % 2 === 0)
  if (literals.some((each) => each.includes('{{') || each.includes('}}'))) {
    return { problem: 'a "{{" or "}}" stands alone' }
  }
  const readers: Reader[] = []
  for (const [, expression = ''] of text.matchAll(hole)) {
    const reader = compileReference(expression, scope)
    if (typeof reader === 'string') return { problem: reader }
    readers.push(encode === undefined ? reader : encoded(reader, encode))
  }
  if (readers.length === 0) {
    return { template: () => text, carries: carriesNothing, isLiteral: true }
  }
  const carries = readers.map((each) => each.carries).reduce(together)
  return { template: remembering(readers, join(literals, readers)), carries, isLiteral: false }
}

function encoded(reader: Reader, encode: HoleEncoding): Reader {
  return {
    ...reader,
    read(exchange) {
      const value = reader.read(exchange)
      return value === undefined ? undefined : encode(value)
    },
  }
}

function join(literals: readonly string[], readers: readonly Reader[]): Template {
  return (exchange) => {
    let text = literals[0] ?? ''
    for (const [index, { read }] of readers.entries()) {
      const value = read(exchange)
      if (value === undefined) return undefined
      text += value + (literals[index + 1] ?? '')
    }
    return text
  }
}

/**
 * A context is the same object until its token is renewed, and so is what is made of it. What is
 * made of anything else differs from request to request.
 */
function remembering(readers: readonly Reader[], template: Template): Template {
  const slots = readers.flatMap(({ contextSlot }) => contextSlot ?? [])
  if (slots.length < readers.length) return template
  let known: readonly ContextValue[] | undefined
  let value: string | undefined
  return (exchange) => {
    const { variables } = exchange
    // Slot by slot: a variable that was never set is shorter than the list, not equal to it.
    if (known !== undefined && sameIn(slots, known, variables)) return value
    value = template(exchange)
    known = [...variables]
    return value
  }
}

function sameIn(
  slots: readonly number[],
  one: readonly unknown[],
  other: readonly unknown[],
): boolean {
  for (const slot of slots) {
    if (one[slot] !== other[slot]) return false
  }
  return true
}
