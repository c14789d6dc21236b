import { type IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Tokens } from '../engine/index.ts'
import type { DurationMs, Logger } from '../model/index.ts'
import { admit, noWebSocket } from './admission.ts'
import type { Authenticator } from './authenticator.ts'
import { createForwardAuth } from './forward-auth.ts'
import { createLimits, type Limits } from './limits.ts'
import { fail, pass } from './passage.ts'
import { createPools, type Pools } from './pools.ts'
import {
  type Problem,
  problemBody,
  problemFields,
  sendProblem,
  sendReply,
  statusOf,
} from './problem.ts'
import type { Snapshot } from './snapshot.ts'
import { createStreams, type Streams } from './streams.ts'

/** Takes a request as `node:http` gives it. */
export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void

export interface DataPlanePorts {
  /** What is served now; `undefined` before the first apply. Asked once for every request. */
  readonly snapshot: () => Snapshot | undefined
  readonly tokens: Tokens
  readonly authenticator: Authenticator
  /** See `createForwardAuth`; absent: no proxy is trusted. */
  readonly isProxySecret?: (secret: string) => boolean
  readonly logger: Logger
  /** Milliseconds that never go back, by which rates are counted. @default `performance.now` */
  readonly monotonic?: () => DurationMs
  /**
   * How long an answer goes on after a reload has changed its route or taken it away.
   *
   * @default 30_000 (30 seconds)
   */
  readonly streamGrace?: DurationMs
}

/**
 * The data plane: takes a request, finds its route, authenticates its caller, runs the route's
 * policies, and forwards it. It answers by itself only to refuse, as `application/problem+json`.
 */
export interface DataPlane {
  /** For `request` of a `node:http` server. Never throws. */
  handle(request: IncomingMessage, response: ServerResponse): void
  /** Answers `/-/authz/<route>`; see `createForwardAuth` for where it may stand. Never throws. */
  authorize(request: IncomingMessage, response: ServerResponse): void
  /**
   * For `upgrade`. WebSocket is refused with 501; any other protocol is not taken up, and the
   * request is handled as the HTTP/1.1 request that it is (RFC 9110 section 7.8), by `handler`.
   *
   * @default `handle`
   */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, handler?: RequestHandler): void
  /** For `clientError`: answers what cannot be read as a request, and closes the connection. */
  clientError(error: Error, socket: Duplex): void
  /** Takes notice of a new snapshot now, and not with the next request. */
  refresh(): void
  /** Resolves when all forwarded requests have ended and the connections to upstreams are closed. */
  close(): Promise<void>
}

/** One object for the life of a process: connections to upstreams outlive every snapshot. */
export function createDataPlane(ports: DataPlanePorts): DataPlane {
  const { tokens, authenticator, logger } = ports
  const pools = createPools()
  const limits = createLimits(ports.monotonic ?? (() => performance.now()))
  const streams = createStreams(ports.streamGrace ?? 30_000)
  const passagePorts = { tokens, authenticator, logger, pools, limits, streams }
  const current = following(ports.snapshot, { pools, limits, streams })

  const { isProxySecret = () => false } = ports
  const authorize = createForwardAuth({ ...passagePorts, snapshot: current, isProxySecret })

  function handle(request: IncomingMessage, response: ServerResponse): void {
    try {
      const admitted = admit(current(), request)
      if ('refused' in admitted) sendProblem(response, admitted.refused)
      else if ('reply' in admitted) sendReply(response, admitted.reply)
      else pass(passagePorts, admitted, response)
    } catch (error) {
      fail(logger, response, error)
    }
  }

  function upgrade(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    handler: RequestHandler = handle,
  ): void {
    socket.on('error', () => socket.destroy())
    const response = takeOver(request, socket, head)
    if (response === undefined) endWith(socket, noWebSocket)
    else handler(request, response)
  }

  async function close(): Promise<void> {
    await pools.close()
    streams.close()
  }

  return { handle, authorize, upgrade, clientError, refresh: () => void current(), close }
}

/** The current snapshot; a new one lets go of the upstreams, counters and streams that it does not know. */
function following(
  snapshot: () => Snapshot | undefined,
  {
    pools,
    limits,
    streams,
  }: { readonly pools: Pools; readonly limits: Limits; readonly streams: Streams },
): () => Snapshot | undefined {
  let latest: Snapshot | undefined
  return () => {
    const current = snapshot()
    if (current === latest) return current
    latest = current
    const routes = current?.table.routes ?? []
    pools.retain(routes.map((each) => each.upstream))
    limits.retain(new Set(routes.map((each) => each.name)))
    streams.retain(new Set(routes.map((each) => each.digest)))
    return current
  }
}

/**
 * Makes the response that Node does not make for an upgrade. Node has read the header only, so a
 * request with a body cannot be handled.
 */
function takeOver(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): ServerResponse | undefined {
  if (!(socket instanceof Socket) || head.length > 0 || hasBody(request)) return undefined
  const response = new ServerResponse(request)
  response.shouldKeepAlive = false
  response.assignSocket(socket)
  // Not `end`: it leaves the connection open for as long as the caller likes.
  response.on('finish', () => socket.destroySoon())
  // Nobody reads any more, and who does not read does not notice that the caller leaves.
  socket.on('end', () => socket.end()).resume()
  return response
}

function hasBody({ headers }: IncomingMessage): boolean {
  const length = headers['content-length']
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0')
}

function clientError(error: Error, socket: Duplex): void {
  const code = 'code' in error ? error.code : undefined
  // Nobody is there to read an answer.
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  endWith(socket, unreadable(code))
}

function unreadable(code: unknown): Problem {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return { code: 'headers_too_large', detail: 'the header of the request is too large' }
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return { code: 'request_timeout', detail: 'the request did not arrive in time' }
  }
  return { code: 'bad_request', detail: 'the request cannot be read' }
}

/** Answers on a connection that `node:http` has let go of. */
function endWith(socket: Duplex, problem: Problem): void {
  const body = problemBody(problem)
  const fields = [...problemFields(problem, body), 'Connection', 'close']
  let head = `HTTP/1.1 ${statusOf(problem)} \r\n`
  for (let index = 0; index < fields.length; index += 2) {
    head += `${fields[index]}: ${fields[index + 1]}\r\n`
  }
  socket.end(`${head}\r\n${body}`)
}
