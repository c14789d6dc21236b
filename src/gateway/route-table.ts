import type { IncomingMessage } from 'node:http'
import { RegExpRouter } from 'hono/router/reg-exp-router'
import { SmartRouter } from 'hono/router/smart-router'
import { TrieRouter } from 'hono/router/trie-router'
import { routeMethods } from '../model/index.ts'
import { bySpecificity, type PathPattern } from './path-pattern.ts'

/** What a request must be, besides its path, for a route to take it. */
export interface Matchable {
  readonly name: string
  readonly pattern: PathPattern
  /** `undefined`: every method. */
  readonly methods: ReadonlySet<string> | undefined
  /** Lower case, without port. */
  readonly host: string | undefined
  /** By lower case name. */
  readonly headers: readonly (readonly [name: string, value: string])[]
}

/** The route that takes a request, or why there is none. */
export type Found<R> =
  | Taken<R>
  | { readonly found: 'nothing' }
  /** Routes match but for the method; `allow` is what they allow, as `Allow` has it. */
  | { readonly found: 'method'; readonly allow: string }

interface Taken<R> {
  readonly found: 'route'
  readonly route: R
}

type Request = Pick<IncomingMessage, 'method' | 'headers'>

export interface RouteTable<R> {
  /** In the order in which they are tried. */
  readonly routes: readonly R[]
  /** @param path Canonical; see `parseTarget`. */
  find(path: string, request: Request): Found<R>
}

const nothing = { found: 'nothing' } as const

/** Above this many routes one regular expression for all of them costs more than it saves. */
const regExpLimit = 1_000

/**
 * Indexes `unordered` by path with Hono's routers. Of several routes that match, the most specific
 * one takes the request: see {@link bySpecificity}, then one with more conditions, then by name.
 */
export function makeRouteTable<R extends Matchable>(unordered: readonly R[]): RouteTable<R> {
  const routes = [...unordered].sort(bySpecificityOfRoute)
  const router = makeRouter<Taken<R>>(routes.length)
  for (const route of routes) router.add('ALL', route.pattern.routerPath, { found: 'route', route })
  // The first match builds the index: here, not in a request.
  router.match('ALL', '/')

  function find(path: string, request: Request): Found<R> {
    const method = request.method ?? ''
    const candidates = router.match('ALL', path)[0]
    for (const [candidate] of candidates) {
      if (takes(candidate.route, method) && fits(candidate.route, path, request)) return candidate
    }
    const others = candidates.filter(([{ route }]) => fits(route, path, request))
    return others.length === 0 ? nothing : { found: 'method', allow: allowOf(others) }
  }

  return { routes, find }
}

function makeRouter<R>(count: number): SmartRouter<R> {
  const trie = new TrieRouter<R>()
  const routers = count > regExpLimit ? [trie] : [new RegExpRouter<R>(), trie]
  return new SmartRouter<R>({ routers })
}

function fits(route: Matchable, path: string, request: Request): boolean {
  if (route.pattern.verify !== undefined && !route.pattern.verify.test(path)) return false
  if (route.host !== undefined && route.host !== hostName(request.headers.host)) return false
  if (route.headers.length === 0) return true
  return route.headers.every(([name, value]) => request.headers[name] === value)
}

/** `TRACE` would send our credential back to the caller, and `CONNECT` is no request to forward. */
function takes(route: Matchable, method: string): boolean {
  if (route.methods !== undefined) return route.methods.has(method)
  return method !== 'TRACE' && method !== 'CONNECT'
}

/** What `Allow` says (RFC 9110 section 10.2.1). */
function allowOf(candidates: readonly (readonly [Taken<Matchable>, unknown])[]): string {
  const methods = candidates.flatMap(([{ route }]) => [...(route.methods ?? routeMethods)])
  return [...new Set(methods)].sort().join(', ')
}

/** The host of a `Host` field, in lower case and without its port. */
function hostName(host: string | undefined): string | undefined {
  return host?.toLowerCase().replace(/:\d*$/, '')
}

function bySpecificityOfRoute(one: Matchable, other: Matchable): number {
  return (
    bySpecificity(one.pattern, other.pattern) ||
    conditions(other) - conditions(one) ||
    (one.name < other.name ? -1 : 1)
  )
}

function conditions({ methods, host, headers }: Matchable): number {
  return (methods === undefined ? 0 : 1) + (host === undefined ? 0 : 1) + headers.length
}
