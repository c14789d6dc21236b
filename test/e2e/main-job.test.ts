import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { consent, startBrowser, type TestBrowser } from '../support/browser.ts'
import { consentOverHttp } from '../support/consent-over-http.ts'
import { batchKey, mainConfig, pressButton, startWorld, statusOf, type World } from './world.ts'

let world: World
let browser: TestBrowser

t.before(async () => {
  world = await startWorld({ accessTokenTtl: 300 })
  browser = await startBrowser()
})

t.teardown(async () => {
  await browser?.stop()
  await world?.stop()
})

t.test(
  'the plan before the first apply names every object and what happens to each token',
  async (t) => {
    const { exitCode, stdout } = await world.run(['plan', '--detailed-exitcode'])
    t.equal(exitCode, 2)
    t.match(stdout, 'Plan: 10 to add, 0 to change, 0 to destroy.')
    for (const address of ['provider.idp', 'connection.idp/ann', 'route.orders', 'identity.corp']) {
      t.match(stdout, `# ${address} will be created`)
    }
    t.notMatch(stdout, /not-a-real/, 'no secret is shown')
  },
)

t.test(
  'apply records everything, reports the consent as pending, and a second plan is empty',
  async (t) => {
    const applied = await world.ok(['apply', '--auto-approve', '--links=show'])
    t.match(applied.stdout, 'Apply complete! Resources: 10 added, 0 changed, 0 destroyed.')
    t.match(applied.stdout, `${world.gateway}/-/consent/`)
    t.notMatch(applied.stdout, /machine\/orders .*consent\//, 'client credentials need no consent')
    const again = await world.run(['plan', '--detailed-exitcode'])
    t.equal(again.exitCode, 0)
    t.match(again.stdout, 'No changes. Your configuration matches the applied state.')
    t.match(await statusOf(world, 'idp/ann'), { sync: 'synced', auth: 'pendingConsent' })
    t.match(await statusOf(world, 'machine/orders'), { sync: 'synced', auth: 'connected' })
  },
)

t.test('links are not printed into a log unless they are asked for', async (t) => {
  await world.configure(
    mainConfig.replace(
      'expect: { account: ann }',
      'expect: { account: ann }\n    description: once',
    ),
  )
  const { stdout, stderr } = await world.ok(['apply', '--auto-approve'])
  t.notMatch(stdout + stderr, '/-/consent/')
  t.match(stdout, 'credmgr connect idp/ann')
  await world.configure(mainConfig)
  await world.ok(['apply', '--auto-approve'])
})

t.test('a request before the consent is answered with a clear 503', async (t) => {
  const gateway = await world.serve()
  const response = await world.call('/ann/me')
  t.equal(response.status, 503)
  t.equal(response.headers.get('content-type'), 'application/problem+json')
  t.match(await response.json(), { code: 'connection_not_authorized', reason: 'never_consented' })
  await gateway.stop()
})

t.test('a client credentials connection works without anybody having been asked', async (t) => {
  const gateway = await world.serve()
  const response = await world.call('/orders/7?x=1')
  t.equal(response.status, 200)
  t.match(await response.json(), { hello: 'robot', path: '/7?x=1', scope: 'api.read' })
  t.equal(world.provider.countTokenRequests('client_credentials'), 1)
  await gateway.stop()
})

t.test(
  'the account owner consents in a browser, and a caller gets an answer made with that token',
  async (t) => {
    const gateway = await world.serve()
    const page = await browser.newPage()
    const link = await world.link('idp/ann')
    await page.goto(link)
    const text = await page.locator('body').textContent()
    for (const fact of [
      'idp/ann',
      'api.read',
      'offline_access',
      'ann',
      new URL(world.provider.issuer).host,
    ]) {
      t.match(text, fact, `the page names ${fact}`)
    }
    await consent(page, link, { login: 'ann' })
    t.match(page.url(), `${world.gateway}/-/callback/idp`)
    t.match(await page.locator('body').textContent(), 'idp/ann')

    const response = await world.call('/ann/me', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${batchKey}`,
        cookie: 'session=of-the-caller',
        'content-type': 'text/plain',
      },
      body: 'a body',
    })
    t.equal(response.status, 200)
    t.match(await response.json(), { hello: 'ann', path: '/me' })
    const received = world.upstream.last()
    t.equal(received.body.toString(), 'a body')
    t.notOk(received.headers.cookie, 'the caller’s cookie stays behind')
    t.notMatch(received.rawHeaders.join(' '), batchKey)
    const injected = received.rawHeaders.filter(
      (_, i) => received.rawHeaders[i - 1]?.toLowerCase() === 'authorization',
    )
    t.equal(injected.length, 1)
    const issued = world.provider.issued
      .filter((each) => each.use === 'access')
      .map((each) => `Bearer ${each.token}`)
    t.ok(issued.includes(injected[0] ?? ''), 'the one credential is the provider’s')

    t.match(await statusOf(world, 'idp/ann'), { auth: 'connected', account: { account: 'ann' } })
    const used = await page.goto(link)
    t.equal(used?.status(), 410, 'the link is used up')
    await gateway.stop()
  },
)

t.test('each kind of caller is let in or refused by the code that says why', async (t) => {
  const gateway = await world.serve()
  const as = async (claims: Record<string, unknown>) => ({
    headers: { authorization: `Bearer ${await world.callerToken(claims)}` },
  })
  const rows: readonly [string, RequestInit, number, string | undefined][] = [
    ['nobody', { headers: {} }, 401, 'unauthenticated'],
    ['a wrong key', { headers: { 'x-api-key': 'not-a-real-key-at-all' } }, 401, 'invalid_api_key'],
    ['the right key', {}, 200, undefined],
    ['the allowed user', await as({ sub: 'user-1' }), 200, undefined],
    ['another user', await as({ sub: 'user-2' }), 403, 'access_denied'],
    [
      'a token for somebody else',
      await as({ sub: 'user-1', aud: 'api://other' }),
      401,
      'invalid_token',
    ],
    ['an expired token', await as({ sub: 'user-1', exp: 1 }), 401, 'invalid_token'],
  ]
  for (const [who, init, status, code] of rows) {
    const before = world.upstream.requests.length
    const response = await world.call('/ann/me', init)
    t.equal(response.status, status, who)
    if (code !== undefined) t.match(await response.json(), { code }, who)
    else await response.body?.cancel()
    t.equal(
      world.upstream.requests.length - before,
      status === 200 ? 1 : 0,
      `${who} at the upstream`,
    )
  }
  const nowhere = await world.call('/nowhere')
  t.equal(nowhere.status, 404)
  t.match(await nowhere.json(), { code: 'route_not_found' })
  await gateway.stop()
})

t.test(
  'a client asks for a login link, and the browser ends where the configuration allows',
  async (t) => {
    const gateway = await world.serve()
    const path = `${world.admin}/-/api/v1/connections/idp/ann/login-links`
    const post = (body: object, headers: Record<string, string> = { 'x-api-key': batchKey }) =>
      fetch(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      })
    t.equal((await post({}, {})).status, 401)
    const elsewhere = await post({ postLoginRedirectUrl: 'https://evil.example/' })
    t.ok(elsewhere.status >= 400 && elsewhere.status < 500, 'a redirect that is not declared')
    const created = await post({ postLoginRedirectUrl: `${world.upstream.url}/after` })
    t.equal(created.status, 201)
    const { loginLink } = (await created.json()) as { loginLink: string }
    const page = await browser.newPage()
    const redirected = page.waitForRequest(`${world.upstream.url}/after`)
    await consent(page, loginLink, { login: 'ann' })
    t.ok(await redirected)
    await gateway.stop()
  },
)

t.test('another account than the expected one is refused and its grant given back', async (t) => {
  const gateway = await world.serve()
  const before = await world.read('.credmgr/vault/idp/ann.json')
  const revoked = world.provider.revoked.length
  const page = await browser.newPage()
  await consent(page, await world.link('idp/ann'), { login: 'mallory' })
  t.match(await page.locator('body').textContent(), /ann/)
  t.equal(await world.read('.credmgr/vault/idp/ann.json'), before, 'nothing was stored')
  t.equal(world.provider.revoked.length, revoked + 1)
  await gateway.stop()
})

t.test(
  'a callback in another browser than the one that pressed the button binds nobody',
  async (t) => {
    const gateway = await world.serve()
    const before = await world.read('.credmgr/vault/idp/ann.json')
    const requests = world.provider.countTokenRequests('authorization_code')
    const { authorizationUrl } = await pressButton(world, await world.link('idp/ann'))
    const callback = await consentOverHttp(authorizationUrl, {
      login: 'ann',
      returnTo: world.gateway,
    })
    const theirs = await browser.newPage()
    const response = await theirs.goto(callback.href)
    t.equal(response?.status(), 403)
    t.equal(
      world.provider.countTokenRequests('authorization_code'),
      requests,
      'the code was not redeemed',
    )
    t.equal(await world.read('.credmgr/vault/idp/ann.json'), before)
    await gateway.stop()
  },
)

t.test(
  'a scope added in YAML is planned as a new consent, and the token serves until then',
  async (t) => {
    await world.configure(
      mainConfig.replace('offline_access, api.read]', 'offline_access, api.read, api.write]'),
    )
    const planned = await world.run(['plan', '--detailed-exitcode'])
    t.equal(planned.exitCode, 2)
    t.match(planned.stdout, 'api.write')
    t.match(planned.stdout, 'reconsent')
    const applied = await world.ok(['apply', '--auto-approve'])
    t.match(applied.stdout, 'credmgr connect idp/ann')
    t.equal((await world.run(['plan', '--detailed-exitcode'])).exitCode, 0)
    const gateway = await world.serve()
    t.equal((await world.call('/ann/me')).status, 200)
    t.match(await statusOf(world, 'idp/ann'), { auth: 'connected', reason: 'scopes_added' })
    await world.configure(mainConfig)
    await world.ok(['apply', '--auto-approve'])
    t.equal((await world.run(['plan', '--detailed-exitcode'])).exitCode, 0)
    await gateway.stop()
  },
)

t.test(
  'no file of the store, and nothing that was printed, holds a token or a secret',
  async (t) => {
    const { stdout, stderr } = await world.run(['status', '--json'])
    const files = await readdir(join(world.directory, '.credmgr'), {
      recursive: true,
      withFileTypes: true,
    })
    const texts = [stdout, stderr]
    for (const file of files) {
      if (file.isFile()) texts.push(await readFile(join(file.parentPath, file.name), 'utf8'))
    }
    const secrets = [
      ...world.provider.issued.map((each) => each.token),
      'not-a-real-idp-secret',
      'not-a-real-robot-secret',
      batchKey,
    ]
    t.ok(secrets.length > 5 && texts.length > 8)
    for (const secret of secrets) {
      const forms = [
        secret,
        Buffer.from(secret).toString('base64').replace(/=+$/, ''),
        Buffer.from(secret).toString('hex'),
      ]
      t.notOk(forms.some((form) => texts.some((text) => text.includes(form))))
    }
  },
)

t.test('a provider taken out of the YAML: its tokens are revoked and gone', async (t) => {
  const without = mainConfig
    .replace(/ {2}idp:\n[\s\S]*?(?= {2}machine:)/, '')
    .replace(/ {2}idp\/ann:\n[\s\S]*?(?= {2}machine\/orders)/, '')
    .replace('idp/ann, ', '')
    .replace(/ {2}ann:\n[\s\S]*?(?= {2}orders:)/, '')
  await world.configure(without)
  const planned = await world.run(['plan'])
  t.match(planned.stdout, 'Plan: 0 to add, 1 to change, 3 to destroy.')
  t.match(planned.stdout, 'revoke')
  const revoked = world.provider.revoked.length
  await world.ok(['apply', '--auto-approve'])
  t.equal(world.provider.revoked.length, revoked + 1)
  const refresh = world.provider.issued
    .filter((each) => each.use === 'refresh')
    .map((each) => each.token)
  t.ok(refresh.includes(world.provider.revoked.at(-1) ?? ''), 'it is the refresh token')
  await t.rejects(world.read('.credmgr/vault/idp/ann.json'), { code: 'ENOENT' })
  t.equal((await world.run(['plan', '--detailed-exitcode'])).exitCode, 0)
})

t.test('destroy leaves nothing, and a gateway that runs serves nothing any more', async (t) => {
  const gateway = await world.serve()
  t.equal((await world.call('/orders/1')).status, 200)
  const { stdout } = await world.ok(['destroy', '--auto-approve'])
  t.match(stdout, /Destroy complete! Resources: \d+ destroyed\./)
  const state = JSON.parse(await world.read('.credmgr/state.json'))
  t.same(state.resources ?? state.state?.resources, [])
  t.match((await world.run(['plan'])).stdout, 'Plan: 7 to add, 0 to change, 0 to destroy.')
  const { serial } = state.state ?? state
  await gateway.waitForLine(new RegExp(`"serial":${serial},"msg":"configuration loaded"`))
  const minted = world.provider.countTokenRequests()
  t.equal((await world.call('/orders/1')).status, 404)
  t.equal((await fetch(`${world.gateway}/-/readyz`)).status, 503)
  t.equal(world.provider.countTokenRequests(), minted)
  t.equal((await gateway.stop()).exitCode, 0)
})
