/**
 * What has changed outside since the last apply, at a real provider.
 */
import t from 'tap'
import { refreshedDrift, storedDrift } from '../../src/engine/index.ts'
import type { Fetch } from '../../src/model/index.ts'
import type { Drift } from '../../src/plan/index.ts'
import { ann, bob, type Desk, fetchNow, startDesk, text } from './desk.ts'

async function connected(test: Parameters<typeof startDesk>[0]): Promise<Desk> {
  const desk = await startDesk(test)
  await desk.run(text())
  await desk.consent(ann, 'ann')
  await desk.consent(bob, 'bob')
  return desk
}

/** In an hour, when nothing has just been proved. */
async function found(desk: Desk, fetch: Fetch = fetchNow): Promise<readonly Drift[]> {
  desk.world.clock.forward(3_600_000)
  const { store, world } = desk
  return await refreshedDrift({ store, clock: world.clock, fetch }, await desk.state())
}

const codes = (drift: readonly Drift[]): readonly string[] =>
  drift.map(({ address, code, needsAction }) => `${address} ${code}${needsAction ? ' !' : ''}`)

t.test('nothing has changed: each grant is refreshed once and nothing is found', async (t) => {
  const desk = await connected(t)
  const before = await desk.store.vault.read(ann)
  t.strictSame(codes(await found(desk)), [])
  const after = await desk.store.vault.read(ann)
  t.not(after?.refreshToken, before?.refreshToken)
  const asked: string[] = []
  const counting: Fetch = (url, init) => {
    asked.push(String(url))
    return fetchNow(url, init)
  }
  const { store, world } = desk
  await refreshedDrift({ store, clock: world.clock, fetch: counting }, await desk.state())
  t.strictSame(
    asked.filter((url) => url.endsWith('/token')),
    [],
    'what was proved within five minutes is not asked again',
  )
})

t.test('a grant that its owner has revoked is found, and stored as dead', async (t) => {
  const desk = await connected(t)
  desk.world.provider.revokeGrants({ account: 'ann' })
  t.strictSame(codes(await storedDrift(desk.store, await desk.state())), [], 'nobody knows yet')
  t.strictSame(codes(await found(desk)), ['connection.idp/ann grant_lost !'])
  t.equal(await desk.auth(ann), 'needsReauth invalid_grant')
  t.equal(await desk.auth(bob), 'connected')
  const stored = await storedDrift(desk.store, await desk.state())
  t.match(stored, [{ code: 'grant_lost', remedy: 'credmgr connect idp/ann' }])
})

t.test(
  'scopes that a provider takes away are found, and those that it adds are only told',
  async (t) => {
    const desk = await connected(t)
    const other: Fetch = async (url, init) => {
      const response = await fetchNow(url, init)
      if (!String(url).endsWith('/token')) return response
      const body = (await response.json()) as object
      return Response.json({ ...body, scope: 'openid offline_access profile gift' })
    }
    const drift = await found(desk, other)
    t.strictSame(codes(drift), [
      'connection.idp/ann scopes_shrunk !',
      'connection.idp/ann scopes_wider',
      'connection.idp/bob scopes_shrunk !',
      'connection.idp/bob scopes_wider',
    ])
    t.match(drift[0]?.says, 'api.read')
  },
)

t.test('a client that is refused is one finding, however many connections it has', async (t) => {
  const desk = await connected(t)
  desk.rotate('not-a-real-other-secret')
  t.strictSame(codes(await found(desk)), ['provider.idp client_refused !'])
  t.equal(await desk.auth(ann), 'connected', 'grants are kept')
})

for (const [title, change, expected] of [
  ['other keys are only told', { jwks_uri: 'https://idp.example/keys' }, 'metadata_changed'],
  [
    'a token endpoint elsewhere asks for a decision',
    { token_endpoint: 'https://evil.example/token' },
    'endpoint_moved !',
  ],
] as const) {
  t.test(`metadata of an issuer that has changed: ${title}`, async (t) => {
    const desk = await connected(t)
    const asked = new Set<string>()
    const other: Fetch = async (url, init) => {
      asked.add(new URL(String(url)).host)
      const response = await fetchNow(url, init)
      if (!String(url).includes('/.well-known/')) return response
      const body = (await response.json()) as object
      return Response.json({ ...body, ...change })
    }
    t.strictSame(codes(await found(desk, other)), [`provider.idp ${expected}`])
    t.notOk(asked.has('evil.example'), 'what was pinned stays in use')
  })
}

t.test('a provider that is down is no drift, and is said once', async (t) => {
  const desk = await connected(t)
  const down: Fetch = async () => {
    throw new TypeError('fetch failed')
  }
  t.strictSame(codes(await found(desk, down)), ['provider.idp not_checked'])
  t.equal(await desk.auth(ann), 'connected')
})

t.test('a gateway that serves an older serial is behind', async (t) => {
  const desk = await connected(t)
  const state = await desk.state()
  t.strictSame(codes(await storedDrift(desk.store, state, 0)), ['gateway gateway_behind !'])
  t.strictSame(codes(await storedDrift(desk.store, state, 1)), [])
})

t.test('two that look at once refresh one after the other, and use no token twice', async (t) => {
  const desk = await connected(t)
  desk.world.clock.forward(3_600_000)
  let requests = 0
  const counting: Fetch = (url, init) => {
    if (String(url).endsWith('/token')) requests += 1
    return fetchNow(url, init)
  }
  const { store, world } = desk
  const ports = { store, clock: world.clock, fetch: counting }
  const state = await desk.state()
  // Reuse of a refresh token would revoke the grant at this provider.
  await Promise.all([refreshedDrift(ports, state), refreshedDrift(ports, state)])
  t.ok(requests >= 2)
  t.equal(await desk.auth(ann), 'connected')
  t.strictSame(codes(await found(desk)), [])
})
