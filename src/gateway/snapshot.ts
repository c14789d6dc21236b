import { mayUse, type Served, type ServedIdentity } from '../engine/index.ts'
import {
  type Checked,
  CredmgrError,
  type Diagnostic,
  type DurationMs,
  isJsonObject,
  type Json,
  judgingOrder,
  type PolicySpec,
  type RouteSpec,
  routeScope,
} from '../model/index.ts'
import { compilePath } from './path-pattern.ts'
import { policies } from './policies/index.ts'
import {
  type CompileContext,
  type CompiledPolicy,
  type Policy,
  refused,
  type Step,
} from './policies/policy.ts'
import { routeDigests } from './route-digest.ts'
import { type Matchable, makeRouteTable, type RouteTable } from './route-table.ts'

/** Where a route's requests go. */
export interface Upstream {
  /** Scheme, host and port. */
  readonly origin: string
  /** Path that stands before what `**` matched; without a final `/`, unless nothing follows. */
  readonly basePath: string
  readonly connectTimeout: DurationMs
  /** Upstreams with the same key share their connections. */
  readonly key: string
}

/** A route with nothing left to look up or to parse. */
export interface CompiledRoute extends Matchable {
  /** Of all that decides about a request on it: two routes with the same one are the same route. */
  readonly digest: string
  /** Names, in lower case, of what its steps set; `undefined` when they change more than header fields. */
  readonly fields: ReadonlySet<string> | undefined
  readonly public: boolean
  readonly upstream: Upstream
  readonly steps: readonly Step[]
  /** Before the caller is authenticated; absent: nothing. */
  readonly arrival: CompiledPolicy['arrival']
  /** Shapes refusals; absent: they stay as they are. */
  readonly onError: CompiledPolicy['onError']
  /** Absent: a preflight is a request like any other. */
  readonly preflight: CompiledPolicy['preflight']
  readonly headersTimeout: DurationMs
  readonly bodyTimeout: DurationMs
}

/** What the gateway serves: one applied configuration, compiled and frozen. */
export interface Snapshot {
  readonly lineage: string
  readonly serial: number
  readonly identities: readonly ServedIdentity[]
  readonly table: RouteTable<CompiledRoute>
}

/**
 * Compiles an applied configuration.
 *
 * @throws `CONFIG_INVALID` with a diagnostic for every route that cannot run; nothing is left out
 */
export function compileSnapshot(served: Served): Snapshot {
  const digestOf = routeDigests(served)
  const checked = served.routes.map(({ name, spec }) =>
    compileRoute(served, { name, spec, digestOf }),
  )
  const diagnostics = checked.flatMap((each) => each.diagnostics)
  const routes = checked.flatMap((each) => (each.ok ? [each.value] : []))
  if (routes.length < checked.length) {
    const message = diagnostics[0]?.message ?? 'a route cannot be served'
    throw new CredmgrError('CONFIG_INVALID', message, { diagnostics })
  }
  const { lineage, serial, identities } = served
  return Object.freeze({ lineage, serial, identities, table: makeRouteTable(routes) })
}

interface Source {
  readonly name: string
  readonly spec: RouteSpec
  readonly digestOf: ReturnType<typeof routeDigests>
}

function compileRoute(served: Served, { name, spec, digestOf }: Source): Checked<CompiledRoute> {
  const pattern = compilePath(spec.match.path)
  const url = URL.canParse(spec.upstream) ? new URL(spec.upstream) : undefined
  const policies = compilePolicies(spec.policies, contextOf(served, name, { spec, url }))
  const wrong = [
    ...(typeof pattern === 'string' ? [pattern] : []),
    ...(isHttp(url) ? [] : [`"${spec.upstream}" is not an upstream`]),
    ...(spec.match.methods.some(isUnforwardable) ? ['TRACE and CONNECT are never forwarded'] : []),
  ]
  const found = [...refused('CM1005', ...wrong).diagnostics, ...policies.diagnostics]
  const diagnostics = found.map((each) => placed(each, name))
  if (typeof pattern === 'string' || !isHttp(url) || wrong.length > 0 || !policies.ok) {
    return { ok: false, diagnostics }
  }
  const { timeouts } = served.gateway
  const value = Object.freeze({
    ...conditions(name, spec),
    ...sectionsOf(policies.value),
    pattern,
    digest: digestOf(name, spec),
    fields: fieldNamesOf(spec.policies),
    public: spec.public,
    upstream: upstreamOf(url, timeouts.connect),
    headersTimeout: spec.timeout ?? timeouts.headers,
    bodyTimeout: timeouts.body,
  })
  return { ok: true, value, diagnostics }
}

function contextOf(
  served: Served,
  name: string,
  { spec, url }: { readonly spec: RouteSpec; readonly url: URL | undefined },
): CompileContext {
  return {
    ...routeScope(spec.match.path, spec.public),
    served,
    route: spec,
    upstreamHost: url?.hostname ?? '',
    basePath: url?.pathname ?? '/',
    stepId: name,
    mayUse: (caller, connection, method) =>
      mayUse(served.accessPolicies, caller, connection, {
        route: name,
        ...(method === undefined ? {} : { method }),
      }),
    compileList,
  }
}

function compilePolicies(
  specs: readonly PolicySpec[],
  context: CompileContext,
): Checked<readonly CompiledPolicy[]> {
  const numbered = specs.map((spec, index) => ({ spec, index }))
  const checked = judgingOrder(numbered, ({ spec }) => policyOf(spec)?.nests).map((each) =>
    compilePolicy(each, context),
  )
  const diagnostics = [...checked.flatMap((each) => each.diagnostics), ...twice(specs)]
  if (diagnostics.length > 0 || !checked.every((each) => each.ok)) return { ok: false, diagnostics }
  return { ok: true, value: checked.map(({ value }) => value), diagnostics }
}

/** A second one would never run. */
function twice(specs: readonly PolicySpec[]): readonly Diagnostic[] {
  const names = policies.flatMap(({ name, isOnly }) => (isOnly ? [name] : []))
  const found = names.filter((name) => specs.filter(({ policy }) => policy === name).length > 1)
  const messages = found.map((name) => `a route has one policy "${name}" at most`)
  return refused('CM1005', ...messages).diagnostics
}

/** A list of policies within a policy, as it is written. */
function compileList(list: Json | undefined, context: CompileContext): Checked<readonly Step[]> {
  const specs = Array.isArray(list) ? list.map(specOf) : [undefined]
  if (!specs.every((each) => each !== undefined)) {
    return refused('CM1005', 'policies must be a list of objects with one policy each')
  }
  const checked = compilePolicies(specs, context)
  return checked.ok ? { ...checked, value: inboundOf(checked.value) } : checked
}

function specOf(item: Json): PolicySpec | undefined {
  const [[policy, options] = [], ...others] = isJsonObject(item) ? Object.entries(item) : []
  if (policy === undefined || others.length > 0) return undefined
  return isJsonObject(options) ? { policy, options } : undefined
}

function inboundOf(policies: readonly CompiledPolicy[]): readonly Step[] {
  return policies.flatMap(({ inbound }) => inbound ?? [])
}

/** What stands outside the inbound section is `undefined` when there is none of it. */
function sectionsOf(
  policies: readonly CompiledPolicy[],
): Pick<CompiledRoute, 'steps' | 'arrival' | 'onError' | 'preflight'> {
  return {
    steps: inboundOf(policies),
    arrival: policies.find((each) => each.arrival !== undefined)?.arrival,
    onError: policies.find((each) => each.onError !== undefined)?.onError,
    preflight: policies.find((each) => each.preflight !== undefined)?.preflight,
  }
}

function compilePolicy(
  { spec, index }: { readonly spec: PolicySpec; readonly index: number },
  context: CompileContext,
): Checked<CompiledPolicy> {
  const { policy: name, options } = spec
  const checked = compileWith(policyOf(spec), options, {
    ...context,
    stepId: `${context.stepId}/${index}:${name}`,
  })
  if (checked.ok) return checked
  const place = `policy ${index + 1} "${spec.policy}"`
  const diagnostics = checked.diagnostics.map((each) => ({
    ...each,
    message: `${place}: ${each.message}`,
  }))
  return { ok: false, diagnostics }
}

function fieldNamesOf(specs: readonly PolicySpec[]): ReadonlySet<string> | undefined {
  const fields = specs.map((each) => policyOf(each)?.fieldNames?.(each.options))
  return fields.every((each) => each !== undefined) ? new Set(fields.flat()) : undefined
}

function policyOf({ policy }: PolicySpec): Policy | undefined {
  return policies.find((each) => each.name === policy)
}

function compileWith(
  policy: Policy | undefined,
  options: PolicySpec['options'],
  context: CompileContext,
): Checked<CompiledPolicy> {
  if (policy === undefined) return refused('CM1004', 'there is no such policy')
  if (!policy.places.includes(context.place)) return refused('CM1005', 'it cannot stand here')
  return policy.compile(options, context)
}

function placed(diagnostic: Diagnostic, route: string): Diagnostic {
  return { ...diagnostic, message: `route "${route}": ${diagnostic.message}` }
}

function isUnforwardable(method: string): boolean {
  return method === 'TRACE' || method === 'CONNECT'
}

function isHttp(url: URL | undefined): url is URL {
  if (url === undefined || url.search !== '' || url.hash !== '') return false
  return (url.protocol === 'https:' || url.protocol === 'http:') && url.username === ''
}

function conditions(name: string, { match }: RouteSpec): Omit<Matchable, 'pattern'> {
  return {
    name,
    methods: match.methods.length === 0 ? undefined : new Set(match.methods),
    host: match.host,
    headers: Object.entries(match.headers),
  }
}

function upstreamOf({ origin, pathname }: URL, connectTimeout: DurationMs): Upstream {
  return { origin, basePath: pathname, connectTimeout, key: `${origin} ${connectTimeout}` }
}
