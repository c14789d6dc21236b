import type { AuthorizationContext, Json } from '../model/index.ts'

/** The value of a template for one request; `undefined` when something it names is not there. */
export type Template = (
  variables: readonly (AuthorizationContext | undefined)[],
) => string | undefined

const hole = /\{\{\s*(.*?)\s*\}\}/gs
const reference = /^([a-z][A-Za-z0-9]*)\.([A-Za-z]+)(?:\.(\S+))?$/

/**
 * Compiles text with holes such as `{{ auth.accessToken }}`.
 *
 * Members of a context are `accessToken`, `tokenType`, `scope`, `expiresAt` (RFC 3339) and
 * `claims.NAME`. When the context, or what is named in it, is not there, the whole template has no
 * value: there is never half a credential.
 *
 * @param slots The context variables that are declared, with their slots.
 * @returns The template, or in one sentence what is wrong with the text.
 */
export function compileTemplate(
  text: string,
  slots: ReadonlyMap<string, number>,
): { readonly template: Template } | { readonly problem: string } {
  const literals = text.split(hole).filter((_, index) => index % 2 === 0)
  if (literals.some((each) => each.includes('{{') || each.includes('}}'))) {
    return { problem: 'a "{{" or "}}" stands alone' }
  }
  const readers: Reader[] = []
  for (const [, expression = ''] of text.matchAll(hole)) {
    const reader = compileReference(expression, slots)
    if (typeof reader === 'string') return { problem: reader }
    readers.push(reader)
  }
  if (readers.length === 0) return { template: () => text }
  return { template: remembering(readers, join(literals, readers)) }
}

interface Reader {
  readonly slot: number
  readonly read: (context: AuthorizationContext) => string | undefined
}

function compileReference(expression: string, slots: ReadonlyMap<string, number>): Reader | string {
  const [, name = '', member = '', rest] = reference.exec(expression) ?? []
  if (name === '') return `"{{ ${expression} }}" must be a context variable and its member`
  const slot = slots.get(name)
  if (slot === undefined) return `no policy before this one declares the context variable "${name}"`
  if (member === 'claims' && rest !== undefined) {
    return { slot, read: (context) => claim(context, rest) }
  }
  const read = rest === undefined ? members.get(member) : undefined
  if (read === undefined) return `an authorization context has no member "${member}"`
  return { slot, read }
}

const members: ReadonlyMap<string, Reader['read']> = new Map<string, Reader['read']>([
  ['accessToken', (context) => context.accessToken],
  ['tokenType', (context) => context.tokenType],
  ['scope', (context) => context.scope],
  [
    'expiresAt',
    ({ expiresAt }) => (expiresAt === undefined ? undefined : new Date(expiresAt).toISOString()),
  ],
])

function claim({ claims }: AuthorizationContext, name: string): string | undefined {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined
  return value === undefined || value === null ? undefined : textOf(value)
}

function textOf(value: Json): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function join(literals: readonly string[], readers: readonly Reader[]): Template {
  return (variables) => {
    let text = literals[0] ?? ''
    for (const [index, { slot, read }] of readers.entries()) {
      const context = variables[slot]
      const value = context === undefined ? undefined : read(context)
      if (value === undefined) return undefined
      text += value + (literals[index + 1] ?? '')
    }
    return text
  }
}

/** A context is the same object until its token is renewed, and so is what is made of it. */
function remembering(readers: readonly Reader[], template: Template): Template {
  const slots = readers.map((each) => each.slot)
  let known: readonly (AuthorizationContext | undefined)[] | undefined
  let value: string | undefined
  return (variables) => {
    // Slot by slot: a variable that was never set is shorter than the list, not equal to it.
    if (known !== undefined && sameIn(slots, known, variables)) return value
    value = template(variables)
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
