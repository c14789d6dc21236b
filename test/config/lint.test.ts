import t from 'tap'
import { explanations, lintConfig } from '../../src/config/index.ts'
import { rules } from '../../src/config/lint/index.ts'
import { catalog as shipped } from '../../src/index.ts'
import { type Diagnostic, type DiagnosticCode, diagnosticCodes } from '../../src/model/index.ts'
import { catalog } from './catalog.ts'
import { codesOfFacts, head, places, unmarked } from './support.ts'

function lint(text: string): readonly Diagnostic[] {
  const checked = lintConfig({ file: 'credmgr.config.yaml', text }, catalog)
  if (!checked.ok) throw new Error(`not valid: ${checked.diagnostics[0]?.message}`)
  return checked.diagnostics
}

/** A configuration in which no rule finds anything, to be spoilt in one place. */
const good = `${head}providers:
  github:
    template: github
    grant: authorizationCode
    clientId: Iv1.fake
    clientSecret: { env: GITHUB_CLIENT_SECRET }
    scopes: [read:org]
  corp:
    issuer: https://id.example
    grant: authorizationCode
    clientId: a
    clientSecret: { env: A }
    scopes: [openid, orders.read, offline_access]
  erp:
    endpoints: { token: https://erp.example/token }
    grant: clientCredentials
    clientId: a
    clientSecret: { env: A }
connections:
  github/bot:
    expect: { account: bot }
  corp/bot: { expect: { tenant: acme } }
  erp/orders: {}
identities:
  batch: { apiKey: { env: BATCH_API_KEY } }
  ci: { issuer: https://ci.example, audience: credmgr }
accessPolicies:
  all:
    connections: [github/*, corp/bot, erp/*]
    allow:
      - apiKey: batch
      - claims: { identity: ci, repository: acme/app }
routes:
  github:
    match: { path: /github/**, methods: [GET] }
    upstream: https://api.github.com
    connection: github/bot
  corp:
    match: { path: /corp/** }
    upstream: https://api.corp.example
    policies:
      - get-authorization-context: { connection: corp/bot }
      - set-header: { X-Token: "{{ auth.accessToken }}" }
  erp:
    public: true
    match: { path: /erp/** }
    upstream: https://erp.example/api
    policies:
      - get-authorization-context: { connection: erp/orders, identityType: managed }
`

/** `good` with `from`, which is there exactly once, replaced. */
const spoilt = (...changes: readonly (readonly [from: string, to: string])[]): string =>
  changes.reduce((text, [from, to]) => {
    if (text.split(from).length !== 2) throw new Error(`not there once: ${from}`)
    return text.replace(from, () => to)
  }, good)

/** Title, code with severity, the text that fails with « and » around the place, one that passes. */
type Row = readonly [title: string, code: string, fails: string, passes: string]

const scopes = (to: string): string => spoilt(['[read:org]', to])
const corpScopes = (to: string): string => spoilt(['[openid, orders.read, offline_access]', to])
const corp = (connection: string): string =>
  spoilt(
    ['  erp/orders: {}', `  erp/orders: {}\n${connection}`],
    ['[github/*, corp/bot, erp/*]', '[github/*, corp/bot, corp/users/*, erp/*]'],
  )
/** The route of `erp` takes a token that is exchanged for that of `subject`; `idle` is left without one. */
const exchanging = (subject: string, idle: string): string =>
  spoilt(
    ['connection: erp/orders', 'connection: hub/orders'],
    [
      'connections:\n  github/bot',
      `  hub:\n    issuer: https://hub.example\n    grant: tokenExchange\n    clientId: a\n    clientSecret: { env: A }\nconnections:\n  hub/orders: { subjectToken: { connection: ${subject} } }\n  github/bot`,
    ],
    ['  erp/orders: {}', `  ${idle}: {}`],
    ['[github/*, corp/bot, erp/*]', '[github/*, corp/bot, erp/*, hub/*]'],
  )
const corpFields = (to: string): string => spoilt(['    issuer: https://id.example', to])
const principals = (to: string): string =>
  spoilt(['      - claims: { identity: ci, repository: acme/app }\n', to])
const header = (to: string): string => spoilt(['X-Token: "{{ auth.accessToken }}"', to])
/** As `header`, in a case of a choose, beside another policy. */
const chosen = (to: string, beside = 'set-method: { method: GET }'): string =>
  spoilt([
    '- set-header: { X-Token: "{{ auth.accessToken }}" }',
    `- choose: { when: [{ condition: { methods: [GET] }, policies: [{ ${beside} }, { set-header: { ${to} } }] }] }`,
  ])
const upstream = (to: string): string => spoilt(['https://api.corp.example', to])
const more = (routes: string): string => `${good}${routes}`
const fake = 'ghs_FAKEfakeFAKEfakeFAKEfakeFAKEfake0000'
const loginIdentity = '{ issuer: https://a.example, audience: a, login: { clientId: a } }'
const user = '{ user: { identity: ci, objectId: a } }'

const rows: readonly Row[] = [
  ['a wildcard', 'CM3001 error', scopes('[«"*"»]'), scopes('[read:org, a*b]')],
  ['a wildcard of a kind', 'CM3001 error', scopes('[«admin:*»]'), scopes('[notifications]')],
  [
    'all mail',
    'CM3001 error',
    corpScopes('[openid, «https://mail.google.com/», offline_access]'),
    corpScopes('[openid, https://www.googleapis.com/auth/gmail.readonly, offline_access]'),
  ],
  [
    'the directory, by its full name, in a connection',
    'CM3001 error',
    spoilt([
      '{ expect: { tenant: acme } }',
      '{ expect: { tenant: acme }, scopes: [offline_access, «https://graph.microsoft.com/Directory.Read.All»] }',
    ])
      .replace('Directory.Read.All', 'Directory.ReadWrite.All')
      .replace('path: /corp/** }', 'path: /corp/**, methods: [GET] }'),
    spoilt([
      '{ expect: { tenant: acme } }',
      '{ expect: { tenant: acme }, scopes: [offline_access, https://graph.microsoft.com/Directory.Read.All] }',
    ]),
  ],
  [
    'all repositories',
    'CM3001 warning',
    scopes('[«repo»]'),
    scopes('[public_repo]').replace('methods: [GET]', 'methods: [GET, POST]'),
  ],
  [
    'a wildcard in a template of connections',
    'CM3001 error',
    spoilt(['  erp/orders: {}', '  erp/orders: {}\n  github/users/{sub}: { scopes: [«"*"»] }']),
    spoilt(['  erp/orders: {}', '  erp/orders: {}\n  github/users/{sub}: { scopes: [read:user] }']),
  ],
  [
    'a redirect with a wildcard in a template of connections',
    'CM3012 error',
    spoilt([
      '  erp/orders: {}',
      '  erp/orders: {}\n  github/users/{sub}: { allowedRedirectUrls: [«https://a.example/*»] }',
    ]),
    spoilt([
      '  erp/orders: {}',
      '  erp/orders: {}\n  github/users/{sub}: { allowedRedirectUrls: [https://a.example/] }',
    ]),
  ],
  [
    'no refresh token for a template of connections',
    'CM3003 warning',
    corp('  corp/users/{sub}: { «scopes»: [openid] }'),
    corp('  corp/users/{sub}: { scopes: [openid, offline_access] }'),
  ],
  [
    'every permission of a client',
    'CM3001 info',
    corpScopes('[«https://api.example/.default», offline_access]'),
    spoilt([
      'token: https://erp.example/token }\n    grant',
      'token: https://erp.example/token }\n    scopes: [https://api.example/.default]\n    grant',
    ]),
  ],
  [
    'no refresh token',
    'CM3003 warning',
    corpScopes('[openid]').replace('    scopes: [openid]', '    «scopes»: [openid]'),
    corpFields('    issuer: https://id.example\n    authorizationParams: { access_type: offline }'),
  ],
  [
    'no refresh token for one connection',
    'CM3003 warning',
    spoilt(['{ expect: { tenant: acme } }', '{ expect: { tenant: acme }, «scopes»: [openid] }']),
    spoilt([
      '{ expect: { tenant: acme } }',
      '{ expect: { tenant: acme }, scopes: ["${env:SCOPE}"] }',
    ]),
  ],
  [
    'a token endpoint elsewhere',
    'CM3010 error',
    corpFields(
      '    issuer: https://id.example\n    endpoints: { authorization: https://id.example/a, token: «https://evil.example/t» }',
    ),
    corpFields(
      '    issuer: https://id.example\n    endpoints: { authorization: https://id.example/a, token: https://id.example/t }',
    ),
  ],
  [
    'a redirect with a wildcard',
    'CM3012 error',
    spoilt([
      'expect: { account: bot }',
      'expect: { account: bot }\n    allowedRedirectUrls: [https://a.example, «https://b.example/*»]',
    ]),
    spoilt([
      'expect: { account: bot }',
      'expect: { account: bot }\n    postLoginRedirectUrl: https://a.example/done',
    ]),
  ],
  [
    'a secret in the body',
    'CM3014 warning',
    corpFields('    issuer: https://id.example\n    clientAuth: «clientSecretPost»'),
    spoilt(['template: github', 'template: github\n    clientAuth: clientSecretPost']),
  ],
  [
    'an id_token of nobody',
    'CM3015 error',
    corpFields(
      '    endpoints: { authorization: https://id.example/a, token: https://id.example/t }',
    ).replace('openid', '«openid»'),
    corpFields(
      '    endpoints: { authorization: https://id.example/a, token: https://id.example/t }',
    ).replace('openid, ', ''),
  ],
  [
    'a connection that no route uses',
    'CM3102 warning',
    spoilt(['  erp/orders: {}', '  erp/orders: {}\n  «erp/old»: {}']),
    spoilt(
      ['  erp/orders: {}', '  erp/orders: {}\n  erp/old: {}'],
      ['connection: github/bot', 'connection: ${env:CONNECTION}'],
    ),
  ],
  [
    'a connection whose token nobody exchanges',
    'CM3102 warning',
    exchanging('github/bot', '«erp/orders»'),
    exchanging('erp/orders', 'erp/orders'),
  ],
  [
    'an identity that nobody is to log in with',
    'CM3102 warning',
    spoilt(['  ci: {', `  «old»: ${loginIdentity}\n  ci: {`]),
    spoilt(
      ['  ci: {', `  old: ${loginIdentity}\n  ci: {`],
      ['corp/bot: {', 'corp/bot: { consent: { by: [{ user: { identity: old, subject: a } }] },'],
    ),
  ],
  [
    'an identity that no principal names',
    'CM3102 warning',
    spoilt(['  ci: {', '  «old»: { apiKey: { env: OLD } }\n  ci: {']),
    spoilt(
      ['  ci: {', '  old: { apiKey: { env: OLD } }\n  ci: {'],
      [
        'routes:\n',
        'routes:\n  any: { match: { path: /any }, upstream: https://a.example, policies: [] }\n',
      ],
    ),
  ],
  [
    'a policy that covers nothing',
    'CM3102 warning',
    spoilt(
      [
        'accessPolicies:\n',
        'accessPolicies:\n  «none»: { connections: [idle/*], allow: [{ apiKey: batch }] }\n',
      ],
      [
        'providers:\n',
        'providers:\n  # credmgr:ignore CM3102 soon\n  idle: { issuer: https://i.example, grant: clientCredentials, clientId: a, clientSecret: { env: A } }\n',
      ],
    ),
    spoilt([
      'accessPolicies:\n',
      'accessPolicies:\n  more: { connections: [erp/*], allow: [{ apiKey: batch }] }\n',
    ]),
  ],
  [
    'a provider that no connection uses, as everywhere',
    'CM3102 warning',
    spoilt([
      '  erp:\n    end',
      '  «idle»: { issuer: https://i.example, grant: clientCredentials, clientId: a, clientSecret: { env: A } }\n  erp:\n    end',
    ]),
    good,
  ],
  [
    'a connection that no policy covers, as everywhere',
    'CM3103 warning',
    spoilt(['[github/*, corp/bot, erp/*]', '[github/*, corp/bot]']).replace(
      '  erp/orders: {}',
      '  «erp/orders»: {}',
    ),
    good,
  ],
  [
    'the same principal again',
    'CM3104 warning',
    principals('      - claims: { identity: ci, a: b }\n      - «apiKey»: batch\n'),
    principals('      - claims: { identity: ci, a: b }\n      - apiKey: other\n').replace(
      '  batch: {',
      '  other: { apiKey: { env: OTHER } }\n  batch: {',
    ),
  ],
  [
    'claims that contain those of another',
    'CM3104 warning',
    principals(
      '      - «claims»: { identity: ci, a: b, c: d }\n      - claims: { identity: ci, c: d }\n',
    ),
    principals(
      '      - claims: { identity: ci, a: b, c: d }\n      - claims: { identity: ci, c: e }\n',
    ),
  ],
  [
    'a user with fewer applications',
    'CM3104 warning',
    principals(`      - ${user}\n      - «user»: { identity: ci, objectId: a, appIds: [b] }\n`),
    principals(
      `      - { user: { identity: ci, objectId: a, tenantId: c } }\n      - user: { identity: ci, objectId: a, appIds: [b] }\n`,
    ),
  ],
  [
    'a person’s token for everybody',
    'CM3106 error',
    spoilt(['connection: erp/orders', 'connection: «corp/bot»']).replace(
      'erp/orders: {}',
      '# credmgr:ignore CM3102 the route has another\n  erp/orders: {}',
    ),
    good,
  ],
  [
    'a person’s connection for a group',
    'CM3107 warning',
    principals(
      '      - { claims: { identity: ci, a: b } }\n      - «group»: { identity: ci, objectId: a }\n',
    ),
    principals('      - group: { identity: ci, objectId: a }\n')
      .replace('[github/*, ', '[')
      .replace(
        'accessPolicies:\n',
        'accessPolicies:\n  bot: { connections: [github/bot], allow: [{ apiKey: batch }] }\n',
      ),
  ],
  [
    'a consent of anybody',
    'CM3108 warning',
    spoilt(['  corp/bot: { expect: { tenant: acme } }', '  «corp/bot»: {}']),
    good,
  ],
  [
    'a consent of anybody, and one of somebody who logs in',
    'CM3108 warning',
    spoilt(['  corp/bot: { expect: { tenant: acme } }', '  «corp/bot»: {}']),
    spoilt(
      ['  ci: {', `  staff: ${loginIdentity}\n  ci: {`],
      [
        '  corp/bot: { expect: { tenant: acme } }',
        '  corp/bot: { consent: { by: [{ user: { identity: staff, subject: a } }] } }',
      ],
    ),
  ],
  [
    'an IP address',
    'CM3203 error',
    upstream('«https://10.0.0.7/api»'),
    upstream('http://127.0.0.1:9'),
  ],
  [
    'another IP address',
    'CM3203 error',
    upstream('«https://[2001:db8::1]»'),
    upstream('http://[::1]'),
  ],
  [
    'a metadata service',
    'CM3203 error',
    upstream('«https://metadata.google.internal»'),
    upstream('https://metadata.example'),
  ],
  [
    'routes with different headers',
    'CM3204 error',
    more(`  a: { match: { path: /a, headers: { x-a: b } }, upstream: https://a.example, policies: [] }
  b: { match: { path: «/a», host: a.example }, upstream: https://a.example, policies: [] }\n`),
    more(`  a: { match: { path: /a, headers: { x-a: b } }, upstream: https://a.example, policies: [] }
  b: { match: { path: /a, headers: { X-A: c } }, upstream: https://a.example, policies: [] }
  c: { match: { path: /a, headers: { x-a: b }, host: a.example }, upstream: https://a.example, policies: [] }
  d: { match: { path: /a/*, headers: { x-a: b } }, upstream: https://a.example, policies: [] }\n`),
  ],
  [
    'a route for everything',
    'CM3205 warning',
    more('  a: { match: { path: «/**» }, upstream: https://a.example, policies: [] }\n'),
    more(
      '  a: { match: { path: /**, host: a.example }, upstream: https://a.example, policies: [] }\n',
    ),
  ],
  [
    'every method with a token that may write',
    'CM3205 warning',
    corpScopes('[orders:write, offline_access]').replace(
      'match: { path: /corp/** }',
      '«match»: { path: /corp/** }',
    ),
    corpScopes('[orders:write, offline_access]').replace(
      'path: /corp/** }',
      'path: /corp/**, methods: [POST] }',
    ),
  ],
  [
    'a header that stays as the caller sent it',
    'CM3206 error',
    header('X-Token: { value: "{{ auth.accessToken }}", existsAction: «skip» }'),
    header('Authorization: { value: "Bearer {{ auth.accessToken }}", existsAction: skip }'),
  ],
  [
    'a header that is added to what the caller sent',
    'CM3206 error',
    header('X-Token: { values: [a, "b {{auth.accessToken}}"], existsAction: «append» }'),
    header('X-Token: { value: "{{ auth.tokenType }}", existsAction: append }'),
  ],
  [
    'a token in the query',
    'CM3206 error',
    chosen('a: b', 'set-query-parameter: { key: «"{{ auth.accessToken }}"» }'),
    chosen('a: b', 'set-query-parameter: { key: "{{ auth.tokenType }}" }'),
  ],
  [
    'a header within a case that is added to what the caller sent',
    'CM3206 error',
    chosen('X-Token: { value: "{{ auth.accessToken }}", existsAction: «append» }'),
    chosen('X-Token: "{{ auth.accessToken }}"'),
  ],
  [
    'a route with a token, open to every origin',
    'CM3210 warning',
    header(`X-Token: a }\n      - cors: { allowedOrigins: [«"*"»]`),
    header('X-Token: a }\n      - cors: { allowedOrigins: [https://app.example]'),
  ],
  [
    'a secret in a comment',
    'CM3401 error',
    spoilt(['scopes: [read:org]', `scopes: [read:org] # was «${fake}» once`]),
    spoilt(['scopes: [read:org]', 'scopes: [read:org] # was ghs_… once']),
  ],
  [
    'a secret in a note',
    'CM3401 error',
    `${good}x-note: "«${fake}»"\n`,
    `${good}x-note: 3f786850e387550fdab836ed7e6dc881de23001b\n`,
  ],
  [
    'a secret variable where all can read it',
    'CM3402 error',
    spoilt(['clientId: Iv1.fake', 'clientId: "a-«${env:LOGIN_TOKEN:-b}»"']),
    spoilt(['clientId: Iv1.fake', 'clientId: ${env:TOKEN_CLIENT_ID}']),
  ],
  [
    'a comment that ignores nothing',
    'CM0001 warning',
    spoilt(['  erp/orders: {}', '  erp/orders: {} «# credmgr:ignore CM3108 nobody consents»']),
    good,
  ],
  [
    'a comment that ignores an unknown code',
    'CM0001 warning',
    `«# credmgr:ignore CM9999 because»\n${good}`,
    `# credmgr:ignored CM9999\n${good}`,
  ],
  [
    'a comment that names no code',
    'CM0002 error',
    spoilt(['  erp/orders: {}', '  erp/orders: {} «# credmgr:ignore»']),
    good,
  ],
]

for (const [title, expected, fails, passes] of rows) {
  t.test(`${title} is ${expected}, at its place, and its fellow passes`, async (t) => {
    const { text, at } = unmarked(fails)
    const found = lint(text)
    const [code, severity] = expected.split(' ')
    t.strictSame(
      places(found),
      at.map((place) => `${code} ${place}`),
    )
    t.strictSame(
      found.map((each) => each.severity),
      at.map(() => severity),
    )
    t.equal(at.length, 1)
    t.strictSame(places(lint(passes)), [])
  })
}

for (const [title, expected, fails] of rows.filter(([, code]) => code.startsWith('CM3'))) {
  t.test(`${title} is ignored by a comment above it`, async (t) => {
    const { text, at } = unmarked(fails)
    const [code] = expected.split(' ')
    const line = Number(at[0]?.split(':')[0])
    const comment = `# credmgr:ignore ${code} it is meant`
    t.strictSame(
      places(
        lint(
          text
            .split('\n')
            .toSpliced(line - 1, 0, comment)
            .join('\n'),
        ),
      ),
      [],
    )
  })
}

/** Errors of every command: code, what fails at the marked place, and what passes. */
const refused: readonly (readonly [code: string, fails: string, passes: string])[] = [
  ['CM3011', corpFields('    issuer: «http://id.example»'), corpFields('    issuer: http://[::1]')],
  [
    'CM3013',
    corpFields('    issuer: https://id.example\n    pkce: «none»'),
    corpFields('    issuer: https://id.example\n    pkce: S256'),
  ],
  ['CM3201', upstream('«http://api.corp.example»'), upstream('http://localhost:9')],
  [
    'CM3202',
    spoilt(['https://api.github.com', '«https://api.github.com.example»']),
    spoilt(['https://api.github.com', 'https://api.github.com/v3']),
  ],
]

for (const [code, fails, passes] of refused) {
  t.test(`${code} is an error of every command, which no comment ignores`, async (t) => {
    const { text, at } = unmarked(fails)
    const expected = at.map((place) => `${code} ${place}`)
    const found = lintConfig({ file: 'f', text }, catalog)
    t.notOk(found.ok)
    t.strictSame(places(found.diagnostics), expected)
    const line = text.split('\n')[Number(at[0]?.split(':')[0]) - 1] ?? ''
    const commented = text.replace(line, () => `${line} # credmgr:ignore ${code} it is meant`)
    t.strictSame(places(lintConfig({ file: 'f', text: commented }, catalog).diagnostics), expected)
    t.strictSame(places(lint(passes)), [])
  })
}

t.test('every 3xxx code has a text that fails, one that passes, and an explanation', async (t) => {
  const tables = [rows.map(([, code]) => code), refused.map(([code]) => code), codesOfFacts]
  const tested = new Set(tables.flat().map((each) => each.split(' ')[0]))
  const codes = Object.keys(diagnosticCodes).filter((code) => code.startsWith('CM3'))
  t.ok(codes.length > 30)
  t.strictSame(
    codes.filter((code) => !tested.has(code)),
    [],
  )
  for (const code of codes) {
    t.match(explanations[code as DiagnosticCode], { text: [/\w/], wrong: /\w/, right: /\w/ }, code)
  }
})

t.test('every code that a rule may report has a row', async (t) => {
  const rowed = new Set([...rows.map(([, code]) => code.split(' ')[0]), ...codesOfFacts])
  const codes = [...rules.flatMap((rule) => rule.codes), 'CM0001', 'CM0002']
  t.strictSame(
    codes.filter((code) => !rowed.has(code)),
    [],
  )
  t.equal(new Set(codes).size, codes.length)
})

const anybody: readonly [string, string] = [
  '  corp/bot: { expect: { tenant: acme } }',
  '  corp/bot: {}',
]
const left = (comment: string): readonly string[] =>
  places(lint(spoilt([anybody[0], comment]))).map((each) => each.split(' ')[0] ?? '')

t.test('a comment with a reason ignores what is found on its line or below it', async (t) => {
  const why = '# credmgr:ignore CM3108 any member may'
  t.strictSame(left(`  corp/bot: {} ${why}`), [])
  t.strictSame(left(`  ${why}\n  corp/bot: {}`), [])
  t.strictSame(left(`  ${why}\n  # and more about it\n  corp/bot: {}`), [])
  t.strictSame(left(`  ${why}\r\n  corp/bot: {}\r`), [])
  t.strictSame(left(`  corp/bot: {} # credmgr:ignore CM3108: any member may`), [])
})

t.test('no other comment does', async (t) => {
  const table: readonly (readonly [string, readonly string[]])[] = [
    ['  corp/bot: {} # credmgr:ignore CM3108', ['CM3108', 'CM0002']],
    ['  corp/bot: {} # credmgr:ignore CM3107 any member may', ['CM3108', 'CM0001']],
    ['  # credmgr:ignore CM3108 any\n\n  corp/bot: {}', ['CM0001', 'CM3108']],
    ['  corp/bot: {}\n  # credmgr:ignore CM3108 any', ['CM3108', 'CM0001']],
    ['  corp/bot: { description: "# credmgr:ignore CM3108 any" }', ['CM3108']],
    ['  corp/bot: { description: a#credmgr:ignore CM3108 any }', ['CM3108']],
    ['  corp/bot:\n    description: |\n      # credmgr:ignore CM3108 any', ['CM3108']],
    ['  corp/bot: {} # see credmgr:ignore CM3108 any', ['CM3108']],
  ]
  for (const [comment, codes] of table) t.strictSame(left(comment), codes, comment)
})

t.test('one comment ignores every finding of its code on the line', async (t) => {
  const text = scopes('["*", "a:*"] # credmgr:ignore CM3001 a sandbox')
  t.strictSame(lint(text), [])
})

t.test('what is not valid is reported as everywhere, without findings', async (t) => {
  const text = spoilt(anybody, ['template: github', 'template: githb'])
  const checked = lintConfig({ file: 'f', text }, catalog)
  t.match(checked, { ok: false, diagnostics: [{ code: 'CM1004' }] })
  t.equal(checked.diagnostics.length, 1)
})

t.test('an alias does not repeat a finding', async (t) => {
  const text = spoilt(
    ['scopes: [read:org]', 'scopes: &all ["*"]'],
    ['expect: { account: bot }', 'expect: { account: bot }\n    scopes: *all'],
  )
  t.equal(lint(text).length, 1)
})

t.test('what depends on the environment is let pass', async (t) => {
  const text = spoilt(
    ['template: github', 'template: ${env:TEMPLATE}'],
    ['[openid, orders.read, offline_access]', '["${env:SCOPES}"]'],
    ['issuer: https://id.example', 'issuer: ${env:ISSUER}\n    clientAuth: clientSecretBasic'],
    ['https://api.corp.example', '${env:UPSTREAM}'],
    [
      '{ apiKey: { env: BATCH_API_KEY } }',
      '{ apiKey: { env: BATCH_API_KEY } }\n  old: { apiKey: { env: A } }',
    ],
    ['- apiKey: batch', '- apiKey: ${env:IDENTITY}'],
    ['connection: github/bot', 'connection: ${env:CONNECTION}'],
  )
  t.strictSame(places(lint(text)), [])
})

t.test('a secret that is found is hidden', async (t) => {
  const [found] = lint(`${good}# ${fake}\n`)
  t.match(found, { code: 'CM3401', hideText: true, label: /GitHub/ })
  t.notMatch(JSON.stringify(found), fake)
})

t.test('findings and comments of an included file stand in that file', async (t) => {
  const included = {
    file: 'config/more.yaml',
    text: 'connections:\n  github/a: {} # credmgr:ignore CM3108 a sandbox\n  # credmgr:ignore CM3102 soon\n  github/b: {}\n',
  }
  const input = { file: 'credmgr.config.yaml', text: good, included: [included] }
  const { diagnostics } = lintConfig(input, catalog)
  t.strictSame(
    diagnostics.map(({ code, span }) => `${code} ${span?.file}:${span?.line}:${span?.column}`),
    ['CM3102 config/more.yaml:2:3', 'CM3108 config/more.yaml:4:3'],
  )
})

t.test('a device of Google has a refresh token unasked, one of another issuer asks for it', (t) => {
  const text = (provider: string): string => `version: 1
providers:
  tv: { ${provider}, grant: deviceCode, clientId: a, clientSecret: { env: A }, scopes: [openid] }
connections:
  tv/lobby: { expect: { email: lobby@acme.example } }
`
  const codes = (provider: string): readonly string[] => {
    const checked = lintConfig({ file: 'c.yaml', text: text(provider) }, shipped)
    return checked.diagnostics.map(({ code }) => code)
  }
  t.notOk(codes('template: google').includes('CM3003'))
  t.ok(codes('issuer: https://id.example').includes('CM3003'), 'control')
  t.end()
})
