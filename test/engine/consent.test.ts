import t from 'tap'
import type { Consent } from '../../src/engine/index.ts'
import { type Expect, isCredmgrError } from '../../src/model/index.ts'
import { consentOverHttp } from '../support/consent-over-http.ts'
import { publicUrl, servedBy, startWorld, type World, withConnection } from './world.ts'

const hour = 60 * 60 * 1000
const browser = 'the-browser'

/** The reason of a refusal, or the code of any other error. */
async function reasonOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'accepted'
  } catch (error) {
    if (!isCredmgrError(error)) throw error
    return error.code === 'CONSENT_REFUSED' ? error.details.reason : error.code
  }
}

async function ticketFor(world: World, consent: Consent): Promise<string> {
  const { url } = await consent.issueLink(world.ann)
  return url.slice(`${publicUrl}/-/consent/`.length)
}

/** Clicks, and consents at the provider: the callback's parameters as the provider sends them. */
async function callbackFor(
  consent: Consent,
  ticket: string,
  login = 'ann',
): Promise<URLSearchParams> {
  const { authorizationUrl } = await consent.begin(ticket, browser)
  const back = await consentOverHttp(authorizationUrl, { login, returnTo: publicUrl })
  t.equal(back.pathname, '/-/callback/idp')
  return back.searchParams
}

function codesRedeemed({ provider }: World): number {
  return provider.countTokenRequests('authorization_code')
}

t.test('the page says what is asked for before anything has happened', async (t) => {
  const world = await startWorld(t)
  world.served = withConnection(world, world.ann, (each) => ({
    ...each,
    spec: { ...each.spec, expect: { account: 'ann' }, description: 'releases' },
  }))
  const consent = world.consent()
  t.match(await consent.describe(await ticketFor(world, consent)), {
    connection: 'idp/ann',
    provider: 'idp',
    providerTitle: world.provider.issuer,
    authorizationHost: new URL(world.provider.issuer).host,
    scopes: ['api.read', 'email', 'offline_access', 'openid', 'profile'],
    expect: { account: 'ann' },
    description: 'releases',
  })
  t.equal(world.provider.tokenRequests.length, 0)
})

t.test(
  'the authorization request has a state, PKCE with S256 and a nonce, new ones at each click',
  async (t) => {
    const world = await startWorld(t)
    const consent = world.consent()
    const ticket = await ticketFor(world, consent)
    const clicks = await Promise.all([
      consent.begin(ticket, browser),
      consent.begin(ticket, browser),
    ])
    const seen = new Set<string>()
    for (const { authorizationUrl } of clicks) {
      const { searchParams } = new URL(authorizationUrl)
      t.equal(searchParams.get('code_challenge_method'), 'S256')
      t.equal(searchParams.get('redirect_uri'), `${publicUrl}/-/callback/idp`)
      for (const name of ['state', 'nonce', 'code_challenge']) {
        const value = searchParams.get(name) ?? ''
        t.ok(value.length >= 43, name)
        seen.add(value)
      }
    }
    t.equal(seen.size, 6)
  },
)

t.test('a link works until a consent was completed with it, or a day has passed', async (t) => {
  const world = await startWorld(t)
  const consent = world.consent()
  const ticket = await ticketFor(world, consent)
  await consent.begin(ticket, browser)
  const outcome = await consent.finish('idp', await callbackFor(consent, ticket), browser)
  t.match(outcome, { connection: 'idp/ann', account: { account: 'ann' } })
  t.equal(await reasonOf(consent.describe(ticket)), 'link_used')
  t.equal(await reasonOf(consent.begin(ticket, browser)), 'link_used')

  const old = await ticketFor(world, consent)
  world.clock.forward(25 * hour)
  t.equal(await reasonOf(consent.describe(old)), 'link_expired')
  t.equal(await reasonOf(consent.describe('tp0jtm.not-a-link')), 'link_unknown')
  t.equal(await reasonOf(consent.describe('')), 'link_unknown')
})

t.test('a callback is accepted only for the request that started it', async (t) => {
  const world = await startWorld(t)
  const consent = world.consent()
  const params = async (): Promise<URLSearchParams> =>
    callbackFor(consent, await ticketFor(world, consent))
  const other = await params()
  const otherState = other.get('state') ?? ''
  const set = (name: string, value: string) => (good: URLSearchParams) => {
    const changed = new URLSearchParams(good)
    changed.set(name, value)
    return changed
  }
  const rows: readonly {
    what: string
    change?: (good: URLSearchParams) => URLSearchParams
    provider?: string
    from?: string | undefined
    reason: string
  }[] = [
    {
      what: 'no state',
      change: (p) => new URLSearchParams({ code: p.get('code') ?? '' }),
      reason: 'state_unknown',
    },
    { what: 'an empty state', change: set('state', ''), reason: 'state_unknown' },
    {
      what: 'two states',
      change: (p) => new URLSearchParams([...p, ['state', otherState]]),
      reason: 'state_unknown',
    },
    {
      what: 'a cut state',
      change: (p) => set('state', (p.get('state') ?? '').slice(1))(p),
      reason: 'state_unknown',
    },
    {
      what: 'a longer state',
      change: (p) => set('state', `${p.get('state')}A`)(p),
      reason: 'state_unknown',
    },
    {
      what: 'another case',
      change: (p) => set('state', (p.get('state') ?? '').toUpperCase())(p),
      reason: 'state_unknown',
    },
    { what: 'a made-up state', change: set('state', 'A'.repeat(43)), reason: 'state_unknown' },
    { what: 'a path as state', change: set('state', '../ticket/x'), reason: 'state_unknown' },
    { what: 'another provider’s path', provider: 'machine', reason: 'wrong_provider' },
    { what: 'another browser', from: 'another-browser', reason: 'wrong_browser' },
    { what: 'a browser without the cookie', from: undefined, reason: 'wrong_browser' },
    {
      what: 'another issuer',
      change: set('iss', 'https://evil.example'),
      reason: 'issuer_mismatch',
    },
    {
      what: 'no issuer',
      change: (p) => {
        const q = new URLSearchParams(p)
        q.delete('iss')
        return q
      },
      reason: 'accepted',
    },
    {
      what: 'no code',
      change: (p) => {
        const q = new URLSearchParams(p)
        q.delete('code')
        return q
      },
      reason: 'exchange_failed',
    },
    {
      what: 'two codes',
      change: (p) => new URLSearchParams([...p, ['code', 'x']]),
      reason: 'exchange_failed',
    },
    {
      what: 'a denial',
      change: (p) =>
        new URLSearchParams({
          state: p.get('state') ?? '',
          iss: p.get('iss') ?? '',
          error: 'access_denied',
        }),
      reason: 'access_denied',
    },
    {
      what: 'a provider’s error',
      change: (p) =>
        new URLSearchParams({
          state: p.get('state') ?? '',
          iss: p.get('iss') ?? '',
          error: 'server_error',
        }),
      reason: 'provider_error',
    },
  ]
  for (const {
    what,
    change = (p: URLSearchParams) => p,
    provider = 'idp',
    reason,
    ...rest
  } of rows) {
    const good = await params()
    const before = codesRedeemed(world)
    const from = 'from' in rest ? rest.from : browser
    t.equal(await reasonOf(consent.finish(provider, change(good), from)), reason, what)
    t.equal(codesRedeemed(world) - before, reason === 'accepted' ? 1 : 0, `${what}: codes redeemed`)
  }
  t.equal(await reasonOf(consent.finish('idp', other, browser)), 'accepted', 'the untouched one')
})

t.test('50 callbacks at once redeem one code', async (t) => {
  const world = await startWorld(t)
  const consent = world.consent()
  const params = await callbackFor(consent, await ticketFor(world, consent))
  const finishes = Array.from({ length: 50 }, () =>
    reasonOf(consent.finish('idp', params, browser)),
  )
  const reasons = await Promise.all(finishes)
  t.equal(reasons.filter((each) => each === 'accepted').length, 1)
  t.equal(reasons.filter((each) => each === 'state_unknown').length, 49)
  t.equal(codesRedeemed(world), 1)
})

t.test(
  'of two people with one link only the first is connected, and the second’s grant is given back',
  async (t) => {
    const world = await startWorld(t)
    const consent = world.consent()
    const ticket = await ticketFor(world, consent)
    const first = await callbackFor(consent, ticket, 'ann')
    const second = await callbackFor(consent, ticket, 'mallory')
    await consent.finish('idp', first, browser)
    t.equal(await reasonOf(consent.finish('idp', second, browser)), 'link_used')
    t.match(await world.store.vault.read(world.ann), { account: { account: 'ann' } })
    t.equal(world.provider.revoked.length, 1)
  },
)

t.test('another account than the expected one is refused, and nothing of it is kept', async (t) => {
  const world = await startWorld(t)
  world.served = withConnection(world, world.ann, (each) => ({
    ...each,
    spec: { ...each.spec, expect: { account: 'ann' } },
  }))
  const consent = world.consent()
  const params = await callbackFor(consent, await ticketFor(world, consent), 'mallory')
  t.equal(await reasonOf(consent.finish('idp', params, browser)), 'wrong_account')
  t.equal(await world.store.vault.read(world.ann), undefined)
  t.equal(world.provider.revoked.length, 1)
})

t.test('each member of the expected account decides by itself', async (t) => {
  const world = await startWorld(t)
  const consent = world.consent()
  const rows: readonly (readonly [expect: Expect, reason: string])[] = [
    [{ account: 'ann' }, 'accepted'],
    [{ account: 'Ann' }, 'wrong_account'],
    [{ subject: 'ann' }, 'accepted'],
    [{ subject: 'bob' }, 'wrong_account'],
    [{ email: 'ann@example.test' }, 'accepted'],
    [{ email: 'ann@example.test.evil' }, 'wrong_account'],
    [{ account: 'ann', subject: 'ann', email: 'ann@example.test' }, 'accepted'],
    [{ account: 'ann', email: 'bob@example.test' }, 'wrong_account'],
    // This provider says nothing of a tenant: another account would not help.
    [{ tenant: 'acme' }, 'account_unknown'],
    [{ account: 'ann', tenant: 'acme' }, 'account_unknown'],
    [{ account: 'bob', tenant: 'acme' }, 'wrong_account'],
  ]
  for (const [expect, reason] of rows) {
    world.served = withConnection(world, world.ann, (each) => ({
      ...each,
      spec: { ...each.spec, expect },
    }))
    const before = await world.store.vault.summary(world.ann)
    const params = await callbackFor(consent, await ticketFor(world, consent))
    t.equal(await reasonOf(consent.finish('idp', params, browser)), reason, JSON.stringify(expect))
    const after = await world.store.vault.summary(world.ann)
    t.equal(after?.generation !== before?.generation, reason === 'accepted', 'stored')
  }
})

t.test('a configuration that has changed since the click ends the consent', async (t) => {
  const world = await startWorld(t)
  const consent = world.consent()
  const removed = await callbackFor(consent, await ticketFor(world, consent))
  const changed = await callbackFor(consent, await ticketFor(world, consent))
  const link = await ticketFor(world, consent)
  const { served } = world
  world.served = withConnection(world, world.ann, (each) => ({ ...each, clientId: 'another' }))
  t.equal(await reasonOf(consent.finish('idp', changed, browser)), 'connection_removed')
  world.served = servedBy(
    [...served.connections.values()].filter((each) => each.spec.address !== world.ann),
  )
  t.equal(await reasonOf(consent.finish('idp', removed, browser)), 'connection_removed')
  t.equal(await reasonOf(consent.describe(link)), 'connection_removed')
  t.equal(codesRedeemed(world), 0)
})

t.test('a link does not outlive the grant that it was made for', async (t) => {
  const world = await startWorld(t)
  const consent = world.consent()
  const ticket = await ticketFor(world, consent)
  const begun = await callbackFor(consent, await ticketFor(world, consent))
  world.served = withConnection(world, world.ann, (each) => ({
    ...each,
    provider: { ...each.provider, grant: 'clientCredentials' },
  }))
  t.equal(await reasonOf(consent.describe(ticket)), 'connection_removed')
  t.equal(await reasonOf(consent.begin(ticket, browser)), 'connection_removed')
  t.equal(await reasonOf(consent.finish('idp', begun, browser)), 'connection_removed')
  t.equal(codesRedeemed(world), 0)
})

t.test(
  'scopes and redirect that the configuration changes after the click are not taken for granted',
  async (t) => {
    const world = await startWorld(t)
    const consent = world.consent()
    const { url } = await consent.issueLink(world.ann, {
      redirectUrl: 'https://ci.acme.example/connected',
    })
    const params = await callbackFor(consent, url.slice(url.lastIndexOf('/') + 1))
    world.served = withConnection(world, world.ann, (each) => ({
      ...each,
      spec: { ...each.spec, scopes: [...each.spec.scopes, 'api.write'], allowedRedirectUrls: [] },
    }))
    const outcome = await consent.finish('idp', params, browser)
    t.equal(outcome.redirectUrl, undefined)
    const record = await world.store.vault.read(world.ann)
    t.notOk(record?.requestedScopes.includes('api.write'))
  },
)

t.test('a refused consent does not take down another connection of the same account', async (t) => {
  const world = await startWorld(t)
  const consent = world.consent()
  const first = await callbackFor(consent, await ticketFor(world, consent))
  const ticket = await ticketFor(world, consent)
  const [one, two] = [await callbackFor(consent, ticket), await callbackFor(consent, ticket)]
  await consent.finish('idp', first, browser)
  await consent.finish('idp', one, browser)
  t.equal(await reasonOf(consent.finish('idp', two, browser)), 'link_used')
  t.same(world.provider.revoked, [])
})

t.test('a link leads only where the configuration allows', async (t) => {
  const world = await startWorld(t)
  const consent = world.consent()
  const allowed = 'https://ci.acme.example/connected'
  const refusals = [
    'https://ci.acme.example/connected/',
    'https://ci.acme.example/connected?x',
    'https://ci.acme.example@evil.example/connected',
    '//ci.acme.example/connected',
    'javascript:alert(1)',
    '',
  ]
  for (const redirectUrl of refusals) {
    t.equal(
      await reasonOf(consent.issueLink(world.ann, { redirectUrl })),
      'REDIRECT_NOT_ALLOWED',
      redirectUrl,
    )
  }
  const { url } = await consent.issueLink(world.ann, { redirectUrl: allowed })
  const ticket = url.slice(url.lastIndexOf('/') + 1)
  const outcome = await consent.finish('idp', await callbackFor(consent, ticket), browser)
  t.equal(outcome.redirectUrl, allowed)
  t.equal(await reasonOf(consent.issueLink(world.orders)), 'USAGE', 'client credentials need none')
})

t.test('a consent in place of an older one keeps the record and counts on', async (t) => {
  const world = await startWorld(t)
  await world.connect()
  const before = await world.store.vault.read(world.ann)
  await world.connect()
  const after = await world.store.vault.read(world.ann)
  t.equal(after?.generation, (before?.generation ?? 0) + 1)
  t.not(after?.accessToken, before?.accessToken)
})

t.test('what a link and a request are about is sealed', async (t) => {
  const world = await startWorld(t)
  const consent = world.consent()
  const ticket = await ticketFor(world, consent)
  const { authorizationUrl } = await consent.begin(ticket, browser)
  const state = new URL(authorizationUrl).searchParams.get('state') ?? ''
  t.ok(await world.store.oneTime.peek('transaction', state))
  t.equal(await world.store.oneTime.peek('ticket', state), undefined, 'a state is no ticket')
  t.equal(await world.store.oneTime.peek('transaction', ticket), undefined, 'nor a ticket a state')
})
