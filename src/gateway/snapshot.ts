import { mayUse, type Served, type ServedIdentity } from '../engine/index.ts'
import {
  type Checked,
  CredmgrError,
  type Diagnostic,
  type DurationMs,
  type PolicySpec,
  type RouteSpec,
} from '../model/index.ts'
import { compilePath } from './path-pattern.ts'
import { policies } from './policies/index.ts'
import { type CompileContext, type Policy, refused, type Step } from './policies/policy.ts'
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
  /** No step of it changes anything but header fields. */
  readonly headersOnly: boolean
  readonly public: boolean
  readonly upstream: Upstream
  readonly steps: readonly Step[]
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
  const context: CompileContext = {
    served,
    route: spec,
    upstreamHost: url?.hostname ?? '',
    variables: new Map(),
    mayUse: (caller, connection) => mayUse(served.accessPolicies, caller, connection),
  }
  const steps = spec.policies.map((policy, index) => compileStep(policy, index, context))
  const wrong = [
    ...(typeof pattern === 'string' ? [pattern] : []),
    ...(isHttp(url) ? [] : [`"${spec.upstream}" is not an upstream`]),
    ...(spec.match.methods.some(isUnforwardable) ? ['TRACE and CONNECT are never forwarded'] : []),
  ]
  const found = [...refused('CM1005', ...wrong).diagnostics, ...steps.flatMap((s) => s.diagnostics)]
  const diagnostics = found.map((each) => placed(each, name))
  const ready = steps.flatMap((each) => (each.ok ? [each.value] : []))
  if (typeof pattern === 'string' || !isHttp(url) || wrong.length > 0) {
    return { ok: false, diagnostics }
  }
  if (ready.length < steps.length) return { ok: false, diagnostics }
  const { timeouts } = served.gateway
  const value = Object.freeze({
    ...conditions(name, spec),
    pattern,
    digest: digestOf(name, spec),
    headersOnly: spec.policies.every((each) => policyOf(each)?.headersOnly === true),
    public: spec.public,
    upstream: upstreamOf(url, timeouts.connect),
    steps: ready,
    headersTimeout: spec.timeout ?? timeouts.headers,
    bodyTimeout: timeouts.body,
  })
  return { ok: true, value, diagnostics }
}

function compileStep(spec: PolicySpec, index: number, context: CompileContext): Checked<Step> {
  const checked =
    policyOf(spec)?.compile(spec.options, context) ?? refused('CM1004', 'there is no such policy')
  if (checked.ok) return checked
  const place = `policy ${index + 1} "${spec.policy}"`
  const diagnostics = checked.diagnostics.map((each) => ({
    ...each,
    message: `${place}: ${each.message}`,
  }))
  return { ok: false, diagnostics }
}

function policyOf({ policy }: PolicySpec): Policy | undefined {
  return policies.find((each) => each.name === policy)
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
