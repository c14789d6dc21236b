import t, { type Test } from 'tap'
import { startAuthorizationServer } from '../support/authorization-server.ts'
import { consentOverHttp } from '../support/consent-over-http.ts'
import { type CallbackWorld, publicUrl, startCallbackWorld } from './callback-world.ts'

/** Only `ann` of the company's own issuer may give the consent. */
async function guarded(t: Test): Promise<CallbackWorld> {
  const corp = await startAuthorizationServer({
    clients: [{ clientId: 'login', redirectUris: [`${publicUrl}/-/login/corp`] }],
  })
  t.teardown(() => corp.stop())
  const user = { type: 'user', identity: 'corp', subject: 'ann', appIds: [] } as const
  return await startCallbackWorld(t, {
    consentBy: [user],
    identities: [
      {
        name: 'corp',
        spec: {
          type: 'oidc',
          issuer: corp.issuer,
          audience: ['api://credmgr'],
          algorithms: ['RS256'],
          claims: {},
          clockTolerance: 30_000,
          login: { clientId: 'login' },
        },
      },
    ],
  })
}

/** Logs in as `login` where the page asks for it. @returns What the browser is answered in the end. */
async function logIn(
  world: CallbackWorld,
  path: string,
  { login, cookie }: { readonly login: string; readonly cookie?: string },
): Promise<{ readonly response: Response; readonly cookie: string; readonly back: URL }> {
  const pressed = await world.click(path, cookie, { identity: 'corp' })
  const back = await consentOverHttp(pressed.authorizationUrl, { login, returnTo: publicUrl })
  return { response: await world.comeBack(back, pressed.cookie), cookie: pressed.cookie, back }
}

t.test(
  'a consent with "by" begins with a login, and only those who may give it go on',
  async (t) => {
    const world = await guarded(t)
    const path = await world.link('p0')
    const page = await (await world.open(path)).text()
    t.match(page, /Log in with <bdi>corp<\/bdi>/)
    t.notMatch(page, 'Continue to', 'no way round it')
    t.equal((await world.click(path)).authorizationUrl, '', 'no redirect before the login')

    const wrong = await logIn(world, path, { login: 'mallory' })
    t.equal(wrong.response.status, 403)
    t.match(await wrong.response.text(), /You may not give this consent.*What to do next/s)
    t.equal((await world.click(path, wrong.cookie)).authorizationUrl, '')

    const right = await logIn(world, path, { login: 'ann' })
    t.equal(right.response.status, 303)
    t.equal(right.response.headers.get('location'), path)
    t.match(await (await world.open(path, right.cookie)).text(), 'Continue to')
    const click = await world.click(path, right.cookie)
    const done = await world.comeBack(await world.consentAt(click.authorizationUrl), click.cookie)
    t.equal(done.status, 303)
    t.equal(await world.generation('p0'), 1)
  },
)

t.test('a login is of one browser and one link, and not for ever', async (t) => {
  const world = await guarded(t)
  const path = await world.link('p0')
  const { cookie, back } = await logIn(world, path, { login: 'ann' })
  t.equal((await world.comeBack(back, cookie)).status, 400, 'its answer is good once')
  t.equal((await world.click(path)).authorizationUrl, '', 'not in another browser')
  const other = await world.link('p0')
  t.equal((await world.click(other, cookie)).authorizationUrl, '', 'not for another link')

  const planted = await world.click(path, undefined, { identity: 'corp' })
  const returnTo = publicUrl
  const his = await consentOverHttp(planted.authorizationUrl, { login: 'ann', returnTo })
  t.equal((await world.comeBack(his, cookie)).status, 403, 'an answer to another browser')
  const lost = await world.click(path, undefined, { identity: 'corp' })
  const late = await consentOverHttp(lost.authorizationUrl, { login: 'ann', returnTo })
  const elsewhere = new URL(late)
  elsewhere.pathname = '/-/callback/p0'
  t.equal((await world.comeBack(elsewhere, lost.cookie)).status, 400, 'no callback of a consent')
  t.equal((await world.comeBack(late, lost.cookie)).status, 303, 'nor is it used up by that')

  const click = await world.click(path, cookie)
  const consented = await world.consentAt(click.authorizationUrl)
  world.forward(31 * 60_000)
  t.equal((await world.click(path, cookie)).authorizationUrl, '', 'not after half an hour')
  t.ok((await world.comeBack(consented, click.cookie)).status >= 400)
  t.equal(await world.generation('p0'), 0)
})
