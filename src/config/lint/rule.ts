import {
  type AccessPolicySpec,
  type Catalog,
  type Config,
  type ConnectionSpec,
  type ConnectionTemplateSpec,
  type Diagnostic,
  type DiagnosticCode,
  groupedBy,
  type IdentitySpec,
  type Kind,
  ofKind,
  type ProviderSpec,
  type ProviderTemplate,
  type RouteSpec,
  type Specs,
} from '../../model/index.ts'
import type { ConfigTexts } from '../assemble.ts'
import type { LintFacts } from '../lint-facts.ts'
import type { LintSettings } from '../lint-settings.ts'
import type { Loaded } from '../load.ts'
import type { Problems } from '../problems.ts'
import { declaredIn } from '../resolve/context.ts'
import type { Source } from '../source.ts'
import { type Entry, entriesOf, isUnknown, itemsOf, knownText, member, type Node } from '../tree.ts'

/**
 * One rule, or a small family. It sees a configuration without errors and only reports; what depends
 * on an environment that was not read it lets pass.
 */
export interface Rule {
  /** The codes that it may report. */
  readonly codes: readonly DiagnosticCode[]
  /** Those of its codes that it does not look for, because a fact is missing; absent: none ever. */
  asleep?(linting: Linting): readonly DiagnosticCode[]
  check(linting: Linting): void
}

/** What rules work with: the resolved objects, each with the place of its declaration. */
export interface Linting {
  readonly source: Source
  readonly root: Node
  readonly problems: Problems
  /** The files as they were read, for rules that look at other environments. */
  readonly texts: ConfigTexts
  /** Names of the data files that were read, by the paths that `forEach` gives. */
  readonly dataFiles: ReadonlyMap<string, string>
  readonly facts: LintFacts
  readonly settings: LintSettings
  /** Reports what stands in a file that is not a part of `source`. */
  add(diagnostics: readonly Diagnostic[]): void
  readonly identities: readonly Declared<IdentitySpec>[]
  readonly providers: readonly DeclaredProvider[]
  readonly connections: readonly DeclaredConnection[]
  /** Connection templates, `github/users/{sub}`. */
  readonly templates: readonly DeclaredTemplate[]
  readonly accessPolicies: readonly Declared<AccessPolicySpec>[]
  readonly routes: readonly Declared<RouteSpec>[]
  /** Every place where a route takes a token of a connection. */
  readonly uses: readonly Use[]
}

/** An object as it is written and as it is meant. */
export interface Declared<S> {
  readonly entry: Entry
  readonly spec: S
}

export interface DeclaredProvider extends Declared<ProviderSpec> {
  /** `unknown`: its name comes from the environment, and nothing that it fills in is known. */
  readonly template: ProviderTemplate | 'none' | 'unknown'
  readonly connections: readonly DeclaredConnection[]
  readonly templates: readonly DeclaredTemplate[]
}

export interface DeclaredConnection extends Declared<ConnectionSpec> {
  readonly provider: ProviderSpec
}

export interface DeclaredTemplate extends Declared<ConnectionTemplateSpec> {
  readonly provider: ProviderSpec
}

/** A route takes a token of a connection. */
export interface Use {
  readonly route: Declared<RouteSpec>
  /** Where the connection is named. */
  readonly node: Node
  /** The connection; absent when it is not known, or not there. */
  readonly connection: DeclaredConnection | undefined
  /** In the gateway's own name instead of the caller's. */
  readonly managed: boolean
}

/** What a look over a configuration begins with. */
export type LintingBasis = Pick<
  Linting,
  'problems' | 'texts' | 'dataFiles' | 'facts' | 'settings' | 'add'
>

/** Looks up once what the rules ask for. */
export function createLinting(
  { source, root, config }: Loaded,
  catalog: Catalog,
  basis: LintingBasis,
): Linting {
  const of = <K extends Kind>(kind: K, section: string): readonly Declared<Specs[K]>[] =>
    declared(config, kind, declaredIn(root, section))
  const specs = of('provider', 'providers')
  const byName = new Map(specs.map((each) => [each.entry.name, each.spec]))
  const withProvider = <S extends { readonly provider: string }>(each: Declared<S>) => {
    const provider = byName.get(each.spec.provider)
    return provider === undefined ? [] : [{ ...each, provider }]
  }
  const connections = of('connection', 'connections').flatMap((each) => withProvider(each))
  const byProvider = groupedBy(connections, ({ spec }) => spec.provider)
  const templates = of('connectionTemplate', 'connections').flatMap((each) => withProvider(each))
  const providers = specs.map((each) => ({
    ...each,
    template: templateOf(each.entry, catalog),
    connections: byProvider.get(each.entry.name) ?? [],
    templates: templates.filter(({ spec }) => spec.provider === each.entry.name),
  }))
  const routes = of('route', 'routes')
  const byAddress = new Map(connections.map((each) => [each.entry.name, each]))
  return {
    ...basis,
    source,
    root,
    identities: of('identity', 'identities'),
    providers,
    connections,
    templates,
    accessPolicies: of('accessPolicy', 'accessPolicies'),
    routes,
    uses: routes.flatMap((route) =>
      usedIn(route.entry.value, catalog).map(({ node, managed }) => {
        return { route, node, managed, connection: byAddress.get(knownText(node) ?? '') }
      }),
    ),
  }
}

function declared<K extends Kind>(
  { resources }: Config,
  kind: K,
  entries: ReadonlyMap<string, Entry>,
): readonly Declared<Specs[K]>[] {
  return ofKind(resources, kind).flatMap(({ name, spec }) => {
    const entry = entries.get(name)
    return entry === undefined ? [] : [{ entry, spec: spec as Specs[K] }]
  })
}

function templateOf({ value }: Entry, { templates }: Catalog): DeclaredProvider['template'] {
  const node = member(value, 'template')
  if (node === undefined) return 'none'
  if (isUnknown(node)) return 'unknown'
  return templates.find(({ id }) => id === knownText(node)) ?? 'unknown'
}

/** The short form of a route, and the policies that name a connection. */
function usedIn(
  route: Node,
  { policies }: Catalog,
): readonly { readonly node: Node; readonly managed: boolean }[] {
  const short = member(route, 'connection')
  const used = itemsOf(member(route, 'policies')).flatMap((item) =>
    policies.flatMap(({ name, connectionOption = '' }) => {
      const options = member(item, name)
      const node = member(options, connectionOption)
      const managed = knownText(member(options, 'identityType')) === 'managed'
      return node === undefined ? [] : [{ node, managed }]
    }),
  )
  return short === undefined ? used : [{ node: short, managed: false }, ...used]
}

/** Every place where a secret is referred to, with the name of its owner. */
export function secretReferences({
  root,
}: Linting): readonly { readonly name: string; readonly reference: Node }[] {
  const holders = [
    ['identities', 'apiKey'],
    ['identities', 'login', 'clientSecret'],
    ['providers', 'clientSecret'],
    ['providers', 'clientAuth', 'privateKeyJwt', 'key'],
    ['connections', 'clientSecret'],
  ] as const
  return holders.flatMap(([section, ...place]) =>
    entriesOf(member(root, section)).flatMap(({ name, value }) => {
      const reference = place.reduce<Node | undefined>((node, step) => member(node, step), value)
      return reference === undefined ? [] : [{ name, reference }]
    }),
  )
}

/** The scopes that are written down, each where it stands; those that are not known left out. */
export function scopesWritten(
  linting: Linting,
): readonly { readonly node: Node; readonly scope: string; readonly provider: ProviderSpec }[] {
  const owners = [
    ...linting.providers.map(({ entry, spec }) => ({ entry, provider: spec })),
    ...linting.connections,
    ...linting.templates,
  ]
  return owners.flatMap(({ entry, provider }) =>
    itemsOf(member(entry.value, 'scopes')).flatMap((node) => {
      const scope = knownText(node)
      return scope === undefined ? [] : [{ node, scope, provider }]
    }),
  )
}

/** The host of an URL, lower case and without port; `undefined` when the text is none. */
export function hostOf(text: string | undefined): string | undefined {
  return text !== undefined && URL.canParse(text) ? new URL(text).hostname : undefined
}
