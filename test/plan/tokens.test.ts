import t from 'tap'
import type { ConnectionSpec, CredentialSummary, ProviderSpec } from '../../src/model/index.ts'
import { makePlan, type TokenChange } from '../../src/plan/index.ts'
import {
  address,
  configOf,
  credential,
  credentialsOf,
  planInput,
  stateOf,
  type World,
} from './worlds.ts'

interface Row {
  readonly title: string
  /** Absent: nothing was applied. */
  readonly from?: Declared
  /** Absent: the connection is deleted. */
  readonly to?: Declared
  readonly credential?: Partial<CredentialSummary>
  readonly expected: Partial<TokenChange>
}

interface Declared {
  readonly provider?: Partial<ProviderSpec>
  readonly connection?: Partial<ConnectionSpec>
}

const machine = { grant: 'clientCredentials' } as const
const stays = { servesUntilThen: false, revokesOld: false }

const device = { grant: 'deviceCode' } as const
const exchange = { grant: 'tokenExchange' } as const
const subject = (name: string) => ({ subjectToken: { connection: address(name) } })
const bearer = (subject: string, key = 'A'): Partial<ProviderSpec> => ({
  grant: 'jwtBearer',
  assertion: { key: { env: key }, alg: 'RS256', issuer: 'credmgr', subject },
})

const rows: readonly Row[] = [
  {
    title: 'a new connection needs a first consent',
    to: {},
    expected: { effect: 'consent', reasons: ['new'], addedScopes: ['read'], ...stays },
  },
  {
    title: 'a new connection with client credentials asks nobody',
    to: { provider: machine },
    expected: { effect: 'remint', reasons: ['new'], addedScopes: [], ...stays },
  },
  {
    title: 'nothing changes for a connected one',
    from: {},
    to: {},
    credential: {},
    expected: { effect: 'keep', reasons: [], addedScopes: [], ...stays },
  },
  {
    title: 'who may consent says nothing of a consent that was given',
    from: {},
    to: {
      connection: {
        consent: { by: [{ type: 'claims', identity: 'corp', claims: { sub: 'ann' } }] },
      },
    },
    credential: {},
    expected: { effect: 'keep', reasons: [], addedScopes: [], ...stays },
  },
  {
    title: 'the client id makes another client of it',
    from: {},
    to: { provider: { clientId: 'client-2' } },
    credential: {},
    expected: {
      effect: 'reconsent',
      reasons: ['client_changed'],
      servesUntilThen: false,
      revokesOld: true,
    },
  },
  {
    title: 'the client id of a client-credentials provider only costs a token',
    from: { provider: machine },
    to: { provider: { ...machine, clientId: 'client-2' } },
    credential: {},
    expected: { effect: 'remint', reasons: ['client_changed'], ...stays },
  },
  {
    title: 'the provider’s client id does not matter to a connection with its own',
    from: { provider: machine, connection: { clientId: 'own' } },
    to: { provider: { ...machine, clientId: 'client-2' }, connection: { clientId: 'own' } },
    credential: {},
    expected: { effect: 'keep', reasons: [], ...stays },
  },
  {
    title: 'another issuer is another authority',
    from: { provider: { issuer: 'https://one.example' } },
    to: { provider: { issuer: 'https://two.example' } },
    credential: {},
    expected: {
      effect: 'reconsent',
      reasons: ['issuer_changed'],
      servesUntilThen: false,
      revokesOld: true,
    },
  },
  {
    title: 'from a person’s grant to the client’s own',
    from: {},
    to: { provider: machine },
    credential: {},
    expected: {
      effect: 'remint',
      reasons: ['grant_changed'],
      servesUntilThen: false,
      revokesOld: true,
    },
  },
  {
    title: 'from the client’s own grant to a person’s',
    from: { provider: machine },
    to: {},
    credential: {},
    expected: {
      effect: 'reconsent',
      reasons: ['grant_changed'],
      servesUntilThen: false,
      revokesOld: true,
    },
  },
  {
    title: 'the client secret is only a rotation',
    from: { provider: { clientSecret: { env: 'ONE' } } },
    to: { provider: { clientSecret: { env: 'TWO' } } },
    credential: {},
    expected: { effect: 'keep', reasons: [], ...stays },
  },
  {
    title: 'the way the client authenticates does not touch the grant',
    from: {},
    to: { provider: { clientAuth: 'clientSecretPost' } },
    credential: {},
    expected: { effect: 'keep', reasons: [], ...stays },
  },
  {
    title: 'another path at the same token host does not touch the grant',
    from: {},
    to: { provider: { endpoints: { token: 'https://idp.example/v2/token' } } },
    credential: {},
    expected: { effect: 'keep', reasons: [], ...stays },
  },
  {
    title: 'a refresh token is not sent to another token host',
    from: {},
    to: { provider: { endpoints: { token: 'https://evil.example/token' } } },
    credential: {},
    expected: { effect: 'reconsent', reasons: ['token_host_changed'], ...stays, revokesOld: true },
  },
  {
    title: 'another token host only costs a client-credentials token',
    from: { provider: machine },
    to: { provider: { ...machine, endpoints: { token: 'https://evil.example/token' } } },
    credential: {},
    expected: { effect: 'remint', reasons: ['token_host_changed'], ...stays },
  },
  {
    title: 'another audience',
    from: { provider: { audience: 'one' } },
    to: { provider: { audience: 'two' } },
    credential: {},
    expected: { effect: 'reconsent', reasons: ['audience_changed'], ...stays, revokesOld: true },
  },
  {
    title: 'another resource, for the client itself',
    from: { provider: machine },
    to: { provider: { ...machine, resource: 'https://api.example' } },
    credential: {},
    expected: { effect: 'remint', reasons: ['audience_changed'], ...stays },
  },
  {
    title: 'a scope added: the token serves until somebody agrees',
    from: {},
    to: { connection: { scopes: ['write', 'read', 'admin'] } },
    credential: {},
    expected: {
      effect: 'reconsent',
      reasons: ['scopes_added'],
      addedScopes: ['admin', 'write'],
      servesUntilThen: true,
      revokesOld: false,
    },
  },
  {
    title: 'a scope added for the client itself',
    from: { provider: machine },
    to: { provider: machine, connection: { scopes: ['read', 'write'] } },
    credential: {},
    expected: { effect: 'remint', reasons: ['scopes_added'], addedScopes: ['write'], ...stays },
  },
  {
    title: 'a scope added and the client changed: nothing serves until then',
    from: {},
    to: { provider: { clientId: 'client-2' }, connection: { scopes: ['read', 'write'] } },
    credential: {},
    expected: {
      effect: 'reconsent',
      reasons: ['client_changed', 'scopes_added'],
      addedScopes: ['write'],
      servesUntilThen: false,
    },
  },
  {
    title: 'scopes removed or reordered',
    from: { connection: { scopes: ['read', 'write'] } },
    to: { connection: { scopes: ['read'] } },
    credential: { requestedScopes: ['read', 'write'], grantedScopes: ['read', 'write'] },
    expected: { effect: 'keep', reasons: [], addedScopes: [], ...stays },
  },
  {
    title: 'a scope that was added by an earlier apply is still said',
    from: { connection: { scopes: ['read', 'write'] } },
    to: { connection: { scopes: ['read', 'write'] } },
    credential: {},
    expected: { effect: 'reconsent', reasons: ['scopes_added'], addedScopes: ['write'] },
  },
  {
    title: 'a scope that the person refused is not asked for again by every plan',
    from: { connection: { scopes: ['read', 'write'] } },
    to: { connection: { scopes: ['read', 'write'] } },
    credential: { requestedScopes: ['read', 'write'], grantedScopes: ['read'] },
    expected: { effect: 'keep', addedScopes: [] },
  },
  {
    title: 'the account that consented is another than the one now expected',
    from: {},
    to: { connection: { expect: { account: 'acme', tenant: 't1' } } },
    credential: { account: { account: 'acme', tenant: 't2' } },
    expected: { effect: 'reconsent', reasons: ['expect_changed'], servesUntilThen: false },
  },
  {
    title: 'an account that nobody knows does not satisfy an expectation',
    from: {},
    to: { connection: { expect: { email: 'a@example.com' } } },
    credential: {},
    expected: { effect: 'reconsent', reasons: ['expect_changed'] },
  },
  {
    title: 'the account that consented is the expected one',
    from: {},
    to: { connection: { expect: { account: 'acme' } } },
    credential: { account: { account: 'acme', subject: '1' } },
    expected: { effect: 'keep', reasons: [] },
  },
  {
    title: 'declared before, never consented to',
    from: {},
    to: {},
    expected: { effect: 'consent', reasons: ['pending_consent'], addedScopes: ['read'] },
  },
  {
    title: 'never consented to, and the client changes: there is nothing to revoke',
    from: {},
    to: { provider: { clientId: 'client-2' } },
    expected: { effect: 'consent', reasons: ['client_changed'], ...stays },
  },
  {
    title: 'a dead grant says why it died',
    from: {},
    to: {},
    credential: { status: 'needsReauth', reason: 'invalid_grant' },
    expected: { effect: 'consent', reasons: ['invalid_grant'], ...stays },
  },
  {
    title: 'client credentials that were never used',
    from: { provider: machine },
    to: { provider: machine },
    expected: { effect: 'remint', reasons: ['new'] },
  },
  {
    title: 'client credentials with a token',
    from: { provider: machine },
    to: { provider: machine },
    credential: {},
    expected: { effect: 'keep', reasons: [] },
  },
  {
    title: 'another way to prove the client is no other client',
    from: {},
    to: { provider: { clientAuth: { tls: { cert: { env: 'C' }, key: { env: 'K' } } } } },
    credential: {},
    expected: { effect: 'keep', reasons: [] },
  },
  {
    title: 'a second secret is no other client',
    from: {},
    to: { provider: { nextClientSecret: { env: 'NEXT' } } },
    credential: {},
    expected: { effect: 'keep', reasons: [] },
  },
  {
    title: 'from a link to a code it is another grant',
    from: {},
    to: { provider: { grant: 'deviceCode' } },
    credential: {},
    expected: { effect: 'reconsent', reasons: ['grant_changed'], revokesOld: true },
  },
  {
    title: 'more scopes of a device ask for a consent, and the token serves until then',
    from: { provider: device },
    to: { provider: device, connection: { scopes: ['read', 'write'] } },
    credential: {},
    expected: { effect: 'reconsent', reasons: ['scopes_added'], servesUntilThen: true },
  },
  {
    title: 'from a consent to a declared credential the grant is revoked, and nobody is asked',
    from: {},
    to: { provider: { grant: 'static' } },
    credential: {},
    expected: { effect: 'keep', reasons: ['grant_changed'], revokesOld: true },
  },
  {
    title: 'a declared credential is what it is declared to be',
    from: { provider: { grant: 'static' }, connection: { apiKey: { env: 'A' } } },
    to: { provider: { grant: 'static' }, connection: { apiKey: { env: 'B' } } },
    expected: { effect: 'keep', reasons: [] },
  },
  {
    title: 'an assertion for somebody else gives another token',
    from: { provider: bearer('ann') },
    to: { provider: bearer('bob') },
    credential: {},
    expected: { effect: 'remint', reasons: ['assertion_changed'], ...stays },
  },
  {
    title: 'another key signs the same assertion',
    from: { provider: bearer('ann', 'A') },
    to: { provider: bearer('ann', 'B') },
    credential: {},
    expected: { effect: 'keep', reasons: [] },
  },
  {
    title: 'the token of another connection is exchanged',
    from: { provider: exchange, connection: subject('corp/a') },
    to: { provider: exchange, connection: subject('corp/b') },
    credential: {},
    expected: { effect: 'remint', reasons: ['subject_changed'], ...stays },
  },
  {
    title: 'the connection is deleted',
    from: {},
    credential: {},
    expected: { effect: 'revoke', reasons: ['deleted'], servesUntilThen: false, revokesOld: true },
  },
  {
    title: 'a connection without token is deleted',
    from: {},
    expected: { effect: 'revoke', reasons: ['deleted'], revokesOld: false },
  },
  {
    title: 'labels and description do not matter',
    from: {},
    to: { connection: { labels: { team: 'a' }, description: 'new words' } },
    credential: {},
    expected: { effect: 'keep' },
  },
]

function worldOf(declared: Declared | undefined): World {
  if (declared === undefined) return {}
  const { provider = {}, connection = {} } = declared
  return { providers: { idp: provider }, connections: { 'idp/bot': connection } }
}

t.test('what a change means for a token', async (t) => {
  for (const { title, from, to, credential: stored, expected } of rows) {
    const credentials = stored ? credentialsOf(credential('idp/bot', stored)) : new Map()
    const input = planInput(configOf(worldOf(to)), stateOf(worldOf(from)), { credentials })
    const { tokens } = makePlan(input)
    t.match(tokens, [{ connection: 'idp/bot', ...expected }], title)
    t.same(tokens[0]?.reasons, expected.reasons ?? tokens[0]?.reasons, title)
  }
})

t.test('what discovery found out counts as the token host', async (t) => {
  const world: World = {
    providers: { idp: { issuer: 'https://accounts.example', endpoints: {} } },
    connections: { 'idp/bot': {} },
  }
  const state = stateOf(world)
  const discovered = { token: 'https://oauth.example/token' }
  const pinned = {
    ...state,
    resources: state.resources.map((each) =>
      each.kind === 'provider' ? { ...each, discovered } : each,
    ),
  }
  const credentials = credentialsOf(credential('idp/bot'))
  const effectOf = (endpoints: ProviderSpec['endpoints']): string | undefined =>
    makePlan(
      planInput(
        configOf({
          ...world,
          providers: { idp: { issuer: 'https://accounts.example', endpoints } },
        }),
        pinned,
        { credentials },
      ),
    ).tokens[0]?.effect
  t.equal(effectOf({}), 'keep')
  t.equal(effectOf({ token: 'https://oauth.example/v2' }), 'keep')
  t.equal(effectOf({ token: 'https://other.example/token' }), 'reconsent')
})

t.test('there is one token change for every connection of either world, sorted', async (t) => {
  const state = stateOf({ providers: { b: {}, a: {} }, connections: { 'b/x': {}, 'a/z': {} } })
  const config = configOf({ providers: { a: {}, c: {} }, connections: { 'a/z': {}, 'c/n': {} } })
  const { tokens } = makePlan(planInput(config, state))
  t.same(
    tokens.map(({ connection, effect }) => [connection, effect]),
    [
      ['a/z', 'consent'],
      ['b/x', 'revoke'],
      ['c/n', 'consent'],
    ],
  )
})

t.test('a consent that is still open is no change', async (t) => {
  const world: World = { providers: { idp: {} }, connections: { 'idp/bot': {} } }
  const plan = makePlan(planInput(configOf(world), stateOf(world)))
  t.same(plan.changes, [])
  t.match(plan.tokens, [{ effect: 'consent' }])
})
