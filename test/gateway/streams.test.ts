/** What a reload does to requests that are being answered. */
import { once } from 'node:events'
import { type IncomingMessage, request, type ServerResponse } from 'node:http'
import t, { type Test } from 'tap'
import type { Served } from '../../src/engine/index.ts'
import { compileSnapshot, type Snapshot } from '../../src/gateway/index.ts'
import type { AuthorizationContext } from '../../src/model/index.ts'
import {
  authorized,
  context,
  everyone,
  type Gateway,
  type GatewayOptions,
  openGateway,
  openUpstream,
  route,
  servedWith,
} from './support.ts'

interface World extends Gateway {
  /** Puts another configuration in the place of the one that is served. */
  reload(served: Served): void
  readonly served: (options?: Partial<Served>) => Served
  /** Opens a stream on a route; the upstream has begun to answer. */
  stream(name: string): Promise<IncomingMessage>
  /** The upstream's side of the streams, by path. */
  readonly answers: Map<string, ServerResponse>
  readonly origin: string
}

const names = ['kept', 'changed'] as const

async function world(t: Test, options: GatewayOptions = {}): Promise<World> {
  const answers = new Map<string, ServerResponse>()
  const upstream = await openUpstream(t, ({ url = '' }, response) => {
    answers.set(url, response)
    if (url.includes('silent')) return
    response.write('first')
  })
  const routes = names.map((name) => route(upstream.origin, { name, path: `/${name}/**` }))
  let snapshot: Snapshot = compileSnapshot(servedWith(routes))
  const gateway = await openGateway(t, { snapshot: () => snapshot, streamGrace: 30, ...options })
  return {
    ...gateway,
    answers,
    origin: upstream.origin,
    served: (options = {}) => servedWith(routes, options),
    reload(served) {
      snapshot = compileSnapshot(served)
      gateway.plane.refresh()
    },
    async stream(name) {
      const asked = ask(gateway.port, `/${name}/x/${name}`)
      const [response] = (await once(asked, 'response')) as [IncomingMessage]
      await once(response, 'data')
      return response
    },
  }
}

function ask(port: number, path: string) {
  const asked = request({ port, host: '127.0.0.1', path, headers: authorized, agent: false })
  asked.end()
  return asked
}

/** Resolves when a stream was cut off. */
async function cut(response: IncomingMessage): Promise<void> {
  await once(response, 'error')
}

t.test('a stream on a changed route is cut, one on an unchanged route lives on', async (t) => {
  const at = await world(t)
  const changes: readonly Served[] = [
    at.served({ routes: [route(at.origin, { name: 'kept', path: '/kept/**' })] }),
    at.served({
      routes: [
        route(at.origin, { name: 'kept', path: '/kept/**', description: 'says more' }),
        route(`${at.origin}/other`, { name: 'changed', path: '/changed/**' }),
      ],
    }),
  ]
  const kept = await at.stream('kept')
  for (const change of changes) {
    const changed = await at.stream('changed')
    at.reload(change)
    await cut(changed)
    at.reload(at.served())
  }
  at.answers.get('/x/kept')?.end('last')
  const [last] = (await once(kept, 'data')) as [Buffer]
  t.equal(String(last), 'last')
})

t.test('a stream that was begun under an access policy which is gone is cut', async (t) => {
  const at = await world(t)
  const stream = await at.stream('kept')
  const allow = everyone.allow.slice(0, 1)
  at.reload(at.served({ accessPolicies: [{ ...everyone, allow }] }))
  await cut(stream)
  t.pass()
})

t.test(
  'a request that is still to be answered is answered, whatever became of its route',
  async (t) => {
    const at = await world(t)
    const asked = ask(at.port, '/changed/silent')
    const stream = await at.stream('changed')
    at.reload(at.served({ routes: [] }))
    await cut(stream)
    at.answers.get('/silent')?.end('late')
    const [response] = (await once(asked, 'response')) as [IncomingMessage]
    const [text] = (await once(response, 'data')) as [Buffer]
    t.equal(String(text), 'late')
  },
)

t.test(
  'a stream is cut when its route went away while the first request waited for a token',
  async (t) => {
    let release = (): void => undefined
    const token = new Promise<AuthorizationContext>((resolve) => {
      release = () => resolve(context)
    })
    let reached = (): void => undefined
    const waiting = new Promise<void>((resolve) => {
      reached = resolve
    })
    const at = await world(t, {
      tokenFor: () => {
        reached()
        return token
      },
    })
    const streaming = at.stream('changed')
    await waiting
    at.reload(at.served({ routes: [] }))
    release()
    await cut(await streaming)
    t.pass()
  },
)

t.test('a route that comes back within the grace keeps its streams', async (t) => {
  const at = await world(t, { streamGrace: 1_000 })
  const stream = await at.stream('changed')
  at.reload(at.served({ routes: [] }))
  at.reload(at.served())
  const [last] = await Promise.all([
    once(stream, 'data'),
    at.answers.get('/x/changed')?.end('last'),
  ])
  t.equal(String(last), 'last')
})
