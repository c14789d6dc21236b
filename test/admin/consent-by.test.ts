import t from 'tap'
import { isJsonObject, type OneTimeStore } from '../../src/model/index.ts'
import { arrive, mutations, nextStep, outcomeOf } from './callback-mutations.ts'
import type { CallbackSide, Weakening } from './callback-world.ts'
import { annOf, startLoginWorld } from './login-world.ts'

t.setTimeout(300_000)

t.test('a consent with "by" begins with a login, and only who may give it goes on', async (t) => {
  const world = await startLoginWorld(t)
  const path = await world.link('p0')
  const page = await (await world.open(path)).text()
  t.match(page, /Log in with <bdi>corp<\/bdi>.*Log in with <bdi>staff<\/bdi>/s)
  t.notMatch(page, 'Continue to', 'no way round it')
  t.equal((await world.click(path)).authorizationUrl, '', 'no redirect before the login')

  const wrong = await world.logIn(path, { login: 'mallory' })
  t.equal(wrong.response.status, 403)
  const refused = await wrong.response.text()
  t.match(refused, /You may not give this consent.*You signed in as.*mallory.*What to do next/s)
  t.equal((await world.click(path, wrong.cookie)).authorizationUrl, '')

  const right = await world.logIn(path, { login: 'ann' })
  t.equal(right.response.status, 303)
  t.equal(right.response.headers.get('location'), path)
  t.match(await (await world.open(path, right.cookie)).text(), /Logged in as.*ann.*Continue to/s)
  const click = await world.click(path, right.cookie)
  const done = await world.comeBack(await world.consentAt(click.authorizationUrl), click.cookie)
  t.equal(done.status, 303)
  t.equal(await world.generation('p0'), 1)
})

t.test('who has consented is recorded, and no token of the login is kept', async (t) => {
  const world = await startLoginWorld(t)
  const path = await world.link('p0')
  const { cookie } = await world.logIn(path, { login: 'ann', identity: 'staff' })
  const click = await world.click(path, cookie)
  await world.comeBack(await world.consentAt(click.authorizationUrl, 'bot'), cookie)
  const [stored] = await world.store.vault.summaries()
  t.match(stored, {
    account: { account: 'bot' },
    consentedBy: { identity: 'staff', subject: 'ann', account: 'ann', email: 'ann@example.test' },
  })
  const consented = world.log.find(({ message }) => message === 'connection consented')
  t.strictSame(consented?.facts, { connection: 'p0/bot', who: 'staff ann' })
  t.notMatch(JSON.stringify([world.log, stored]), /eyJ|access_token|id_token/)
})

t.test('a login is of one browser, one link and half an hour', async (t) => {
  const world = await startLoginWorld(t)
  const path = await world.link('p0')
  const { cookie } = await world.logIn(path, { login: 'ann' })
  t.not((await world.click(path, cookie)).authorizationUrl, '')
  t.equal((await world.click(path)).authorizationUrl, '', 'not in another browser')
  const other = await world.link('p0')
  t.equal((await world.click(other, cookie)).authorizationUrl, '', 'not for another link')
  world.forward(31 * 60_000)
  t.equal((await world.click(path, cookie)).authorizationUrl, '', 'not after half an hour')
  t.match(await (await world.open(path, cookie)).text(), 'Log in first')
})

t.test('whoever has stolen a link can bind no account with it', async (t) => {
  const world = await startLoginWorld(t)
  const path = await world.link('p0')
  const ann = await world.logIn(path, { login: 'ann' })
  const mallory = await world.loginAt(path, { login: 'mallory' })

  // Ann is lured to his login, or sent the answer to it, and he is sent the answer to hers.
  const lured = await world.loginAt(path, { login: 'ann', cookie: mallory.click.cookie })
  t.equal((await world.comeBack(lured.back, ann.cookie)).status, 403)
  t.equal((await world.comeBack(lured.back, mallory.click.cookie)).status, 400, 'used up')
  t.equal((await world.comeBack(mallory.back, ann.cookie)).status, 403)
  t.equal((await world.click(path, mallory.click.cookie)).authorizationUrl, '')

  // He takes over where she has begun the consent itself.
  const begun = await world.click(path, ann.cookie)
  const his = await world.consentAt(begun.authorizationUrl, 'mallory')
  t.equal((await world.comeBack(his, mallory.click.cookie)).status, 403)
  t.equal(await world.generation('p0'), 0)
})

t.test('whoever was refused is asked for a login again, and whoever was not is not', async (t) => {
  const world = await startLoginWorld(t)
  const path = await world.link('p0')
  const first = await world.click(path, undefined, { identity: 'corp' })
  t.equal(new URL(first.authorizationUrl).searchParams.get('prompt'), null)
  const { cookie } = await world.logIn(path, { login: 'mallory' })
  const again = await world.click(path, cookie, { identity: 'corp' })
  t.equal(new URL(again.authorizationUrl).searchParams.get('prompt'), 'login')
  t.equal((await world.logIn(path, { login: 'ann', cookie })).response.status, 303)
})

t.test('what the configuration has taken away since a login is refused', async (t) => {
  const world = await startLoginWorld(t)
  const path = await world.link('p0')
  const { cookie } = await world.logIn(path, { login: 'ann' })
  const click = await world.click(path, cookie)
  const back = await world.consentAt(click.authorizationUrl)
  world.setIdentities((all) =>
    all.map((each) =>
      each.spec.type === 'oidc'
        ? { ...each, spec: { ...each.spec, issuer: world.issuers.staff.issuer } }
        : each,
    ),
  )
  const response = await world.comeBack(back, cookie)
  t.equal(response.status, 403, 'an identity that was pointed elsewhere proves nothing')
  t.match(await response.text(), /login_required/)
  t.equal(await world.generation('p0'), 0)
  t.strictSame(world.servers.get('p0')?.issued ?? [], [], 'the code is not redeemed')
})

t.test('claims of an identity that every token must carry count at a login too', async (t) => {
  const world = await startLoginWorld(t)
  world.setIdentities((all) =>
    all.map((each) =>
      each.spec.type === 'oidc'
        ? { ...each, spec: { ...each.spec, claims: { email_verified: 'yes' } } }
        : each,
    ),
  )
  const { response } = await world.logIn(await world.link('p0'), { login: 'ann' })
  t.equal(response.status, 403)
})

t.test('only an identity that the connection names is logged in with', async (t) => {
  const world = await startLoginWorld(t, { by: [annOf('staff')] })
  const path = await world.link('p0')
  t.notMatch(await (await world.open(path)).text(), 'corp')
  for (const identity of ['corp', 'nobody', '']) {
    t.equal((await world.click(path, undefined, { identity })).authorizationUrl, '', identity)
  }
})

t.test('a login that is declined, or that fails, ends on a page that says so', async (t) => {
  const world = await startLoginWorld(t)
  for (const [error, status, reason] of [
    ['access_denied', 403, 'login_denied'],
    ['server_error', 400, 'login_failed'],
  ] as const) {
    const path = await world.link('p0')
    const { click, back } = await world.loginAt(path, { login: 'ann' })
    const url = new URL(back)
    url.searchParams.delete('code')
    url.searchParams.set('error', error)
    const response = await world.comeBack(url, click.cookie)
    t.equal(response.status, status, error)
    const page = await response.text()
    t.match(page, new RegExp(`<code>${reason}</code>`))
    t.match(page, nextStep)
    t.equal((await world.click(path, click.cookie)).authorizationUrl, '', error)
  }
  const path = await world.link('p0')
  await world.issuers.corp.stop()
  const { answer } = await world.click(path, undefined, { identity: 'corp' })
  t.equal(answer.status, 503, 'an issuer that is away')
  t.match(await answer.text(), nextStep)
  t.equal(await world.generation('p0'), 0)
})

t.test('of the callback of a login and its mutations only the right one logs in', async (t) => {
  for (const name of ['corp', 'staff']) {
    const world = await startLoginWorld(t)
    const tried = mutations.filter(({ usesLink }) => usesLink !== true)
    t.ok(tried.length >= 14)
    for (const mutation of tried) {
      const { completed, status, page, location } = await outcomeOf(world.logins, name, mutation)
      const what = `${name}: ${mutation.what}`
      t.notOk(completed, `${what}: nobody is logged in`)
      t.ok(status >= 400 && status < 500, `${what}: ${status}`)
      t.equal(location, null, `${what}: the browser is sent nowhere`)
      t.match(page, nextStep, `${what}: the page says what to do`)
    }
    t.match(await outcomeOf(world.logins, name), { completed: true, status: 303 }, name)
    t.strictSame(await world.store.vault.summaries(), [], 'a login alone connects nothing')
  }
})

t.test('an engine without one of the checks lets its mutation log in: control', async (t) => {
  const without: readonly (readonly [what: string, Weakening])[] = [
    ['a state for the second time, with a new code', { oneTime: ({ peek }) => ({ take: peek }) }],
    ['the path of another provider', atTheRightPath],
    ['the cookie of another browser', inTheRightBrowser],
    [
      'a sign-in that has taken too long',
      { oneTime: ({ put }) => ({ put: (kind, id, value) => put(kind, id, value, endOfTime) }) },
    ],
  ]
  for (const [what, weakening] of without) {
    const mutation = mutations.find((each) => each.what === what)
    t.ok(mutation, what)
    const weak = await startLoginWorld(t, { weakening })
    const { status } = await outcomeOf(weak.logins, 'corp', mutation)
    t.equal(status, 303, `${what}: is let through`)
  }
  const open = await startLoginWorld(t, { by: [{ type: 'claims', identity: 'corp', claims: {} }] })
  const { response } = await open.logIn(await open.link('p0'), { login: 'mallory' })
  t.equal(response.status, 303, 'without a check of who it is, anybody is let through')
})

const endOfTime = 9_000_000_000_000

const atTheRightPath: Weakening = {
  steps: (real, store) => ({
    finishLogIn: async (identity, params, browser) => {
      const known = await pendingOf(store.oneTime, params)
      return real.finishLogIn(known.identity ?? identity, params, browser)
    },
  }),
}

const inTheRightBrowser: Weakening = {
  steps: (real, store) => ({
    finishLogIn: async (identity, params, browser) => {
      const known = await pendingOf(store.oneTime, params)
      return real.finishLogIn(identity, params, known.browser ?? browser)
    },
  }),
}

async function pendingOf(
  oneTime: OneTimeStore,
  params: URLSearchParams,
): Promise<{ readonly browser?: string; readonly identity?: string }> {
  const found = await oneTime.peek('transaction', `login ${params.get('state')}`)
  return isJsonObject(found) ? (found as { browser?: string; identity?: string }) : {}
}

t.test('of all callbacks of consents and logins only the diagonal completes', async (t) => {
  const world = await startLoginWorld(t)
  const sides: readonly (readonly [CallbackSide, string])[] = [
    ...['p1', 'p2', 'p3'].map((name) => [world, name] as const),
    ...world.logins.names.map((name) => [world.logins, name] as const),
  ]
  const pathOf = ([{ callbackPath }, name]: readonly [CallbackSide, string]): string =>
    callbackPath + name
  const counts = (): Promise<readonly number[]> =>
    Promise.all(sides.map(([side, name]) => side.generation(name)))
  for (const path of sides) {
    for (const state of sides) {
      const { back, click } = await arrive(...state)
      const url = new URL(back)
      url.pathname = pathOf(path)
      const before = await counts()
      const response = await path[0].comeBack(url, click.cookie)
      const after = await counts()
      const changed = sides.filter((_, index) => before[index] !== after[index]).map(pathOf)
      const what = `${pathOf(path)} × ${pathOf(state)}`
      t.strictSame(changed, path === state ? [pathOf(path)] : [], what)
      t.equal(response.status, path === state ? 303 : 400, what)
    }
  }
})
