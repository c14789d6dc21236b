import { generateKeyPairSync } from 'node:crypto'
import t from 'tap'
import { machineFetch } from '../../src/host.ts'
import { isEmpty } from '../../src/plan/index.ts'
import { startAuthorizationServer } from '../support/authorization-server.ts'
import { certificate, x5cOf } from '../support/certificate.ts'
import { addressOf, ann, codeOf, type Desk, startDesk, text } from './desk.ts'

const orders = addressOf('erp/orders')
const first = 'not-a-real-idp-secret'
const second = 'not-a-real-second-secret'

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const pem = ec.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const jwk = JSON.stringify(ec.privateKey.export({ format: 'jwk' }))
const jwks = { keys: [{ ...ec.publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig' }] }

/** A provider of client credentials, with how its client proves itself. */
function machine(fields: string): string {
  return `version: 1
providers:
  erp:
    issuer: \${env:ISSUER}
    grant: clientCredentials
    clientId: machine
    scopes: [api.read]
    ${fields}
connections:
  erp/orders: {}
`
}

async function startMachine(
  t: Parameters<typeof startDesk>[0],
  method: string,
  more: object = {},
): Promise<Desk> {
  const desk = await startDesk(t)
  const base = { clientId: 'machine', grants: ['clientCredentials'] as const }
  const metadata = { token_endpoint_auth_method: method, ...more } as object
  desk.world.provider.setClient({ ...base, metadata })
  return desk
}

const long = `${first}-of-32-bytes-and-more`

for (const way of ['clientSecretPost', 'clientSecretJwt']) {
  t.test(`a client proves itself as its provider wants it: ${way}`, async (t) => {
    const method = way.replace(/[A-Z]/g, '_$&').toLowerCase()
    const desk = await startMachine(t, method, { client_secret: long })
    desk.secrets = { SECRET: long }
    const fields = `clientSecret: { env: SECRET }\n    clientAuth: ${way}`
    await desk.run(machine(fields))
    t.match(await (await desk.tokens()).tokenFor(orders), { tokenType: 'Bearer' })
  })
}

t.test(
  'a client that signs and one that sends its secret are not the same to a provider',
  async (t) => {
    const desk = await startMachine(t, 'client_secret_jwt', { client_secret: long })
    desk.secrets = { SECRET: long }
    await desk.run(machine('clientSecret: { env: SECRET }'))
    const refused = (await desk.tokens()).tokenFor(orders)
    t.equal(await codeOf(Promise.resolve(refused)), 'PROVIDER_REJECTED')
  },
)

for (const [form, key] of [
  ['PKCS#8', pem],
  ['a JWK', jwk],
] as const) {
  t.test(`a client signs with a private key in ${form}; the vault alone has the key`, async (t) => {
    const desk = await startMachine(t, 'private_key_jwt', { jwks })
    desk.secrets = { SIGNING_KEY: key }
    const yaml = machine(
      'clientAuth: { privateKeyJwt: { key: { env: SIGNING_KEY }, alg: ES256, kid: k1 } }',
    )
    await desk.run(yaml)
    desk.secrets = {}
    t.match(await (await desk.tokens()).tokenFor(orders), { tokenType: 'Bearer' })
    t.notMatch(JSON.stringify(await desk.state()), /BEGIN PRIVATE|"d":/)
    desk.secrets = { SIGNING_KEY: key }
    t.ok(isEmpty(await desk.plan(yaml)))
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    desk.secrets = {
      SIGNING_KEY: other.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    }
    const plan = await desk.plan(yaml)
    t.match(plan.tokens, [{ effect: 'keep' }], 'another key is no other grant')
    t.match(plan.changes, [{ address: 'provider.erp', action: 'update' }])
  })
}

t.test('what is no private key is refused before anything is done', async (t) => {
  const desk = await startMachine(t, 'private_key_jwt', { jwks })
  desk.secrets = { SIGNING_KEY: '-----BEGIN RSA PRIVATE KEY-----\nAAAA' }
  const yaml = machine('clientAuth: { privateKeyJwt: { key: { env: SIGNING_KEY }, alg: ES256 } }')
  const [error] = await Promise.allSettled([desk.plan(yaml)])
  t.match(error, { status: 'rejected', reason: { message: /CM2005.*PKCS#8/ } })
  t.notMatch(JSON.stringify(error), 'AAAA')
})

t.test(
  'of two secrets the one that the provider knows is used, without a new consent',
  async (t) => {
    const desk = await startDesk(t)
    const [now, next] = ['clientSecret: { env: SECRET }', 'nextClientSecret: { env: NEXT }']
    await desk.run(text())
    await desk.consent(ann, 'ann')
    desk.secrets = { ...desk.secrets, NEXT: second }
    const both = text((each) => each.replace(now, `${now}\n    ${next}`))
    const plan = await desk.plan(both)
    t.match(
      plan.tokens.map(({ effect }) => effect),
      ['keep', 'consent'],
    )
    t.match(plan.changes, [{ attributes: [{ path: 'nextClientSecret', sensitive: true }] }])
    t.equal(await codeOf(desk.apply(plan)), 'CONFIG_INVALID', 'the provider does not know it yet')
    await desk.apply(plan, { verify: false })

    const { provider, clock } = desk.world
    const redirectUris = ['http://127.0.0.1:9/-/callback/idp']
    provider.setClient({ clientId: 'credmgr', clientSecret: second, redirectUris })
    const tokens = await desk.tokens()
    const asked = provider.countTokenRequests()
    clock.forward(120_000)
    t.match(await tokens.tokenFor(ann), { tokenType: 'Bearer' })
    t.equal(
      provider.countTokenRequests() - asked,
      2,
      'the first is refused, the next is tried once',
    )
    clock.forward(120_000)
    t.match(await tokens.tokenFor(ann), { tokenType: 'Bearer' })
    t.equal(provider.countTokenRequests() - asked, 3, 'which of them was right is remembered')

    provider.setClient({ clientId: 'credmgr', clientSecret: 'not-a-real-third', redirectUris })
    clock.forward(120_000)
    t.equal(await codeOf(Promise.resolve(tokens.tokenFor(ann))), 'PROVIDER_REJECTED')
    t.equal(provider.countTokenRequests() - asked, 5, 'and each is tried once')
    t.equal(await desk.auth(ann), 'connected', 'the grant is kept')
    t.notMatch(JSON.stringify(await desk.state()), second)

    provider.setClient({ clientId: 'credmgr', clientSecret: second, redirectUris })
    desk.secrets = { ...desk.secrets, SECRET: second }
    const done = await desk.plan(text())
    t.match(
      done.tokens.map(({ effect }) => effect),
      ['keep', 'consent'],
    )
    await desk.apply(done)
    t.match(await (await desk.tokens()).tokenFor(ann), { tokenType: 'Bearer' })
  },
)

const authority = certificate('authority')
const byAuthority = certificate('machine', authority)
const byItself = certificate('machine')

const certificates = [
  {
    method: 'tls_client_auth',
    own: byAuthority,
    more: { tls_client_auth_subject_dn: 'CN=machine' },
  },
  {
    method: 'self_signed_tls_client_auth',
    own: byItself,
    more: {
      jwks: { keys: [{ ...byItself.publicKey.export({ format: 'jwk' }), x5c: [x5cOf(byItself)] }] },
    },
  },
]

for (const { method, own, more } of certificates) {
  t.test(`a client shows its certificate: ${method}`, async (t) => {
    const desk = await startDesk(t)
    const server = certificate('127.0.0.1', authority)
    const provider = await startAuthorizationServer({
      scopes: ['api.read'],
      clients: [
        {
          clientId: 'machine',
          grants: ['clientCredentials'],
          metadata: { token_endpoint_auth_method: method, ...more } as object,
        },
      ],
      tls: { cert: server.cert, key: server.key, ca: authority.cert },
      features: { mTLS: mutualTls },
    })
    t.teardown(() => provider.stop())
    // The machine does not know the authority of this test; whom it trusts is not the question here.
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED']
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
    t.teardown(() => {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before
    })
    desk.secrets = { CERT: own.cert, CERT_KEY: own.key }
    const yaml = machine(
      'clientAuth: { tls: { cert: { env: CERT }, key: { env: CERT_KEY } } }',
    ).replace('${env:ISSUER}', provider.issuer)
    await desk.applyWith(await desk.plan(yaml), machineFetch)
    const tokens = await desk.tokens(machineFetch)
    t.match(await tokens.tokenFor(orders), { tokenType: 'Bearer' })
    t.notMatch(JSON.stringify(await desk.state()), /BEGIN/)

    const stranger = certificate('stranger')
    desk.secrets = { CERT: stranger.cert, CERT_KEY: stranger.key }
    const other = await desk.plan(yaml)
    t.equal(
      await codeOf(desk.applyWith(other, machineFetch)),
      'CONFIG_INVALID',
      'it is tried first',
    )
    await desk.applyWith(other, machineFetch, { verify: false })
    desk.world.clock.forward(3_600_000)
    const others = await desk.tokens(machineFetch)
    t.equal(await codeOf(Promise.resolve(others.tokenFor(orders))), 'PROVIDER_REJECTED', 'control')
  })
}

const mutualTls = {
  enabled: true,
  tlsClientAuth: true,
  selfSignedTlsClientAuth: true,
  getCertificate: (ctx: unknown) => socketOf(ctx).getPeerX509Certificate(),
  certificateAuthorized: (ctx: unknown) => socketOf(ctx).authorized,
  certificateSubjectMatches: (ctx: unknown, _property: string, expected: string) =>
    socketOf(ctx).getPeerX509Certificate()?.subject === expected,
}

function socketOf(ctx: unknown): import('node:tls').TLSSocket {
  return (ctx as { readonly socket: import('node:tls').TLSSocket }).socket
}
