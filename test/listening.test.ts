/**
 * What a gateway listens on ends in time, whatever its clients do.
 */
import { once } from 'node:events'
import { ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import t, { type Test } from 'tap'
import { type Listener, listen } from '../src/listening.ts'

/** Answers and goes on, as a stream of events does; for upgrades too. */
async function opened(t: Test): Promise<Listener> {
  const listener = await listen('127.0.0.1:0', {
    request: (_request, response) => {
      response.write('data: 1\n\n')
    },
    upgrade: (request, socket) => {
      const response = new ServerResponse(request)
      response.assignSocket(socket as Socket)
      response.write('data: 1\n\n')
    },
    // The socket stays as it is.
    clientError: (_error, socket) => void socket.write('no'),
  })
  t.teardown(() => listener.drain(0))
  return listener
}

/** A client that never ends its side. */
async function asked(t: Test, { address }: Listener, text: string): Promise<Socket> {
  const client = connect({ port: Number(address.split(':').at(-1)), allowHalfOpen: true })
  t.teardown(() => client.destroy())
  // A reset is one way in which a connection ends.
  client.on('error', () => client.destroy())
  client.write(text)
  await once(client, 'data')
  return client
}

const upgrade = 'Connection: Upgrade\r\nUpgrade: h2c\r\n'

for (const [what, text] of [
  ['an answer that goes on', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['an answer to a request for an upgrade', `GET / HTTP/1.1\r\nHost: a\r\n${upgrade}\r\n`],
  ['what is no request', 'nonsense\r\n\r\n'],
] as const) {
  t.test(`${what} does not hold up the end`, async (t) => {
    const listener = await opened(t)
    const client = await asked(t, listener, text)
    const closed = once(client, 'close')
    await listener.drain(1)
    client.end()
    await closed
    t.ok(client.destroyed)
  })
}
