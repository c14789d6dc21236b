import t from 'tap'
import { beginDeviceConsent, createConsent } from '../../src/engine/index.ts'
import type { Fetch } from '../../src/model/index.ts'
import { typeInCode } from '../support/device-over-http.ts'
import { ann, bob, codeOf, fetchNow, startDesk, text } from './desk.ts'
import { device, expecting, portsOf, startDevice } from './device-desk.ts'
import { random } from './world.ts'

const silent = { info: () => {}, warn: () => {}, error: () => {} }

t.test(
  'somebody types a code in elsewhere, and the connection is connected and refreshed',
  async (t) => {
    const desk = await startDevice(t, text(expecting('ann')))
    t.equal(await desk.auth(ann), 'pendingConsent never_consented')
    const { ports, waits } = portsOf(desk)
    const consent = await beginDeviceConsent(ports, ann)
    t.match(consent, { connection: 'idp/ann', userCode: /^[A-Z]{4}-[A-Z]{4}$/ })
    t.match(consent.verificationUri, desk.world.provider.issuer)
    const asked = desk.world.provider.countTokenRequests()
    await typeInCode(consent.verificationUri, { userCode: consent.userCode, login: 'ann' })
    t.match(await consent.wait(), { connection: 'idp/ann', account: { account: 'ann' } })
    t.same(waits, [5_000])
    t.equal(desk.world.provider.countTokenRequests() - asked, 1)
    t.equal(await desk.auth(ann), 'connected')
    desk.world.clock.forward(120_000)
    t.match(await (await desk.tokens()).tokenFor(ann), { tokenType: 'Bearer' })
    t.match((await desk.store.vault.read(ann))?.generation, 3, 'consent, intent, refresh')
  },
)

t.test('another account’s consent is given back and not stored', async (t) => {
  const desk = await startDevice(t, text(expecting('somebody-else')))
  const consent = await beginDeviceConsent(portsOf(desk).ports, ann)
  await typeInCode(consent.verificationUri, { userCode: consent.userCode, login: 'ann' })
  await t.rejects(consent.wait(), {
    code: 'CONSENT_REFUSED',
    details: { reason: 'wrong_account', account: { account: 'ann' } },
  })
  t.equal(desk.world.provider.revoked.length, 1)
  t.equal(await desk.store.vault.read(ann), undefined)
})

t.test('whoever refuses is believed, and nothing is asked again', async (t) => {
  const desk = await startDevice(t, text(device))
  const consent = await beginDeviceConsent(portsOf(desk).ports, ann)
  const { userCode } = consent
  await typeInCode(consent.verificationUri, { userCode, login: 'ann', deny: true })
  await t.rejects(consent.wait(), { code: 'CONSENT_REFUSED', details: { reason: 'access_denied' } })
  t.equal(desk.world.provider.countTokenRequests(), 1)
})

t.test('a code that nobody types in ends, and the connection goes on waiting', async (t) => {
  const desk = await startDevice(t, text(device))
  const { ports, waits } = portsOf(desk)
  const consent = await beginDeviceConsent(ports, ann)
  await t.rejects(consent.wait(), { code: 'CONSENT_REFUSED', details: { reason: 'link_expired' } })
  t.ok(waits.length > 10, 'it asked as long as the code lived')
  t.equal(await desk.auth(ann), 'pendingConsent never_consented')
})

t.test('a provider that is asked too often is asked 5 s later each time, for good', async (t) => {
  const desk = await startDevice(t, text(device))
  const { ports, waits } = portsOf(desk)
  const consent = await beginDeviceConsent(ports, ann)
  const { provider } = desk.world
  const answers = ['slow_down', 'authorization_pending', 'slow_down', 'slow_down', 'access_denied']
  const slow: Fetch = async (url, init) => {
    if (!String(url).endsWith('/token')) return fetchNow(url, init)
    return Response.json({ error: answers.shift() }, { status: 400 })
  }
  Object.assign(ports, { fetch: slow })
  await t.rejects(consent.wait(), { code: 'CONSENT_REFUSED', details: { reason: 'access_denied' } })
  t.same(waits, [5_000, 10_000, 10_000, 15_000, 20_000])
  t.equal(provider.countTokenRequests(), 0)
})

t.test('a provider that does not answer is asked again after longer and longer', async (t) => {
  const desk = await startDevice(t, text(device))
  const { ports, waits } = portsOf(desk)
  const consent = await beginDeviceConsent(ports, ann)
  let asked = 0
  const broken: Fetch = async () => {
    asked += 1
    if (asked < 6) throw new TypeError('no network')
    return Response.json({ error: 'access_denied' }, { status: 400 })
  }
  Object.assign(ports, { fetch: broken })
  await t.rejects(consent.wait(), { code: 'CONSENT_REFUSED', details: { reason: 'access_denied' } })
  t.same(waits, [5_000, 10_000, 20_000, 40_000, 60_000, 60_000])
})

t.test('an interrupted wait ends with its reason, and stores nothing', async (t) => {
  const desk = await startDevice(t, text(device))
  const consent = await beginDeviceConsent(portsOf(desk).ports, ann)
  await t.rejects(consent.wait(AbortSignal.abort(new Error('SIGINT'))), { message: 'SIGINT' })
  t.equal(await desk.store.vault.read(ann), undefined)
})

t.test('a code is for a device, and a link is for a browser', async (t) => {
  const desk = await startDevice(t, text(device))
  const { ports } = portsOf(desk)
  const consent = createConsent({ ...ports, random, logger: silent })
  await t.rejects(consent.issueLink(bob), {
    code: 'USAGE',
    details: { reason: 'consent_by_device' },
  })
  const browsers = await startDesk(t)
  await browsers.run(text())
  t.equal(await codeOf(beginDeviceConsent(portsOf(browsers).ports, bob)), 'USAGE')
})

t.test('a consent to what is declared no more is given back', async (t) => {
  const desk = await startDevice(t, text(device))
  const consent = await beginDeviceConsent(portsOf(desk).ports, ann)
  await typeInCode(consent.verificationUri, { userCode: consent.userCode, login: 'ann' })
  await desk.run(text((each) => device(each).replace('clientId: credmgr', 'clientId: another')))
  await t.rejects(consent.wait(), {
    code: 'CONSENT_REFUSED',
    details: { reason: 'connection_removed' },
  })
  t.equal(desk.world.provider.revoked.length, 1)
})
