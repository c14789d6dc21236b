/**
 * A client secret is tried before anything is committed, at a real provider.
 */
import t, { type Test } from 'tap'
import { type Diagnostic, isCredmgrError } from '../../src/model/index.ts'
import { isEmpty, type Plan } from '../../src/plan/index.ts'
import { ann, codeOf, type Desk, fetchNow, startDesk, text } from './desk.ts'

async function connected(test: Test): Promise<Desk> {
  const desk = await startDesk(test)
  await desk.run(text())
  await desk.consent(ann, 'ann')
  return desk
}

async function refusalOf(work: Promise<unknown>): Promise<readonly Diagnostic[]> {
  try {
    await work
    return []
  } catch (error) {
    if (isCredmgrError(error) && error.code === 'CONFIG_INVALID') return error.details.diagnostics
    throw error
  }
}

const place = ({ code, span }: Diagnostic): string =>
  `${code} ${span?.file}:${span?.line}:${span?.column}`
const kinds = ({ events }: Desk): readonly string[] => events.map(({ type }) => type)

t.test('a secret that the provider knows is verified by one refresh, then committed', async (t) => {
  const desk = await connected(t)
  desk.rotate('not-a-real-second-secret')
  desk.secrets['SECRET'] = 'not-a-real-second-secret'
  const before = await desk.store.vault.read(ann)
  await desk.run(text())
  t.ok(kinds(desk).indexOf('verified') < kinds(desk).indexOf('committed'))
  const after = await desk.store.vault.read(ann)
  t.notSame(after?.refreshToken, before?.refreshToken, 'the grant goes on with what it was given')
  t.equal(after?.intent, undefined)
  t.match(await desk.world.provider.introspect(after?.accessToken ?? ''), { active: true })
})

t.test(
  'a secret that the provider refuses changes nothing, and is told at its place',
  async (t) => {
    const desk = await connected(t)
    desk.secrets['SECRET'] = 'not-a-real-wrong-secret'
    const plan = await desk.plan(text())
    const found = await refusalOf(desk.apply(plan))
    t.strictSame(found.map(place), ['CM5003 c.yaml:10:19'])
    t.match(found[0], { label: 'value read from env SECRET', message: /\(invalid_client\)$/ })
    t.notMatch(JSON.stringify(found), 'not-a-real-wrong-secret')
    t.match(await desk.state(), { serial: 1 })
    t.equal(await desk.auth(ann), 'connected', 'the grant is as it was')
    t.equal((await desk.store.vault.read(ann))?.intent, undefined)
    desk.secrets['SECRET'] = 'not-a-real-idp-secret'
    t.ok(isEmpty(await desk.plan(text())))
  },
)

t.test('the plan that was refused stays valid, once the provider knows the secret', async (t) => {
  const desk = await connected(t)
  desk.secrets['SECRET'] = 'not-a-real-later-secret'
  const plan = await desk.plan(text())
  t.equal(await codeOf(desk.apply(plan)), 'CONFIG_INVALID')
  desk.rotate('not-a-real-later-secret')
  await desk.apply(plan)
  t.match(await desk.state(), { serial: 2 })
})

t.test('without a grant nothing can be tried, which is said', async (t) => {
  const desk = await startDesk(t)
  await desk.run(text())
  desk.secrets['SECRET'] = 'not-a-real-wrong-secret'
  await desk.run(text())
  t.ok(kinds(desk).includes('unverified'))
  t.match(await desk.state(), { serial: 2 })
})

const machine = (more = ''): string =>
  text((each) =>
    each.replace(
      'connections:\n  idp/ann',
      `  robot:
    issuer: \${env:ISSUER}
    grant: clientCredentials
    clientId: credmgr
    clientSecret: { env: ROBOT }${more}
    scopes: [api.read]
connections:
  robot/orders: {}
  idp/ann`,
    ),
  )

t.test('a client that acts for itself is tried by a token of its own', async (t) => {
  const desk = await startDesk(t)
  desk.secrets['ROBOT'] = 'not-a-real-idp-secret'
  await desk.run(machine())
  desk.secrets['ROBOT'] = 'not-a-real-wrong-secret'
  t.strictSame((await refusalOf(desk.run(machine()))).map(place), ['CM5003 c.yaml:16:19'])
  desk.secrets['ROBOT'] = 'not-a-real-idp-secret'
  await desk.run(machine('\n    clientAuth: clientSecretPost'))
  t.ok(kinds(desk).includes('verified'), 'another way to present it is tried as well')
})

t.test(
  'a provider that is down stops the apply before the commit, unless it is not asked',
  async (t) => {
    const desk = await connected(t)
    desk.secrets['SECRET'] = 'not-a-real-second-secret'
    const plan: Plan = await desk.plan(text())
    const down = async (url: string | URL, init?: RequestInit): Promise<Response> => {
      if (String(url).endsWith('/token')) throw new TypeError('fetch failed')
      return fetchNow(url, init)
    }
    t.equal(await codeOf(desk.applyWith(plan, down)), 'PROVIDER_UNREACHABLE')
    t.match(await desk.state(), { serial: 1 })
    await desk.apply(plan, { verify: false })
    t.match(await desk.state(), { serial: 2 })
  },
)
