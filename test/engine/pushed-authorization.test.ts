import t from 'tap'
import { createConsent, served } from '../../src/engine/index.ts'
import { consentOverHttp } from '../support/consent-over-http.ts'
import { addressOf, ann, type Desk, fetchNow, publicUrl, startDesk, text } from './desk.ts'
import { random } from './world.ts'

const silent = { info: () => {}, warn: () => {}, error: () => {} }

function consentOf(desk: Desk) {
  const { store, world } = desk
  const now = async () => served(await store.state.read())
  const { clock } = world
  return createConsent({ store, clock, random, fetch: fetchNow, logger: silent, served: now })
}

async function begun(desk: Desk) {
  const consent = consentOf(desk)
  const { url } = await consent.issueLink(ann)
  const { authorizationUrl } = await consent.begin(url.slice(url.lastIndexOf('/') + 1), 'browser')
  return { consent, authorizationUrl }
}

t.test(
  'where discovery offers it, the request is pushed, and the browser carries a reference',
  async (t) => {
    const desk = await startDesk(t)
    await desk.run(text())
    const { consent, authorizationUrl } = await begun(desk)
    const params = new URL(authorizationUrl).searchParams
    t.same([...params.keys()].sort(), ['client_id', 'request_uri'])
    const back = await consentOverHttp(authorizationUrl, { login: 'ann', returnTo: publicUrl })
    await consent.finish('idp', back.searchParams, 'browser')
    t.equal(await desk.auth(ann), 'connected')
  },
)

t.test('declared endpoints say themselves whether a request is pushed', async (t) => {
  const desk = await startDesk(t)
  const { issuer, endpoints } = desk.world.provider
  const declared = `${issuer}\n    endpoints: { authorization: "${endpoints.authorization}", token: "${endpoints.token}" }`
  const plain = text((each) => each.replace('${env:ISSUER}', declared))
  await desk.run(plain)
  const open = await begun(desk)
  t.ok(new URL(open.authorizationUrl).searchParams.has('code_challenge'))
  const pushing = declared.replace(' }', `, pushedAuthorizationRequest: "${issuer}/request" }`)
  await desk.run(text((each) => each.replace('${env:ISSUER}', pushing)))
  const pushed = await begun(desk)
  t.ok(new URL(pushed.authorizationUrl).searchParams.has('request_uri'))
  t.notOk(new URL(pushed.authorizationUrl).searchParams.has('code_challenge'))
})

t.test('a pushed request that is refused is no consent, and says what was wrong', async (t) => {
  const desk = await startDesk(t)
  await desk.run(text((each) => each.replace('{ env: SECRET }', '{ env: KEY }')))
  await t.rejects(begun(desk), {
    code: 'CONSENT_REFUSED',
    details: { reason: 'provider_error', connection: 'idp/ann', oauthError: 'invalid_client' },
  })
  t.equal(await desk.auth(addressOf('idp/ann')), 'pendingConsent never_consented')
})
