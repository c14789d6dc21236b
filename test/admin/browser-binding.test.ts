import t from 'tap'
import { formProof } from '../../src/admin/browser.ts'
import { clickThrough, cookieOf, newTicket, publicFixture } from './support.ts'

const http = 'http://127.0.0.1:8080'
const https = 'https://credmgr.acme.example'

t.test('the cookie is as strict as the public URL allows', async (t) => {
  const overHttps = publicFixture({ publicUrl: https })
  const secure = await overHttps.app.request(await newTicket(overHttps))
  t.match(
    secure.headers.get('set-cookie'),
    /^__Host-credmgr=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  )
  const overHttp = publicFixture({ publicUrl: http })
  const plain = await overHttp.app.request(await newTicket(overHttp))
  t.match(
    plain.headers.get('set-cookie'),
    /^credmgr_browser=[\w-]{43}; Path=\/-\/; HttpOnly; SameSite=Lax$/,
  )
})

t.test('a well-formed cookie is kept, anything else is replaced', async (t) => {
  const good = 'A'.repeat(43)
  const table: readonly (readonly [string, boolean])[] = [
    [`credmgr_browser=${good}`, true],
    [`other=1; credmgr_browser=${good}; more=2`, true],
    [`credmgr_browser=${good.slice(1)}`, false],
    [`credmgr_browser=${good}A`, false],
    [`credmgr_browser=${good.slice(1)}!`, false],
    ['credmgr_browser=', false],
    ['credmgr_browser', false],
    [`credmgr_browser="${good}"`, false],
    [`Credmgr_Browser=${good}`, false],
    [`xcredmgr_browser=${good}`, false],
    [`__Host-credmgr=${good}`, false],
    [`credmgr_browser=${good}; credmgr_browser=${'B'.repeat(43)}`, false],
    [`credmgr_browser=${good}; credmgr_browser=${good}`, false],
    [`credmgr_browser=${good}; credmgr_browser=`, false],
  ]
  for (const [cookie, kept] of table) {
    const fixture = publicFixture()
    const response = await fixture.app.request(await newTicket(fixture), { headers: { cookie } })
    t.equal(response.headers.get('set-cookie') === null, kept, cookie)
  }
})

t.test('a link that is not shown sets no cookie', async (t) => {
  const { app } = publicFixture()
  t.equal((await app.request('/-/consent/unknown')).headers.get('set-cookie'), null)
})

t.test('a form is taken only from our own page, in the browser that was shown it', async (t) => {
  const own = http
  const none: Record<string, string> = {}
  const table: readonly (readonly [string, Record<string, string>, boolean, number])[] = [
    [
      'same origin, as browsers say it',
      { 'sec-fetch-site': 'same-origin', origin: 'null' },
      false,
      303,
    ],
    ['same origin with its name', { 'sec-fetch-site': 'same-origin', origin: own }, false, 303],
    ['typed by the user', { 'sec-fetch-site': 'none' }, false, 303],
    ['no hint at all', none, false, 303],
    ['old browser, own origin', { origin: own }, false, 303],
    ['hidden origin with the proof of our form', { origin: 'null' }, true, 303],
    ['hidden origin without proof', { origin: 'null' }, false, 403],
    ['cross-site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, true, 403],
    ['cross-site without origin', { 'sec-fetch-site': 'cross-site' }, true, 403],
    ['cross-site, hidden origin', { 'sec-fetch-site': 'cross-site', origin: 'null' }, true, 403],
    ['another port of the same host', { 'sec-fetch-site': 'same-site' }, true, 403],
    ['unknown site value', { 'sec-fetch-site': 'whatever' }, true, 403],
    ['another origin', { origin: 'https://evil.example' }, true, 403],
    ['another port', { origin: 'http://127.0.0.1:9090' }, true, 403],
    ['another scheme', { origin: 'https://127.0.0.1:8080' }, true, 403],
    ['another name', { origin: 'http://localhost:8080' }, true, 403],
    ['origin as a prefix', { origin: `${own}.evil.example` }, true, 403],
    [
      'contradiction',
      { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' },
      true,
      403,
    ],
  ]
  for (const [title, headers, proven, status] of table) {
    const fixture = publicFixture()
    const path = await newTicket(fixture)
    const cookie = cookieOf(await fixture.app.request(path))
    const ticket = path.split('/').at(-1) ?? ''
    const proof = proven ? formProof(cookie.split('=')[1] ?? '', ticket) : 'wrong'
    const response = await fixture.app.request(path, {
      method: 'POST',
      headers: { ...headers, cookie, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ proof }).toString(),
    })
    t.equal(response.status, status, title)
    t.equal(response.headers.has('location'), status === 303, title)
    if (status === 403) t.match(await response.text(), 'came from another site', title)
  }
})

t.test('the page carries the proof that its own form needs, and no other page does', async (t) => {
  const fixture = publicFixture()
  const path = await newTicket(fixture)
  const shown = await fixture.app.request(path)
  const proof = /name="proof" value="([^"]+)"/.exec(await shown.text())?.[1] ?? ''
  const submit = (at: string, cookie: string) =>
    fixture.app.request(at, {
      method: 'POST',
      headers: { cookie, origin: 'null' },
      body: new URLSearchParams({ proof }).toString(),
    })
  t.equal((await submit(path, cookieOf(shown))).status, 303)
  t.equal((await submit(await newTicket(fixture), cookieOf(shown))).status, 403, 'another link')
  const victim = cookieOf(await fixture.app.request(path))
  t.not(victim, cookieOf(shown))
  t.equal((await submit(path, victim)).status, 403, 'another browser')
})

t.test('without its cookie a click starts nothing', async (t) => {
  let begun = 0
  const fixture = publicFixture({
    steps: {
      async begin() {
        begun += 1
        return { authorizationUrl: 'https://github.example/' }
      },
    },
  })
  const path = await newTicket(fixture)
  const good = 'A'.repeat(43)
  const refused = [
    '',
    'other=1',
    'credmgr_browser=short',
    `credmgr_browser=${good}; credmgr_browser=${good}`,
    `__Host-credmgr=${good}`,
  ]
  for (const cookie of refused) {
    const headers = { cookie, 'sec-fetch-site': 'same-origin' }
    const response = await fixture.app.request(path, { method: 'POST', headers })
    t.equal(response.status, 403, cookie)
    const page = await response.text()
    t.match(page, 'Allow cookies for this site', cookie)
    t.ok(page.includes(`href="${path}"`), 'the link can be opened again')
  }
  t.equal(begun, 0)
  const headers = { cookie: `credmgr_browser=${good}` }
  t.equal((await fixture.app.request(path, { method: 'POST', headers })).status, 303)
  t.equal(begun, 1)
})

t.test('a consent ends only in the browser in which it began', async (t) => {
  const good = 'A'.repeat(43)
  const foreign: readonly string[] = [
    '',
    `credmgr_browser=${good}`,
    'credmgr_browser=short',
    `__Host-credmgr=${good}`,
  ]
  for (const cookie of foreign) {
    const fixture = publicFixture()
    const { state } = await clickThrough(fixture, await newTicket(fixture))
    const back = `/-/callback/github?code=c&state=${state}`
    const response = await fixture.app.request(back, { headers: { cookie } })
    t.equal(response.status, 403, cookie)
    t.match(await response.text(), 'wrong_browser', cookie)
    t.equal(fixture.consent.connected.size, 0, cookie)
  }
})

t.test('a planted second cookie is not mistaken for the first', async (t) => {
  const fixture = publicFixture()
  const { cookie, state } = await clickThrough(fixture, await newTicket(fixture))
  const planted = `credmgr_browser=${'A'.repeat(43)}`
  const back = `/-/callback/github?code=c&state=${state}`
  const response = await fixture.app.request(back, { headers: { cookie: `${cookie}; ${planted}` } })
  t.equal(response.status, 403)
  t.equal(fixture.consent.connected.size, 0)
})

t.test('a form that is too large is refused before it is read', async (t) => {
  const fixture = publicFixture()
  const path = await newTicket(fixture)
  const { cookie } = await clickThrough(fixture, path)
  const body = `proof=${'x'.repeat(5_000)}`
  const response = await fixture.app.request(path, { method: 'POST', headers: { cookie }, body })
  t.equal(response.status, 413)
})

t.test('whatever Host a request names, cookies and links follow the public URL', async (t) => {
  const hosts = ['evil.example', 'localhost', '127.0.0.1:1', '[::1]', 'credmgr.acme.example.evil']
  for (const host of hosts) {
    const fixture = publicFixture({ publicUrl: https })
    const path = await newTicket(fixture)
    const headers = {
      host,
      'x-forwarded-host': host,
      'x-forwarded-proto': 'http',
      forwarded: `host=${host}`,
    }
    const response = await fixture.app.request(path, { headers })
    t.match(response.headers.get('set-cookie'), /^__Host-credmgr=.*Secure/, host)
    t.notMatch(await response.text(), host === 'localhost' ? 'localhost' : host, host)
  }
})
