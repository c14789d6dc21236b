/**
 * Sockets on which the gateway answers, and how they are left in peace.
 *
 * @module
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Server as NetServer } from 'node:net'
import type { Duplex } from 'node:stream'
import { codeOf, reasonOf } from './host.ts'
import { CredmgrError, type DurationMs } from './model/index.ts'

/** What answers on a socket. */
export interface Handlers {
  readonly request: (request: IncomingMessage, response: ServerResponse) => void
  readonly upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** For what cannot be read as a request. */
  readonly clientError?: (error: Error, socket: Duplex) => void
}

export interface Listener {
  /** `host:port` as bound. */
  readonly address: string
  /** Goes on accepting, but from now on every answer ends its connection, so that clients move on. */
  leave(): void
  /**
   * Accepts nothing new, lets what is under way end within `grace`, then cuts what is left. A connection
   * that waits for its next request is closed after a second: one may be on its way.
   */
  drain(grace: DurationMs): Promise<void>
}

/** @throws `PORT_IN_USE` when something else listens there, `CANNOT_LISTEN` for any other reason */
export async function listen(address: string, handlers: Handlers): Promise<Listener> {
  let isLeft = false
  const server = createServer(
    {
      headersTimeout: 10_000,
      requestTimeout: 0,
      maxHeaderSize: 32 * 1024,
      keepAliveTimeout: 65_000,
    },
    (request, response) => {
      if (isLeft) response.shouldKeepAlive = false
      handlers.request(request, response)
    },
  )
  const leave = (): void => {
    isLeft = true
  }
  const upgraded = handlers.upgrade === undefined ? [] : takeUpgrades(server, handlers.upgrade)
  if (handlers.clientError !== undefined) server.on('clientError', handlers.clientError)
  const { host, port } = splitAddress(address)
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    throw cannotListen(address, error)
  }
  return {
    address: boundAddress(server, host),
    leave,
    drain: (grace) => {
      leave()
      return drain(server, upgraded, grace)
    },
  }
}

/** @returns The connections that HTTP has let go of: it does not close them, but waits for their end. */
function takeUpgrades(server: Server, upgrade: NonNullable<Handlers['upgrade']>): Set<Duplex> {
  const upgraded = new Set<Duplex>()
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    upgraded.add(socket)
    socket.once('close', () => upgraded.delete(socket))
    upgrade(request, socket, head)
  })
  return upgraded
}

function splitAddress(address: string): { readonly host: string; readonly port: number } {
  const separator = address.lastIndexOf(':')
  const host = address.slice(0, separator).replace(/^\[(.*)\]$/, '$1')
  return { host, port: Number(address.slice(separator + 1)) }
}

function boundAddress(server: Server, host: string): string {
  const bound = server.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}

/** Why an address cannot be listened on, where the system's words do not say it to everyone. */
const listenProblems: { readonly [code: string]: string } = {
  EADDRINUSE: 'something else listens there',
  EACCES: 'ports below 1024 need a privilege that this user does not have',
  EADDRNOTAVAIL: 'this machine has no such address',
  EAFNOSUPPORT: 'this machine has no such kind of address',
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'the name of the host cannot be looked up now',
}

function cannotListen(address: string, error: unknown): Error {
  const systemCode = codeOf(error)
  const code = systemCode === 'EADDRINUSE' ? 'PORT_IN_USE' : 'CANNOT_LISTEN'
  const why = listenProblems[systemCode] ?? reasonOf(error)
  const message = `cannot listen on "${address}", because ${why}`
  return new CredmgrError(code, message, { listen: address }, { cause: error })
}

/** How long a request may take from a client that has not heard yet. */
const linger: DurationMs = 1_000

async function drain(server: Server, upgraded: Iterable<Duplex>, grace: DurationMs): Promise<void> {
  const closed = once(server, 'close')
  // Not the `close` of HTTP, which cuts connections that are idle at this moment.
  NetServer.prototype.close.call(server)
  let sweep: NodeJS.Timeout | undefined
  const lingering = setTimeout(
    () => {
      // A connection that becomes idle later would otherwise be kept alive until its timeout.
      sweep = setInterval(() => server.closeIdleConnections(), 50)
    },
    Math.min(linger, grace),
  )
  const cut = setTimeout(() => {
    server.closeAllConnections()
    for (const socket of upgraded) socket.destroy()
  }, grace)
  await closed
  for (const timer of [lingering, sweep, cut]) clearTimeout(timer)
}
