import { createHash } from 'node:crypto'
import t from 'tap'
import { refusals } from '../../src/admin/console/refusals.ts'
import type { ConsentRefusal } from '../../src/model/index.ts'
import { CredmgrError } from '../../src/model/index.ts'
import { refusal } from './memory-consent.ts'
import { clickThrough, newTicket, publicFixture } from './support.ts'

const required: readonly (readonly [string, RegExp])[] = [
  [
    'content-security-policy',
    /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; img-src 'none'; base-uri 'none'; frame-ancestors 'none'$/,
  ],
  ['referrer-policy', /^no-referrer$/],
  ['cache-control', /^no-store$/],
  ['x-content-type-options', /^nosniff$/],
  ['x-frame-options', /^DENY$/],
  ['cross-origin-opener-policy', /^same-origin$/],
  ['permissions-policy', /camera=\(\)/],
]

/** Every answer that the app can give, by name. */
async function everyAnswer(): Promise<readonly (readonly [string, Response])[]> {
  const answers: [string, Response][] = []
  const fixture = publicFixture()
  const path = await newTicket(fixture)
  answers.push(['consent', await fixture.app.request(path)])
  answers.push(['no cookie', await fixture.app.request(path, { method: 'POST' })])
  const evil = { origin: 'https://evil.example' }
  answers.push(['foreign', await fixture.app.request(path, { method: 'POST', headers: evil })])
  const cookie = `credmgr_browser=${'A'.repeat(43)}`
  const click = { method: 'POST', headers: { cookie } }
  answers.push(['click', await fixture.app.request(path, click)])
  const walk = await clickThrough(fixture, path)
  const back = `/-/callback/github?code=c&state=${walk.state}`
  answers.push(['connected', await fixture.app.request(back, { headers: { cookie: walk.cookie } })])
  const target = await newTicket(fixture, 'https://ci.acme.example/connected')
  const second = await clickThrough(fixture, target)
  const redirected = `/-/callback/github?code=c&state=${second.state}`
  answers.push([
    'redirected',
    await fixture.app.request(redirected, { headers: { cookie: second.cookie } }),
  ])
  for (const path of ['/-/healthz', '/-/readyz', '/-/nothing']) {
    answers.push([path, await fixture.app.request(path)])
  }
  answers.push(['405', await fixture.app.request('/-/healthz', { method: 'POST' })])
  const provider = 'github'
  const errors = [
    ...(Object.keys(refusals) as ConsentRefusal[]).map((reason) => refusal(reason)),
    new CredmgrError('PROVIDER_UNREACHABLE', 'no', { provider }),
    new CredmgrError('PROVIDER_MISBEHAVED', 'no', { provider }),
    new Error('no'),
  ]
  for (const error of errors) {
    const failing = publicFixture({
      steps: {
        describe: async () => {
          throw error
        },
      },
    })
    answers.push([error.message, await failing.app.request('/-/consent/x')])
  }
  return answers
}

t.test('every answer carries the security headers, whatever its status', async (t) => {
  const statuses = new Set<number>()
  for (const [name, response] of await everyAnswer()) {
    statuses.add(response.status)
    for (const [header, form] of required) {
      t.match(response.headers.get(header) ?? '(absent)', form, `${name}: ${header}`)
    }
  }
  for (const status of [200, 303, 400, 403, 404, 405, 410, 500, 502, 503]) {
    t.ok(statuses.has(status), `${status} was among them`)
  }
})

t.test('every redirect is a 303', async (t) => {
  const redirects = (await everyAnswer()).filter(([, { headers }]) => headers.has('location'))
  t.equal(redirects.length, 2)
  for (const [name, { status }] of redirects) t.equal(status, 303, name)
})

t.test('every page is whole, has no script and loads nothing', async (t) => {
  let pages = 0
  for (const [name, response] of await everyAnswer()) {
    if (!response.headers.get('content-type')?.startsWith('text/html')) continue
    pages += 1
    const page = await response.text()
    t.match(page, /^<!doctype html>\s*<html lang="en">/, name)
    t.match(page, /<title>[^<]+ · credmgr<\/title>/, name)
    t.match(page, '<meta name="viewport"', name)
    t.equal(page.match(/<h1>/g)?.length, 1, name)
    t.equal(page.match(/<main>/g)?.length, 1, name)
    t.notMatch(page, /<(script|img|link|iframe|object|embed|base)\b/i, name)
    t.notMatch(page, /\s(on\w+|style|src)=/i, name)
    t.notMatch(page, /url\(|@import/i, name)
    t.notMatch(page, /\bundefined\b|\[object|NaN/, name)
    const ids = [...page.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)
    for (const href of ids) t.match(href, /^\/-\/consent\//, name)
  }
  t.ok(pages >= 18)
})

t.test('the policy names the hash of exactly the style that stands in the page', async (t) => {
  const fixture = publicFixture()
  const response = await fixture.app.request(await newTicket(fixture))
  const style = /<style>([\s\S]*?)<\/style>/.exec(await response.text())?.[1] ?? ''
  t.ok(style.length > 1_000)
  const hash = createHash('sha256').update(style).digest('base64')
  t.ok(response.headers.get('content-security-policy')?.includes(`'sha256-${hash}'`))
  const edited = createHash('sha256').update(`${style} `).digest('base64')
  t.notOk(response.headers.get('content-security-policy')?.includes(edited), 'negative control')
})

t.test('text and controls keep a contrast of 4.5 to 1 in both schemes', async (t) => {
  const fixture = publicFixture()
  const page = await (await fixture.app.request(await newTicket(fixture))).text()
  const schemes = [...page.matchAll(/:root \{([^}]*)\}/g)].map(([, text]) => colours(text ?? ''))
  t.equal(schemes.length, 2)
  const pairs = [
    ['ink', 'card'],
    ['soft', 'card'],
    ['soft', 'page'],
    ['soft', 'chip'],
    ['ink', 'chip'],
    ['ink', 'page'],
    ['action', 'card'],
    ['action-ink', 'action'],
    ['action-ink', 'action-hover'],
    ['good', 'good-back'],
    ['bad', 'bad-back'],
    ['care', 'care-back'],
  ] as const
  for (const scheme of schemes) {
    for (const [text, back] of pairs) {
      const ratio = contrast(scheme.get(text) ?? '', scheme.get(back) ?? '')
      t.ok(ratio >= 4.5, `${text} on ${back}: ${ratio.toFixed(2)}`)
    }
  }
  t.ok(contrast('#999999', '#ffffff') < 4.5, 'negative control')
})

function colours(block: string): Map<string, string> {
  const found = block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)
  return new Map([...found].map(([, name = '', value = '']) => [name, value]))
}

/** WCAG 2.2, contrast ratio. */
function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
