/**
 * What has changed outside since the last apply, at a real provider.
 */
import t, { type Test } from 'tap'
import { refreshedDrift, storedDrift } from '../../src/engine/index.ts'
import type { Fetch } from '../../src/model/index.ts'
import type { Drift } from '../../src/plan/index.ts'
import { ann, bob, type Desk, fetchNow, startDesk, text } from './desk.ts'

async function connected(test: Test, yaml = text()): Promise<Desk> {
  const desk = await startDesk(test)
  await desk.run(yaml)
  await desk.consent(ann, 'ann')
  await desk.consent(bob, 'bob')
  return desk
}

/** A provider with the endpoints that are needed, and those in `more`. */
function declared(more: { readonly [name: string]: string } = {}): string {
  const endpoints = {
    authorization: '${env:ISSUER}/auth',
    token: '${env:ISSUER}/token',
    revocation: '${env:ISSUER}/token/revocation',
    ...more,
  }
  const asking = '\n    authorizationParams: { prompt: consent }'
  const lines = Object.entries(endpoints).map(([name, url]) => `\n      ${name}: ${url}`)
  return text((yaml) => yaml.replace(/issuer: .*/, () => `endpoints:${lines.join('')}${asking}`))
}

/** The paths that are asked, in order. */
function counted(answer: Fetch = fetchNow): { readonly fetch: Fetch; readonly asked: string[] } {
  const asked: string[] = []
  const fetch: Fetch = (url, init) => {
    asked.push(new URL(String(url)).pathname)
    return answer(url, init)
  }
  return { fetch, asked }
}

/** As if the provider had given none: GitHub's OAuth apps do not. */
async function withoutRefreshToken(desk: Desk, address = ann): Promise<void> {
  const { refreshToken: _refreshToken, ...rest } = (await desk.store.vault.read(address)) ?? fail()
  const { generation } = rest
  await desk.store.vault.write(address, { ...rest, generation: generation + 1 }, generation)
}

function fail(): never {
  throw new Error('there is no credential')
}

/** In an hour, when nothing has just been proved. */
async function found(desk: Desk, fetch: Fetch = fetchNow): Promise<readonly Drift[]> {
  desk.world.clock.forward(3_600_000)
  const { store, world } = desk
  return await refreshedDrift({ store, clock: world.clock, fetch }, await desk.state())
}

const codes = (drift: readonly Drift[]): readonly string[] =>
  drift.map(({ address, code, needsAction }) => `${address} ${code}${needsAction ? ' !' : ''}`)

t.test('nothing has changed: each grant is asked about, and no token changes', async (t) => {
  const desk = await connected(t)
  const before = await desk.store.vault.read(ann)
  const { fetch, asked } = counted()
  t.strictSame(codes(await found(desk, fetch)), [])
  t.strictSame(asked.filter((path) => path.startsWith('/token')).sort(), [
    '/token/introspection',
    '/token/introspection',
  ])
  t.strictSame(await desk.store.vault.read(ann), before)
})

t.test('what introspection does not confirm is tried by a refresh', async (t) => {
  for (const said of [
    { active: false },
    { active: true, scope: 'openid' },
    { active: 'yes' },
    { error: 'invalid_request' },
  ]) {
    const desk = await connected(t)
    const { fetch, asked } = counted(async (url, init) => {
      if (!String(url).endsWith('/introspection')) return fetchNow(url, init)
      return Response.json(said, { status: 'error' in said ? 400 : 200 })
    })
    t.strictSame(codes(await found(desk, fetch)), [])
    t.equal(asked.filter((path) => path === '/token').length, 2, JSON.stringify(said))
  }
})

t.test(
  'a token is sent to no introspection endpoint but one beside the token endpoint',
  async (t) => {
    const elsewhere = 'http://127.0.0.1:1/introspection'
    const desk = await connected(t, declared({ introspection: elsewhere }))
    const { fetch, asked } = counted()
    t.strictSame(codes(await found(desk, fetch)), [])
    t.strictSame(asked, ['/token', '/token'])
  },
)

t.test('a grant that nothing can refresh is asked about by its access token', async (t) => {
  const desk = await connected(t)
  desk.world.provider.setAccessTokenTtl(86_400)
  await desk.consent(ann, 'ann')
  await withoutRefreshToken(desk)
  const before = await desk.store.vault.read(ann)
  t.strictSame(codes(await found(desk)), [])
  desk.world.provider.revokeGrants({ account: 'ann' })
  t.strictSame(codes(await found(desk)), ['connection.idp/ann grant_lost !'])
  t.match(await found(desk), [{ says: /\(inactive\)/, remedy: 'credmgr connect idp/ann' }])
  t.strictSame(await desk.store.vault.read(ann), before, 'nothing but a refresh is stored')
})

t.test('without introspection an access token is tried where it says whose it is', async (t) => {
  const desk = await connected(t, declared({ userinfo: '${env:ISSUER}/me' }))
  desk.world.provider.setAccessTokenTtl(86_400)
  await desk.consent(ann, 'ann')
  await withoutRefreshToken(desk)
  const { fetch, asked } = counted()
  t.strictSame(codes(await found(desk, fetch)), [])
  t.ok(asked.includes('/me'))
  desk.world.provider.revokeGrants({ account: 'ann' })
  t.strictSame(codes(await found(desk)), ['connection.idp/ann grant_lost !'])
  desk.world.clock.forward(86_400_000)
  t.match(await found(desk), [{ code: 'grant_lost', says: /\(expired\)/ }])
})

t.test('a grant about which nobody can be asked is said to be unchecked', async (t) => {
  const desk = await connected(t, declared())
  desk.world.provider.setAccessTokenTtl(86_400)
  await desk.consent(ann, 'ann')
  await withoutRefreshToken(desk)
  t.strictSame(codes(await found(desk)), ['connection.idp/ann not_checked'])
})

t.test('without introspection each grant is refreshed once, and nothing is found', async (t) => {
  const desk = await connected(t, declared())
  const before = await desk.store.vault.read(ann)
  t.strictSame(codes(await found(desk)), [])
  const after = await desk.store.vault.read(ann)
  t.not(after?.refreshToken, before?.refreshToken)
  const { fetch, asked } = counted()
  const { store, world } = desk
  await refreshedDrift({ store, clock: world.clock, fetch }, await desk.state())
  t.strictSame(asked, [], 'what was proved within five minutes is not asked again')
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
    const desk = await connected(t, declared())
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
  const desk = await connected(t, declared())
  desk.world.clock.forward(3_600_000)
  const { fetch, asked } = counted()
  const { store, world } = desk
  const ports = { store, clock: world.clock, fetch }
  const state = await desk.state()
  // Reuse of a refresh token would revoke the grant at this provider.
  await Promise.all([refreshedDrift(ports, state), refreshedDrift(ports, state)])
  t.ok(asked.length >= 2)
  t.equal(await desk.auth(ann), 'connected')
  t.strictSame(codes(await found(desk)), [])
})
