import { type IncomingMessage, METHODS, type ServerResponse } from 'node:http'
import { type HeaderList, nominated } from './header-list.ts'
import { type Admitted, fail, type Passage, type PassagePorts, pass } from './passage.ts'
import { type Problem, sendProblem } from './problem.ts'
import type { Snapshot } from './snapshot.ts'
import { parseTarget } from './target.ts'

export interface ForwardAuthPorts extends PassagePorts {
  readonly snapshot: () => Snapshot | undefined
  /** Whether it is the secret of `gateway.forwardAuth`; never, where none is declared. */
  readonly isProxySecret: (secret: string) => boolean
}

/** Where a proxy shows its secret, in lower case. */
const secretField = 'x-credmgr-forward-auth'

/** Fields in which proxies name the request that they ask about: Traefik and Caddy, nginx and ingress-nginx. */
const uriFields = ['x-forwarded-uri', 'x-original-uri', 'x-original-url']
const methodFields = ['x-forwarded-method', 'x-original-method']

const place = /^\/-\/authz\/([a-z][a-z0-9-]*)(\/[^?]*)?(\?.*)?$/

/**
 * Answers a proxy that forwards by itself and asks for the headers to inject: `auth_request` of nginx,
 * `forward_auth` of Caddy, `forwardAuth` of Traefik, `ext_authz` over HTTP of Envoy. The question is
 * `/-/authz/<route>`, with the headers of the caller's request; its method and URI stand in
 * `X-Forwarded-Method` and `X-Forwarded-Uri`, or `X-Original-Method` and `X-Original-URI` or `-URL`
 * (a path, or a URL), or, as Envoy asks, in the method and behind the route's name.
 *
 * The answer is 200 with the fields to set on the forwarded request, each under its own name. Those to
 * take away from it are listed in `X-Credmgr-Remove` and, for Envoy, `X-Envoy-Auth-Headers-To-Remove`:
 * the caller's credentials and what the route deletes. Otherwise it is 401, 403, 500 or 503 as problem+json,
 * because nginx takes only 401 and 403 for an answer.
 *
 * **Who may ask.** The answer hands out an access token, which callers must never hold, so a caller that may
 * use the route must not be able to ask. (1) It stands on `gateway.admin.listen` only, never where callers
 * come in. (2) It is closed until `gateway.forwardAuth` declares a secret, and the proxy shows that secret
 * in `X-Credmgr-Forward-Auth`, before anything else is looked at; the caller's own credential comes on top.
 * (3) The request is matched as the gateway matches its own, by method, host, path and headers, and only the
 * route that would take it may be asked for; fields that contradict each other are refused, because a
 * caller may have sent one of them. (4) A route with a policy that does more than set header fields is refused:
 * a step that cannot run is never skipped.
 *
 * What it cannot see is where the proxy forwards to: `apiHosts` holds for the route's `upstream`, and the
 * proxy is trusted to send the token nowhere else.
 */
export function createForwardAuth(
  ports: ForwardAuthPorts,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    try {
      // Nobody reads the body of a question.
      request.resume()
      const asked = admitQuestion(ports, request)
      if ('refused' in asked) refuse(ports, response, asked.refused)
      else pass(ports, asked, response, answer)
    } catch (error) {
      fail(ports.logger, response, error)
    }
  }
}

/** Whoever sets up a proxy finds in the log what it does not pass on to the caller. */
function refuse({ logger }: ForwardAuthPorts, response: ServerResponse, problem: Problem): void {
  const { code, reason } = problem
  logger.warn('a forward auth question was refused', {
    code,
    ...(reason !== undefined && { reason }),
  })
  sendProblem(response, problem)
}

type Question = Admitted | { readonly refused: Problem }

function admitQuestion(
  { snapshot: current, isProxySecret }: ForwardAuthPorts,
  request: IncomingMessage,
): Question {
  const secret = request.headers[secretField]
  if (typeof secret !== 'string' || !isProxySecret(secret)) return { refused: notTrusted }
  const snapshot = current()
  if (snapshot === undefined) return { refused: notReady }
  const asked = original(request)
  if (asked === undefined) return unanswerable('original_request_unclear')
  const target = parseTarget(asked.uri)
  if (!target.ok) return unanswerable('ambiguous_target')
  const found = snapshot.table.find(target.path, asked)
  if (found.found === 'method') return unanswerable('method_not_allowed')
  if (found.found === 'nothing' || found.route.name !== asked.route) {
    return unanswerable('route_not_found')
  }
  if (found.route.fields === undefined) return unanswerable('policies_not_supported')
  // Where it goes is the proxy's to say.
  return {
    snapshot,
    route: found.route,
    requestPath: target.path,
    target: '',
    method: asked.method,
  }
}

/** The request that the proxy has, as far as routes are concerned. */
interface Original {
  /** Of the route that the proxy asks for. */
  readonly route: string
  readonly method: string
  /** In origin form. */
  readonly uri: string
  readonly headers: IncomingMessage['headers']
}

function original(request: IncomingMessage): Original | undefined {
  const [, route, path, query = ''] = place.exec(request.url ?? '') ?? []
  // Envoy asks with the request itself, behind the name of the route.
  const itself = path === undefined ? [] : [request]
  const uri = theOne([
    ...valuesOf(request, uriFields).map(originForm),
    ...itself.map(() => `${path}${query}`),
  ])
  const method = theOne([
    ...valuesOf(request, methodFields),
    ...itself.map((each) => each.method ?? ''),
  ])
  const host = theOne(hostsOf(request, itself.length > 0))
  if (route === undefined || uri === undefined) return undefined
  if (method === undefined || !METHODS.includes(method) || host === undefined) return undefined
  return { route, method, uri, headers: { ...request.headers, host } }
}

/** A question that is not the request itself has a host of its own. */
function hostsOf(request: IncomingMessage, isItself: boolean): readonly string[] {
  const named = valuesOf(request, ['x-forwarded-host'])
  return isItself || named.length === 0 ? [...named, request.headers.host ?? ''] : named
}

function valuesOf({ headers }: IncomingMessage, names: readonly string[]): string[] {
  return names.flatMap((name) => headers[name] ?? [])
}

/** `X-Original-URL` of ingress-nginx has scheme and host. */
function originForm(uri: string): string {
  return uri.replace(/^https?:\/\/[^/?#]*/i, '')
}

function theOne(values: readonly string[]): string | undefined {
  return new Set(values).size === 1 ? values[0] : undefined
}

/** What must not reach the upstream from the caller, unless the route sets it. */
const credentials = ['authorization', 'cookie', 'proxy-authorization', 'x-api-key']

/** Fields of the message or of the proxy itself, which it knows to handle. */
const ofTheProxy =
  /^(?:connection|content-length|expect|host|keep-alive|te|trailer|transfer-encoding|upgrade|proxy-connection|forwarded|x-real-ip|x-forwarded-.*|x-original-.*|x-credmgr-.*)$/

function answer({ request, response, headers, route }: Passage): undefined {
  if (response.destroyed) return
  const [before, after] = [byName(request.rawHeaders), byName(headers)]
  const set = route.fields ?? new Set()
  const fields: string[] = []
  for (const [lowerCase, { name, values }] of after) {
    const isSame = before.get(lowerCase)?.values.join('\n') === values.join('\n')
    // What the route sets is told in any case: a proxy that is told nothing sends nothing.
    if (isSame && !set.has(lowerCase)) continue
    for (const value of values) fields.push(name, value)
  }
  const remove = removals(request, [...before.keys(), ...set], after).join(', ')
  fields.push('X-Credmgr-Remove', remove, 'X-Envoy-Auth-Headers-To-Remove', remove)
  if (!after.has('cache-control')) fields.push('Cache-Control', 'no-store')
  response.writeHead(200, [...fields, 'Content-Length', '0'])
  response.end()
}

interface Field {
  /** In the case in which it came first. */
  readonly name: string
  readonly values: string[]
}

function byName(list: Readonly<HeaderList>): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>()
  for (let index = 0; index < list.length; index += 2) {
    const [name = '', value = ''] = list.slice(index, index + 2)
    const known = fields.get(name.toLowerCase())
    if (known === undefined) fields.set(name.toLowerCase(), { name, values: [value] })
    else known.values.push(value)
  }
  return fields
}

function removals(
  { headers }: IncomingMessage,
  names: readonly string[],
  after: ReadonlyMap<string, Field>,
): readonly string[] {
  const hopByHop = new Set(nominated(headers.connection ?? ''))
  const gone = names.filter((name) => !ofTheProxy.test(name) && !hopByHop.has(name))
  return [...new Set([...credentials, ...gone])].filter((name) => !after.has(name)).sort()
}

function unanswerable(reason: string): { readonly refused: Problem } {
  const detail = 'the route that was asked for does not take this request'
  return { refused: { code: 'access_denied', detail, reason } }
}

const notTrusted: Problem = {
  code: 'access_denied',
  detail: 'only a proxy that shows the secret of "gateway.forwardAuth" is answered here',
  reason: 'proxy_not_trusted',
}

const notReady: Problem = { code: 'not_ready', detail: 'no configuration has been applied yet' }
