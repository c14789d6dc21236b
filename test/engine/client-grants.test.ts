import { generateKeyPairSync } from 'node:crypto'
import t, { type Test } from 'tap'
import { isEmpty } from '../../src/plan/index.ts'
import { addressOf, ann, codeOf, type Desk, startDesk, text } from './desk.ts'
import {
  account,
  assertionServer,
  bearer,
  exchangeServer,
  exchanging,
  pem,
} from './grant-servers.ts'

const silentKey = 'not-a-real-api-key'
const main = addressOf('acme/main')

const parts = `version: 1
providers:
  acme: { grant: static, apiHosts: [api.acme.example] }
connections:
  acme/main: { CREDENTIAL }
routes:
  acme:
    match: { path: /acme/** }
    upstream: https://api.acme.example
    connection: acme/main
identities: { batch: { apiKey: { env: KEY } } }
accessPolicies: { all: { connections: [acme/*], allow: [{ apiKey: batch }] } }
`
const declaring = (credential: string): string => parts.replace('CREDENTIAL', credential)

t.test('an API key that is declared is the token; the vault alone has it', async (t) => {
  const desk = await startDesk(t)
  desk.secrets = { KEY: 'not-a-real-key', API_KEY: silentKey }
  const yaml = declaring('apiKey: { env: API_KEY }')
  const plan = await desk.plan(yaml)
  t.match(plan.tokens, [{ connection: 'acme/main', effect: 'keep', reasons: ['new'] }])
  await desk.apply(plan)
  t.equal(await desk.auth(main), 'connected')
  const tokens = await desk.tokens()
  t.same(await tokens.tokenFor(main), {
    accessToken: silentKey,
    tokenType: 'Bearer',
    scope: '',
    claims: {},
  })
  t.notMatch(JSON.stringify(await desk.state()), silentKey)
  t.equal(await desk.store.vault.read(main), undefined, 'and there is no token beside it')
  t.ok(isEmpty(await desk.plan(yaml)))

  desk.secrets = { ...desk.secrets, API_KEY: 'not-a-real-rotated-key' }
  const rotated = await desk.plan(yaml)
  t.match(rotated.tokens, [{ effect: 'keep', reasons: [] }])
  await desk.apply(rotated)
  t.match(await (await desk.tokens()).tokenFor(main), { accessToken: 'not-a-real-rotated-key' })
})

t.test('user name and password are what stands behind Basic, and the route says so', async (t) => {
  const desk = await startDesk(t)
  desk.secrets = { KEY: 'not-a-real-key', PASSWORD: 'p:ü %+' }
  await desk.run(declaring('basic: { username: acmé, password: { env: PASSWORD } }'))
  const context = await (await desk.tokens()).tokenFor(main)
  t.equal(context.tokenType, 'Basic')
  t.equal(Buffer.from(context.accessToken, 'base64').toString(), 'acmé:p:ü %+')
  const route = (await desk.state()).resources.find(({ address }) => address === 'route.acme')
  t.match(JSON.stringify(route?.spec), 'Basic {{ auth.accessToken }}')
})

t.test('from a consent to a declared key: the grant is revoked, and nobody is asked', async (t) => {
  const desk = await startDesk(t)
  await desk.run(text())
  await desk.consent(ann, 'ann')
  desk.secrets = { ...desk.secrets, API_KEY: silentKey }
  const own = /issuer: .*\n.*authorizationCode\n.*\n.*\n.*\n/
  const yaml = text((each) =>
    each
      .replace(own, 'grant: static\n')
      .replace('idp/ann: {}\n  idp/bob: {}', 'idp/ann: { apiKey: { env: API_KEY } }'),
  )
  const plan = await desk.plan(yaml)
  t.match(plan.tokens[0], { connection: 'idp/ann', effect: 'keep', revokesOld: true })
  await desk.apply(plan)
  t.equal(desk.world.provider.revoked.length, 1)
  t.match(await (await desk.tokens()).tokenFor(ann), { accessToken: silentKey })
})

t.test(
  'a service account signs for itself, anew when the token ends or its subject changes',
  async (t) => {
    const desk = await startDesk(t)
    const { origin, claims, seen } = await assertionServer(t)
    desk.secrets = { ACCOUNT: account('bot@acme.example') }
    await desk.run(bearer(origin, 'serviceAccount: { env: ACCOUNT }'))
    t.match(await (await desk.tokens()).tokenFor(main), { accessToken: 'at-1' })
    const own = { iss: 'bot@acme.example', sub: 'bot@acme.example', scope: 'read', kid: 'k1' }
    t.match(claims[0], own)
    t.same([...(seen[0]?.form.keys() ?? [])].sort(), ['assertion', 'grant_type', 'scope'])
    t.match(await (await desk.tokens()).tokenFor(main), { accessToken: 'at-1' }, 'it is kept')
    desk.world.clock.forward(120_000)
    t.match(await (await desk.tokens()).tokenFor(main), { accessToken: 'at-2' })

    await desk.run(bearer(origin, 'serviceAccount: { env: ACCOUNT }, subject: ann@acme.example'))
    t.match(claims[2], { sub: 'ann@acme.example' }, 'it is tried before the commit')
    t.match(await (await desk.tokens()).tokenFor(main), { accessToken: 'at-4' })
    t.match(claims[3], { iss: 'bot@acme.example', sub: 'ann@acme.example' })
    desk.secrets = { ACCOUNT: account('other@acme.example') }
    await desk.run(bearer(origin, 'serviceAccount: { env: ACCOUNT }, subject: ann@acme.example'))
    t.match(await (await desk.tokens()).tokenFor(main), { accessToken: 'at-6' }, 'another account')
    t.notMatch(JSON.stringify(await desk.state()), /PRIVATE|private_key/)
  },
)

t.test('a key of one’s own signs what the configuration says', async (t) => {
  const desk = await startDesk(t)
  const { origin, claims } = await assertionServer(t)
  desk.secrets = { SIGNING: pem }
  const named = 'issuer: credmgr, subject: ann, kid: k9'
  await desk.run(bearer(origin, `key: { env: SIGNING }, alg: RS256, ${named}`))
  t.match(await (await desk.tokens()).tokenFor(main), { accessToken: 'at-1' })
  t.match(claims[0], { iss: 'credmgr', sub: 'ann', kid: 'k9' })
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 })
  desk.secrets = {
    SIGNING: other.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
  const plan = await desk.plan(bearer(origin, `key: { env: SIGNING }, alg: RS256, ${named}`))
  t.equal(await codeOf(desk.apply(plan)), 'CONFIG_INVALID', 'it is tried first')
  await desk.apply(plan, { verify: false })
  t.match(await (await desk.tokens()).tokenFor(main), { accessToken: 'at-1' }, 'a key only signs')
  desk.world.clock.forward(120_000)
  const refused = (await desk.tokens()).tokenFor(main)
  t.equal(await codeOf(Promise.resolve(refused)), 'PROVIDER_REJECTED', 'control')
})

async function consented(t: Test, origin: string): Promise<Desk> {
  const desk = await startDesk(t)
  await desk.run(exchanging(origin))
  return desk
}

t.test(
  'the token of another connection is exchanged, and anew when somebody else consents',
  async (t) => {
    const { origin, seen } = await exchangeServer(t, { refresh_token: 'not-to-be-kept' })
    const desk = await consented(t, origin)
    const before = (await desk.tokens()).tokenFor(main)
    t.equal(await codeOf(Promise.resolve(before)), 'CONNECTION_NOT_AUTHORIZED')
    t.equal(seen.length, 0, 'there is nothing to exchange yet')

    await desk.consent(ann, 'ann')
    const tokens = await desk.tokens()
    t.match(await tokens.tokenFor(main), { accessToken: 'exchanged-1' })
    const subject = (await desk.store.vault.read(ann))?.accessToken
    t.equal(seen[0]?.form.get('subject_token'), subject)
    t.equal(seen[0]?.form.get('audience'), 'https://api.acme.example')
    t.equal((await desk.store.vault.read(main))?.refreshToken, undefined)
    t.match(await (await desk.tokens()).tokenFor(main), { accessToken: 'exchanged-1' }, 'kept')
    t.equal(tokens.tokenFor(main) instanceof Promise, false, 'and cached')

    await desk.consent(ann, 'somebody-else')
    t.match(await (await desk.tokens()).tokenFor(main), { accessToken: 'exchanged-2' })
  },
)

t.test(
  'an exchange that does not say what it has issued is none (RFC 8693 section 2.2.1)',
  async (t) => {
    const { origin } = await exchangeServer(t, { issued_token_type: undefined })
    const desk = await consented(t, origin)
    await desk.consent(ann, 'ann')
    const refused = (await desk.tokens()).tokenFor(main)
    t.equal(await codeOf(Promise.resolve(refused)), 'PROVIDER_MISBEHAVED')
  },
)
