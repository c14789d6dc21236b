/** How a listener ends while clients stay connected. */
import { once } from 'node:events'
import t, { type Test } from 'tap'
import { listen } from '../src/listening.ts'
import {
  openGateway,
  openUpstream,
  route,
  sendAndStay,
  servedWith,
  upgradeHead,
} from './gateway/support.ts'

/** The gateway on a listener of its own, in front of a stream that does not end. */
async function openListener(t: Test) {
  const upstream = await openUpstream(t, (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n')
  })
  const { plane } = await openGateway(t, { served: servedWith([route(upstream.origin)]) })
  const listener = await listen('127.0.0.1:0', {
    request: plane.handle,
    upgrade: plane.upgrade,
    clientError: plane.clientError,
  })
  return { drain: listener.drain, port: Number(listener.address.split(':')[1]) }
}

/** What a client sends that stays, and how its answer begins. */
const requests: readonly (readonly [why: string, text: string, answer: RegExp])[] = [
  ['a stream', upgradeHead.replace(/^(Connection|Upgrade|HTTP2-Settings): .*\r\n/gm, ''), / 200 /],
  ['an upgraded stream', upgradeHead, / 200 /],
  ['a refused WebSocket', upgradeHead.replace('h2c', 'websocket'), / 501 /],
  ['a refused upgrade with a body', `${upgradeHead}\r\nContent-Length: 2`, / 501 /],
  ['what is no request', 'nonsense', / 400 /],
]

for (const [why, text, answer] of requests) {
  t.test(`a drain cuts what is left after the grace: ${why}`, async (t) => {
    const { drain, port } = await openListener(t)
    const client = sendAndStay(t, port, `${text}\r\n\r\n`)
    const [head] = (await once(client, 'data')) as [Buffer]
    t.match(String(head), answer)
    await drain(0)
    t.pass()
  })
}
