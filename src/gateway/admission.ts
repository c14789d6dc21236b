import type { IncomingMessage } from 'node:http'
import type { Admitted } from './passage.ts'
import { restOf } from './path-pattern.ts'
import { type Problem, type Reply, retryAfter } from './problem.ts'
import type { CompiledRoute, Snapshot } from './snapshot.ts'
import { parseTarget } from './target.ts'

/**
 * Finds the route of a request. A path that no route takes is refused before callers are looked at,
 * so that a 401 or 403 never reveals which routes there are.
 */
export function admit(
  snapshot: Snapshot | undefined,
  request: IncomingMessage,
): Admitted | { readonly refused: Problem } | { readonly reply: Reply } {
  if (snapshot === undefined) return { refused: notReady }
  const target = parseTarget(request.url ?? '')
  if (!target.ok) return { refused: { code: 'ambiguous_target', detail: target.detail } }
  // In whatever spelling it came: what stands under it is credmgr's own and no upstream's.
  if (target.path.startsWith('/-/') || target.path === '/-') return { refused: noRoute }
  const reply = request.method === 'OPTIONS' && preflight(snapshot, target.path, request)
  if (reply) return { reply }
  const found = snapshot.table.find(target.path, request)
  if (found.found === 'nothing') return { refused: noRoute }
  if (found.found === 'method') return { refused: methodNotAllowed(found.allow) }
  if (request.headers.upgrade?.toLowerCase() === 'websocket') return { refused: noWebSocket }
  const { route } = found
  const upstreamTarget = upstreamPath(route, target.path) + target.query
  return { snapshot, route, requestPath: target.path, target: upstreamTarget }
}

/** A browser asks without credentials, for the route that will take its request. */
function preflight({ table }: Snapshot, path: string, request: IncomingMessage): Reply | undefined {
  const { origin, 'access-control-request-method': method } = request.headers
  if (origin === undefined || method === undefined) return undefined
  const found = table.find(path, { method, headers: request.headers })
  return found.found === 'route' ? found.route.preflight?.(request) : undefined
}

function upstreamPath({ pattern, upstream: { basePath } }: CompiledRoute, path: string): string {
  const rest = restOf(pattern, path)
  if (rest === '') return basePath
  return basePath.endsWith('/') ? basePath.slice(0, -1) + rest : basePath + rest
}

function methodNotAllowed(allow: string): Problem {
  const detail = 'the route does not take this method'
  return { code: 'method_not_allowed', detail, headers: ['Allow', allow] }
}

const notReady: Problem = {
  code: 'not_ready',
  detail: 'no configuration has been applied yet',
  headers: retryAfter(1_000),
}

const noRoute: Problem = { code: 'route_not_found', detail: 'no route takes this request' }

export const noWebSocket: Problem = {
  code: 'not_implemented',
  detail: 'this gateway does not forward WebSocket connections',
}
