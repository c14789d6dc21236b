import { secretPositions as positions, shapes } from './validator.generated.ts'

/** What messages need to know of one object with fixed fields. */
export interface Shape {
  /** Completes "unknown field … in". */
  readonly title: string
  /**
   * Its fields. For a field that is such an object itself, the name of that definition; with `*`
   * before it for a list or map of such objects; else ``.
   */
  readonly fields: { readonly [field: string]: string }
}

/** One complaint of the compiled validator, in Ajv's terms. */
export interface SchemaError {
  /** JSON pointer. */
  readonly instancePath: string
  readonly schemaPath: string
  readonly keyword: string
  readonly params: { readonly [name: string]: unknown }
}

/** The compiled validator; `errors` belongs to the latest call. */
export interface Validate {
  (data: unknown): boolean
  errors?: readonly SchemaError[] | null
}

/** The definition that describes the object at `path`: `` at the top, `provider` for one provider. */
export function definitionAt(path: readonly string[]): string | undefined {
  let definition = ''
  let at = 0
  while (at < path.length) {
    const to = fieldsOf(definition).get(path[at] ?? '')
    if (to === undefined || to === '') return undefined
    at += to.startsWith('*') ? 2 : 1
    definition = to.replace('*', '')
  }
  return at === path.length ? definition : undefined
}

/** The fields of a definition, each with what it leads to. */
export function fieldsOf(definition: string): ReadonlyMap<string, string> {
  return new Map(Object.entries(shapes[definition]?.fields ?? {}))
}

/** What an object of a definition is called: `a provider`. */
export function titleOf(definition: string | undefined): string {
  return shapes[definition ?? '?']?.title ?? 'this object'
}

/** Whether a secret stands at `path`, or what stands there is a part of its reference. */
export function isSecretPosition(path: readonly string[]): boolean {
  return secretPositionOf(path) !== undefined
}

/** The beginning of `path` at which a secret stands. */
export function secretPositionOf(path: readonly string[]): readonly string[] | undefined {
  const found = secretPositions.find(
    (steps) =>
      path.length >= steps.length && steps.every((step, at) => step === '*' || step === path[at]),
  )
  return found && path.slice(0, found.length)
}

/** Where secrets stand, `*` for any name. */
export const secretPositions: readonly (readonly string[])[] = positions.map((each) =>
  each.split('/'),
)
