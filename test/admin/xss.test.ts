import t from 'tap'
import { connectedPage } from '../../src/admin/console/connected-page.ts'
import { consentPage } from '../../src/admin/console/consent-page.ts'
import { explanationPage } from '../../src/admin/console/explanation-page.ts'
import { refusals } from '../../src/admin/console/refusals.ts'
import { troubles } from '../../src/admin/console/troubles.ts'
import type { ConnectionAddress, ConsentRefusal } from '../../src/model/index.ts'
import { refusal } from './memory-consent.ts'
import { publicFixture } from './support.ts'

const escapedAlready = [
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;alert(1)&#60;/script&#62;',
]

const payloads = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=//evil.example/x.js></SCRIPT>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<img src=x onerror=alert(1)>',
  '<img/src/onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<iframe src=javascript:alert(1)>',
  '<body onload=alert(1)>',
  '<base href=//evil.example/>',
  '<meta http-equiv=refresh content="0;url=//evil.example">',
  '<link rel=stylesheet href=//evil.example/x.css>',
  '<style>@import "//evil.example/x.css"</style>',
  '</style><script>alert(1)</script>',
  '</title><script>alert(1)</script>',
  '</code></li></ul><form action=//evil.example><button>Continue</button></form>',
  '"><script>alert(1)</script>',
  "'><script>alert(1)</script>",
  '" onmouseover="alert(1)',
  "' autofocus onfocus='alert(1)",
  '--><script>alert(1)</script><!--',
  '<!--[if IE]><script>alert(1)</script><![endif]-->',
  '<a href="javascript:alert(1)">Continue</a>',
  '<details open ontoggle=alert(1)>',
  ...escapedAlready,
  '\u0000<script>\u0000alert(1)</script>',
  '${alert(1)}{{constructor.constructor("alert(1)")()}}<%= 1 %>',
  '\u202e<script>alert(1)</script>\u2066',
]

const harmless = 'harmless'

type Draw = (text: string) => unknown

const consent = {
  connection: 'github/release-bot' as ConnectionAddress,
  provider: 'github',
  providerTitle: 'GitHub',
  authorizationHost: 'github.example',
  scopes: ['repo'],
  expiresAt: 0,
}
const outcome = {
  connection: 'github/release-bot' as ConnectionAddress,
  grantedScopes: ['repo'],
  missingScopes: ['read:org'],
}
const members = ['account', 'email', 'tenant', 'subject'] as const

/** Every field that reaches a page, by name, and the page with the field set to a text. */
const fields: readonly (readonly [string, Draw])[] = [
  ...(['connection', 'provider', 'providerTitle', 'authorizationHost', 'description'] as const).map(
    (field): [string, Draw] => [
      `consent ${field}`,
      (text) => consentPage({ ...consent, [field]: text }, 'proof'),
    ],
  ),
  ['consent scope', (text) => consentPage({ ...consent, scopes: ['repo', text] }, 'proof')],
  ['consent proof', (text) => consentPage(consent, text)],
  ...members.flatMap((member): [string, Draw][] => [
    [
      `consent expect ${member}`,
      (text) => consentPage({ ...consent, expect: { [member]: text } }, 'proof'),
    ],
    [
      `connected account ${member}`,
      (text) => connectedPage({ ...outcome, account: { [member]: text } }),
    ],
    ...(Object.keys(refusals) as ConsentRefusal[]).flatMap((reason): [string, Draw][] => [
      [
        `${reason} expect ${member}`,
        (text) => explanationPage(reason, refusals[reason], { expect: { [member]: text } }),
      ],
      [
        `${reason} account ${member}`,
        (text) => explanationPage(reason, refusals[reason], { account: { [member]: text } }),
      ],
    ]),
  ]),
  [
    'connected connection',
    (text) => connectedPage({ ...outcome, connection: text as ConnectionAddress }),
  ],
  ['connected granted', (text) => connectedPage({ ...outcome, grantedScopes: [text] })],
  ['connected missing', (text) => connectedPage({ ...outcome, missingScopes: [text] })],
  ...(Object.keys(refusals) as ConsentRefusal[]).map((reason): [string, Draw] => [
    `${reason} connection`,
    (text) => explanationPage(reason, refusals[reason], { connection: text }),
  ]),
  [
    'path back',
    (text) => explanationPage('no_cookie', troubles.no_cookie, { path: `/-/consent/${text}` }),
  ],
]

/** The skeleton of a page: its tags, and of each the attributes' names. */
function skeleton(page: unknown): readonly string[] {
  return [...String(page).matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/"[^"]*"/g, '""'))
}

t.test('no text changes the structure of a page, in whatever field it stands', async (t) => {
  t.ok(payloads.length >= 30)
  for (const [field, draw] of fields) {
    const sound = skeleton(draw(harmless))
    const changed = payloads.filter((text) => !same(skeleton(draw(text)), sound))
    t.same(changed, [], field)
  }
})

t.test('the check would notice a text that is not escaped', async (t) => {
  const sound = skeleton(`<p title="">${harmless}</p>`)
  const unnoticed = payloads.filter((text) =>
    same(skeleton(`<p title="${text}">${text}</p>`), sound),
  )
  const needsSingleQuotes = "' autofocus onfocus='alert(1)"
  t.same(unnoticed, [needsSingleQuotes, ...escapedAlready])
})

t.test(
  'quotes are escaped, and what looks escaped already is shown as it was written',
  async (t) => {
    for (const text of escapedAlready) {
      const page = String(consentPage({ ...consent, description: text }, 'proof'))
      t.ok(page.includes(text.replaceAll('&', '&amp;')))
      t.notOk(page.includes(`>${text}`))
    }
    const page = String(consentPage({ ...consent, description: `'"` }, 'proof'))
    t.match(page, '&#39;&quot;')
  },
)

t.test('what a callback brings along is on no page', async (t) => {
  const reasons = Object.keys(refusals) as ConsentRefusal[]
  for (const reason of reasons) {
    const fixture = publicFixture({
      steps: {
        finish: async () => {
          throw refusal(reason)
        },
      },
    })
    for (const text of payloads) {
      const query = new URLSearchParams({
        error: `canary1${text}`,
        error_description: `canary2${text}`,
        error_uri: `canary3${text}`,
        state: `canary4${text}`,
        code: `canary5${text}`,
      })
      const path = `/-/callback/${encodeURIComponent(`canary6${text}`)}?${query}`
      const page = await (await fixture.app.request(path)).text()
      if (/canary\d/.test(page)) t.fail(`${reason}: ${text}`)
    }
    t.notMatch(JSON.stringify(fixture.log), /canary/, reason)
  }
})

t.test('a ticket from the address stands on a page only as an encoded link', async (t) => {
  const fixture = publicFixture()
  for (const text of payloads) {
    const path = `/-/consent/${encodeURIComponent(text)}`
    const response = await fixture.app.request(path, { method: 'POST' })
    t.equal(response.status, 403)
    const hrefs = [...(await response.text()).matchAll(/href="([^"]*)"/g)].map(([, href]) => href)
    t.equal(hrefs.length, 1)
    t.match(hrefs[0], /^\/-\/consent\/[\w%.!~*()&#;'-]+$/)
  }
})

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((tag, index) => tag === b[index])
}
