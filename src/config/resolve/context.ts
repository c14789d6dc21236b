import type {
  Catalog,
  ConnectionSpec,
  ProviderSpec,
  Resource,
  ResourceAddress,
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
  readonly routes: ReadonlyMap<string, Entry>
  /** Sections that may declare more than is known. */
  readonly open: ReadonlySet<string>
}

/** A provider with what its template demands of connections. */
export interface ResolvedProvider {
  readonly entry: Entry
  readonly spec: ProviderSpec
  readonly resource: Resource<'provider'>
  readonly requiredScopes: readonly string[]
  /** What of its parameters lets every tenant in, by name. */
  readonly openParameters: readonly string[]
  /** What its connections depend on. */
  readonly dependents: readonly ResourceAddress[]
  /** Scopes of connections by the list that they are written in: many connections may share one. */
  readonly scopesOf: Map<Node, readonly string[]>
}

/** A connection with the place of its declaration. */
export interface ResolvedConnection {
  readonly entry: Entry
  readonly spec: ConnectionSpec
  readonly resource: Resource<'connection'>
}

/** What references may refer to. */
export function declaredAll(root: Node): Declared {
  const open = entriesOf(root).filter(({ value }) => value.kind === 'map' && value.isOpen === true)
  return {
    identities: declaredIn(root, 'identities'),
    providers: declaredIn(root, 'providers'),
    connections: declaredIn(root, 'connections'),
    routes: declaredIn(root, 'routes'),
    open: new Set(open.map(({ name }) => name)),
  }
}

/** The entries of a section by name. */
export function declaredIn(root: Node, section: string): ReadonlyMap<string, Entry> {
  const node = member(root, section)
  return node?.kind === 'map' ? node.entries : new Map()
}

/** Where a resource is declared, and what it is an instance of. */
export function declaredAt(
  { places }: Resolving,
  { key, instanceOf }: Entry,
): Pick<Resource, 'origin' | 'instanceOf'> {
  const origin = places.origin(key)
  return instanceOf === undefined ? { origin } : { origin, instanceOf }
}

/** The parts of a resource of `section` that follow from where it is declared. */
export function declaration(
  context: Resolving,
  entry: Entry,
  section: string,
): Pick<Resource, 'origin' | 'instanceOf' | 'secrets'> {
  const { places } = context
  const secrets = secretsIn(section, entry.value).flatMap(({ path, entry: { value } }) => {
    const ref = secretOf(value)
    const declared = ref && { ref, span: places.span(value.range) }
    return declared === undefined ? [] : [[`/${path.join('/')}`, declared] as const]
  })
  const at = declaredAt(context, entry)
  return { ...at, secrets: secrets.length === 0 ? nothing : Object.fromEntries(secrets) }
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

/** What all those have in common that have nothing. */
const nothing: { readonly [name: string]: never } = Object.freeze({})
const none: readonly never[] = Object.freeze([])

/** Sorted by code unit, each once. */
export function sortedSet<T extends string>(values: readonly T[]): readonly T[] {
  return values.length < 2 ? values : [...new Set(values)].sort(compareText)
}

/** The texts of a list. */
export function textsOf(node: Node | undefined): readonly string[] {
  return node === undefined ? none : itemsOf(node).map((item) => textOf(item) ?? '')
}

/** A map of texts, its keys in order. */
export function recordOf(node: Node | undefined): { readonly [name: string]: string } {
  if (node === undefined) return nothing
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
