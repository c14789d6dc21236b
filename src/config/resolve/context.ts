import type {
  Catalog,
  ConnectionSpec,
  ProviderSpec,
  Resource,
  SecretRef,
} from '../../model/index.ts'
import { compareText, type Problems } from '../problems.ts'
import { secretsIn } from '../secret-places.ts'
import type { Places } from '../source.ts'
import { type Entry, entriesOf, itemsOf, knownText, member, type Node, textOf } from '../tree.ts'

/** What every part of this stage works with. */
export interface Resolving {
  readonly places: Places
  readonly catalog: Catalog
  readonly problems: Problems
  readonly declared: Declared
}

/** What the file declares, by name; for connections, by address. */
export interface Declared {
  readonly identities: ReadonlyMap<string, Entry>
  readonly providers: ReadonlyMap<string, Entry>
  readonly connections: ReadonlyMap<string, Entry>
}

/** A provider with what its template demands of connections. */
export interface ResolvedProvider {
  readonly entry: Entry
  readonly spec: ProviderSpec
  readonly resource: Resource<'provider'>
  readonly requiredScopes: readonly string[]
}

/** A connection with the place of its declaration. */
export interface ResolvedConnection {
  readonly entry: Entry
  readonly spec: ConnectionSpec
  readonly resource: Resource<'connection'>
}

/** The entries of a section by name. */
export function declaredIn(root: Node, section: string): ReadonlyMap<string, Entry> {
  return new Map(entriesOf(member(root, section)).map((entry) => [entry.name, entry]))
}

/** The parts of a resource of `section` that follow from where it is declared. */
export function declaration(
  { places }: Resolving,
  { key, value }: Entry,
  section: string,
): Pick<Resource, 'origin' | 'secrets'> {
  const secrets = secretsIn(section, value).flatMap(({ path, entry }) => {
    const ref = secretOf(entry.value)
    const declared = ref && { ref, span: places.span(entry.value.range) }
    return declared === undefined ? [] : [[`/${path.join('/')}`, declared] as const]
  })
  return { origin: places.origin(key), secrets: Object.fromEntries(secrets) }
}

/** A secret reference as written. */
export function secretOf(node: Node | undefined): SecretRef | undefined {
  const env = knownText(member(node, 'env'))
  if (env !== undefined) return { env }
  const file = knownText(member(node, 'file'))
  if (file !== undefined) return { file }
  const sealed = knownText(member(node, 'sealed'))
  if (sealed !== undefined) return { sealed }
  const exec = member(node, 'exec')
  const execEnv = textsOf(member(node, 'execEnv'))
  if (exec === undefined) return undefined
  return { exec: textsOf(exec), ...(execEnv.length > 0 && { execEnv }) }
}

/** Sorted by code unit, each once. */
export function sortedSet<T extends string>(values: Iterable<T>): readonly T[] {
  const distinct = [...new Set(values)]
  return distinct.length < 2 ? distinct : distinct.sort(compareText)
}

/** The texts of a list. */
export function textsOf(node: Node | undefined): readonly string[] {
  return itemsOf(node).map((item) => textOf(item) ?? '')
}

/** A map of texts, its keys in order. */
export function recordOf(node: Node | undefined): { readonly [name: string]: string } {
  if (node === undefined) return {}
  const entries = entriesOf(node).map(({ name, value }) => [name, textOf(value) ?? ''] as const)
  return Object.fromEntries(entries.toSorted(([left], [right]) => compareText(left, right)))
}

/** An object without the members that are `undefined`. */
export function compact<T extends object>(members: T): Compact<T> {
  const kept: Record<string, unknown> = {}
  for (const name of Object.keys(members)) {
    const value = members[name as keyof T]
    if (value !== undefined) kept[name] = value
  }
  return kept as Compact<T>
}

type Compact<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}
