import t from 'tap'
import { CredmgrError } from '../../src/model/index.ts'
import { clickThrough, cookieOf, newTicket, publicFixture } from './support.ts'

t.test('health says that the process answers, readiness whether it serves', async (t) => {
  const ready = publicFixture()
  const alive = await ready.app.request('/-/healthz')
  t.equal(alive.status, 200)
  t.same(await alive.json(), { status: 'ok' })
  const serving = await ready.app.request('/-/readyz')
  t.equal(serving.status, 200)
  t.same(await serving.json(), { ready: true, serial: 7 })

  const starting = publicFixture({ health: { ready: false, problem: 'nothing was applied yet' } })
  t.equal((await starting.app.request('/-/healthz')).status, 200)
  const waiting = await starting.app.request('/-/readyz')
  t.equal(waiting.status, 503)
  t.same(await waiting.json(), { ready: false, problem: 'nothing was applied yet' })
})

t.test('whatever else is asked for under /-/ is refused as problem+json', async (t) => {
  const { app } = publicFixture()
  const refusals = [
    ['GET', '/-/', 404, 'not_found'],
    ['GET', '/-/console', 404, 'not_found'],
    ['GET', '/-/metrics', 404, 'not_found'],
    ['GET', '/-/api/v1/connections', 404, 'not_found'],
    ['POST', '/-/api/v1/connections/github/release-bot/login-links', 404, 'not_found'],
    ['GET', '/-/consent', 404, 'not_found'],
    ['GET', '/-/consent/', 404, 'not_found'],
    ['GET', '/-/consent/a/b', 404, 'not_found'],
    ['GET', '/-/callback', 404, 'not_found'],
    ['GET', '/-/callback/github/x', 404, 'not_found'],
    ['GET', '/-/HEALTHZ', 404, 'not_found'],
    ['POST', '/-/healthz', 405, 'method_not_allowed'],
    ['POST', '/-/readyz', 405, 'method_not_allowed'],
    ['PUT', '/-/consent/x', 405, 'method_not_allowed'],
    ['PUT', '/-/callback/github', 405, 'method_not_allowed'],
    ['HEAD', '/-/callback/github', 405, undefined],
    ['GET', '/-/login', 404, 'not_found'],
    ['GET', '/-/login/corp/x', 404, 'not_found'],
    ['POST', '/-/login/corp', 405, 'method_not_allowed'],
    ['HEAD', '/-/login/corp', 405, undefined],
    ['OPTIONS', '/-/consent/x', 405, 'method_not_allowed'],
  ] as const
  for (const [method, path, status, code] of refusals) {
    const response = await app.request(path, { method })
    t.equal(response.status, status, `${method} ${path}`)
    t.equal(response.headers.get('content-type'), 'application/problem+json', `${method} ${path}`)
    if (status === 405) t.ok(response.headers.get('allow'), `${method} ${path}`)
    if (code !== undefined) t.match(await response.json(), { status, code })
  }
})

t.test('the consent page says everything a person has to know before the click', async (t) => {
  const fixture = publicFixture()
  const response = await fixture.app.request(await newTicket(fixture))
  t.equal(response.status, 200)
  const page = await response.text()
  for (const fact of [
    'github/release-bot',
    'GitHub',
    'read:org',
    'repo',
    'acme-release-bot',
    'github.example',
    'Publishes the releases',
    '24 November 2026',
    '15:04 UTC',
    'never see the token',
    'Continue to',
  ]) {
    t.match(page, fact)
  }
  t.equal(fixture.consent.connected.size, 0)
})

t.test('without an expected account the page says that any account will do', async (t) => {
  const fixture = publicFixture()
  const path = await newTicket(fixture)
  const declared = fixture.world.connections.get('github/release-bot')
  if (declared === undefined) throw new Error('not declared')
  const { expect: _, ...anyAccount } = declared
  fixture.world.connections.set('github/release-bot', anyAccount)
  t.match(await (await fixture.app.request(path)).text(), 'Any account')
})

t.test('the click leads to the provider with 303, the callback to a page', async (t) => {
  const fixture = publicFixture()
  const path = await newTicket(fixture)
  const cookie = cookieOf(await fixture.app.request(path))
  const click = await fixture.app.request(path, { method: 'POST', headers: { cookie } })
  t.equal(click.status, 303)
  t.match(click.headers.get('location'), /^https:\/\/github\.example\/authorize\?state=/)

  const { state } = await clickThrough(fixture, path)
  const back = `/-/callback/github?code=fake-code&state=${state}`
  const other = await fixture.app.request(back, { headers: { cookie } })
  t.equal(other.status, 403, 'the second click was made by a browser without the first cookie')

  const again = await clickThrough(fixture, path)
  const done = await fixture.app.request(`/-/callback/github?code=fake-code&state=${again.state}`, {
    headers: { cookie: again.cookie },
  })
  t.equal(done.status, 200)
  const page = await done.text()
  t.match(page, 'You can close this window')
  t.match(page, 'acme-release-bot')
  t.notMatch(page, 'not everything was granted')
  t.ok(fixture.consent.connected.has('github/release-bot'))
  t.match(fixture.log.at(-1), { message: 'consent completed' })
})

t.test('scopes that were not granted are a warning on the last page', async (t) => {
  const fixture = publicFixture()
  fixture.world.exchange = async () => ({
    account: { account: 'acme-release-bot' },
    scopes: ['repo'],
  })
  const { cookie, state } = await clickThrough(fixture, await newTicket(fixture))
  const done = await fixture.app.request(`/-/callback/github?code=c&state=${state}`, {
    headers: { cookie },
  })
  const page = await done.text()
  t.match(page, 'Warning: not everything was granted')
  t.match(page, /care[\s\S]*read:org[\s\S]*<\/div>/)
})

t.test('a declared redirect is followed with 303, and nothing is added to it', async (t) => {
  const fixture = publicFixture()
  const target = 'https://ci.acme.example/connected'
  const { cookie, state } = await clickThrough(fixture, await newTicket(fixture, target))
  const back = `/-/callback/github?code=c&state=${state}&redirect=https://evil.example`
  const done = await fixture.app.request(back, { headers: { cookie } })
  t.equal(done.status, 303)
  t.equal(done.headers.get('location'), target)
})

t.test(
  'an answer that a provider posts is the answer of the browser that comes with it',
  async (t) => {
    const fixture = publicFixture()
    const { state, cookie } = await clickThrough(fixture, await newTicket(fixture))
    const body = new URLSearchParams({ code: 'a b', state })
    // As a browser does it: no cookie with the form of another site, and with the redirect there is.
    const posted = await fixture.app.request('/-/callback/github', { method: 'POST', body })
    t.equal(posted.status, 303)
    const location = posted.headers.get('location') ?? ''
    t.equal(location, `/-/callback/github?${body}`)
    t.equal(fixture.consent.connected.size, 0)
    const done = await fixture.app.request(location, { headers: { cookie } })
    t.equal(done.status, 200)
    t.equal(fixture.consent.connected.size, 1)
    const large = new URLSearchParams({ code: 'c'.repeat(20_000), state })
    const refused = await fixture.app.request('/-/callback/github', { method: 'POST', body: large })
    t.equal(refused.status, 413)
  },
)

t.test('the callback cannot be answered twice', async (t) => {
  const fixture = publicFixture()
  let exchanges = 0
  const { exchange } = fixture.world
  fixture.world.exchange = (code) => {
    exchanges += 1
    return exchange(code)
  }
  const { cookie, state } = await clickThrough(fixture, await newTicket(fixture))
  const back = `/-/callback/github?code=c&state=${state}`
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => fixture.app.request(back, { headers: { cookie } })),
  )
  t.equal(answers.filter(({ status }) => status === 200).length, 1)
  t.equal(answers.filter(({ status }) => status === 400).length, 49)
  t.equal(exchanges, 1)
})

t.test('HEAD on the callback leaves the sign-in as it is', async (t) => {
  const fixture = publicFixture()
  const { cookie, state } = await clickThrough(fixture, await newTicket(fixture))
  const back = `/-/callback/github?code=c&state=${state}`
  const head = await fixture.app.request(back, { method: 'HEAD', headers: { cookie } })
  t.equal(head.status, 405)
  t.equal((await fixture.app.request(back, { headers: { cookie } })).status, 200)
})

t.test(
  'the callback hands over every parameter, duplicates too, and the decoded provider',
  async (t) => {
    const seen: unknown[] = []
    const fixture = publicFixture({
      steps: {
        async finish(provider, params, browser) {
          seen.push(provider, [...params], browser)
          throw new Error('enough')
        },
      },
    })
    await fixture.app.request('/-/callback/my%2Didp?state=a&state=b&code=x%20y&iss=')
    const params = [
      ['state', 'a'],
      ['state', 'b'],
      ['code', 'x y'],
      ['iss', ''],
    ]
    t.same(seen, ['my-idp', params, undefined])
  },
)

t.test('trouble with the provider is a page that says to try the same link again', async (t) => {
  const provider = 'github'
  const troubles = [
    [new CredmgrError('PROVIDER_UNREACHABLE', 'no answer', { provider }), 503, null],
    [
      new CredmgrError('PROVIDER_UNREACHABLE', 'no answer', { provider, retryAfterMs: 1_500 }),
      503,
      '2',
    ],
    [
      new CredmgrError('PROVIDER_REJECTED', 'no', { provider, oauthError: 'invalid_client' }),
      502,
      null,
    ],
    [new CredmgrError('PROVIDER_MISBEHAVED', 'not JSON', { provider }), 502, null],
  ] as const
  for (const [error, status, retryAfter] of troubles) {
    const fixture = publicFixture({
      steps: {
        finish: async () => {
          throw error
        },
      },
    })
    const response = await fixture.app.request('/-/callback/github?code=c&state=s')
    t.equal(response.status, status)
    t.equal(response.headers.get('retry-after'), retryAfter)
    t.match(await response.text(), /same\s+link\s+again/)
    t.match(fixture.log, [{ level: 'warn', facts: { code: error.code } }])
  }
})

t.test(
  'an unexpected error shows no details, and only its name and code reach the log',
  async (t) => {
    const secret = 'fake-secret-in-a-message'
    const error = Object.assign(new RangeError(secret), { code: 'ENOSPC' })
    const boom = async () => {
      throw error
    }
    const fixture = publicFixture({ steps: { describe: boom, begin: boom, finish: boom } })
    const cookie = `credmgr_browser=${'x'.repeat(43)}`
    const answers = [
      await fixture.app.request('/-/consent/abc'),
      await fixture.app.request('/-/consent/abc', { method: 'POST', headers: { cookie } }),
      await fixture.app.request('/-/callback/github?code=c&state=s'),
    ]
    for (const answer of answers) {
      t.equal(answer.status, 500)
      t.match(answer.headers.get('content-type'), 'text/html')
      t.notMatch(await answer.text(), secret)
    }
    t.equal(fixture.log.length, 3)
    t.notMatch(JSON.stringify(fixture.log), secret)
    for (const entry of fixture.log) {
      t.match(entry, { level: 'error', facts: { name: 'RangeError', code: 'ENOSPC' } })
    }
  },
)

t.test('the log has the error code of the provider, if it looks like one', async (t) => {
  const provider = 'github'
  const table = [
    ['invalid_scope', 'invalid_scope'],
    ['AADSTS65001', 'AADSTS65001'],
    ['two words', '(not a code)'],
    ['x\nlevel=info', '(not a code)'],
    ['x'.repeat(65), '(not a code)'],
    ['', '(not a code)'],
  ] as const
  for (const [oauthError, logged] of table) {
    const errors = [
      new CredmgrError('CONSENT_REFUSED', 'no', { reason: 'provider_error', oauthError }),
      new CredmgrError('PROVIDER_REJECTED', 'no', { provider, oauthError }),
    ]
    for (const error of errors) {
      const fixture = publicFixture({
        steps: {
          finish: async () => {
            throw error
          },
        },
      })
      const response = await fixture.app.request('/-/callback/github?code=c&state=s')
      t.match(fixture.log, [{ level: 'warn', facts: { oauthError: logged } }])
      if (oauthError !== '') t.notOk((await response.text()).includes(oauthError))
    }
  }
})

t.test('neither ticket, state, code nor cookie reach the log', async (t) => {
  const fixture = publicFixture()
  const path = await newTicket(fixture)
  const { cookie, state } = await clickThrough(fixture, path)
  const back = `/-/callback/github?code=fake-code&state=${state}`
  await fixture.app.request(back, { headers: { cookie } })
  await fixture.app.request(back, { headers: { cookie } })
  await fixture.app.request(path)
  t.equal(fixture.log.length, 3)
  const log = JSON.stringify(fixture.log)
  const ticket = path.split('/').at(-1) ?? ''
  for (const canary of [ticket, state, 'fake-code', cookie.split('=')[1] ?? '']) {
    t.ok(canary.length > 8)
    t.notOk(log.includes(canary))
  }
})
