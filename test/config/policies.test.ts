import { readFileSync } from 'node:fs'
import t from 'tap'
import { parse } from 'yaml'
import { compileSnapshot, policyDescriptors } from '../../src/gateway/index.ts'
import { CredmgrError, type JsonObject } from '../../src/model/index.ts'
import { policies, route, servedWith } from '../gateway/support.ts'
import { github, head, load, places, unmarked } from './support.ts'

const context = 'get-authorization-context: { connection: github/bot }'

/** Policies of a route of `/a/*\/**`, with the marked stretch between « and ». */
type Row = readonly [title: string, marked: string]

/** What the schema lets through, and the policies themselves refuse. */
const refused: readonly Row[] = [
  ['set-query-parameter of an unknown variable', '{ set-query-parameter: { a: «"{{ b }}"» } }'],
  [
    'a token beside a parameter of the caller',
    `{ ${context} }, { set-query-parameter: { a: «{ value: "{{ auth.accessToken }}", existsAction: append }» } }`,
  ],
  [
    'a token that gives way to a parameter of the caller',
    `{ ${context} }, { set-query-parameter: { a: «{ value: "{{ auth.accessToken }}", existsAction: skip }» } }`,
  ],
  ['rewrite-uri with a dot segment', '{ rewrite-uri: { template: «/a/../b» } }'],
  ['rewrite-uri with an encoded slash', '{ rewrite-uri: { template: «/a%2fb» } }'],
  ['rewrite-uri with another host', '{ rewrite-uri: { template: «//evil.example/a» } }'],
  ['rewrite-uri with an empty segment', '{ rewrite-uri: { template: «/a//b» } }'],
  ['rewrite-uri with a star too many', '{ rewrite-uri: { template: «/*/*» } }'],
  ['rewrite-uri with the rest in its middle', '{ rewrite-uri: { template: «/**/a» } }'],
  ['rewrite-uri with a star beside a text', '{ rewrite-uri: { template: «/a*» } }'],
  ['rewrite-uri of an unknown variable', '{ rewrite-uri: { template: «"/{{ b }}"» } }'],
  [
    'rewrite-uri with a token',
    `{ ${context} }, { rewrite-uri: { template: «"/bot{{ auth.accessToken }}/**"» } }`,
  ],
  ['check-header of a credential', '{ check-header: { name: «Authorization» } }'],
  ['check-header of an API key', '{ check-header: { name: «x-api-key» } }'],
  ['an address with a hole', '{ ip-filter: { action: allow, addresses: «[1.2.3]» } }'],
  ['a network of too many bits', '{ ip-filter: { action: allow, addresses: «[10.0.0.0/33]» } }'],
  ['a range that ends early', '{ ip-filter: { action: allow, addresses: «[10.0.0.9-10.0.0.1]» } }'],
  ['a range of two families', '{ ip-filter: { action: allow, addresses: «["10.0.0.1-::1"]» } }'],
  [
    'an answer with a token',
    `{ ${context} }, { return-response: { body: «"{{ auth.accessToken }}"» } }`,
  ],
  [
    'an answer with a token in a header',
    `{ ${context} }, { return-response: { headers: «{ X-A: "{{ auth.accessToken }}" }» } }`,
  ],
  [
    'an answer with a token by way of a variable',
    `{ ${context} }, { set-variable: { name: a, value: "{{ auth.accessToken }}" } }, { set-variable: { name: b, value: "x{{ a }}" } }, { return-response: { body: «"{{ b }}"» } }`,
  ],
  [
    'an answer with a token by way of a branch',
    `{ ${context} }, { set-variable: { name: a, value: x } }, { choose: { when: [{ condition: { methods: [GET] }, policies: [{ set-variable: { name: a, value: "{{ auth.accessToken }}" } }] }] } }, { return-response: { body: «"{{ a }}"» } }`,
  ],
  [
    'an answer with a gateway’s header',
    '{ return-response: { headers: «{ Content-Length: "1" }» } }',
  ],
  ['an answer that may have no body', '{ return-response: { status: 204, body: «a» } }'],
  [
    'HTML that the caller writes',
    '{ return-response: { headers: { content-type: text/html }, body: «"{{ request.path }}"» } }',
  ],
  [
    'a type of the caller’s choice',
    '{ return-response: { headers: «{ Content-Type: "{{ request.headers.accept }}" }» } }',
  ],
  [
    'the caller’s token in a variable',
    '{ set-variable: { name: a, value: «"{{ request.headers.Authorization }}"» } }',
  ],
  ['the caller’s cookies', '{ set-header: { X-A: «"{{ request.headers.cookie }}"» } }'],
  ['the caller’s key', '{ set-query-parameter: { a: «"{{ request.headers.X-Api-Key }}"» } }'],
  [
    'a token that the caller chooses',
    '{ set-header: { Authorization: «"{{ request.headers.x-token }}"» } }',
  ],
  [
    'a cookie that the caller chooses, by way of a variable',
    '{ set-variable: { name: a, value: "{{ request.headers.x-a }}" } }, { set-header: { cookie: «"a={{ a }}"» } }',
  ],
  [
    'a member that requests do not have',
    '{ set-variable: { name: a, value: «"{{ request.body }}"» } }',
  ],
  [
    'a member that callers do not have',
    '{ set-variable: { name: a, value: «"{{ caller.name }}"» } }',
  ],
  ['a context that is used as a text', `{ ${context} }, { set-header: { X-A: «"{{ auth }}"» } }`],
  [
    'a text that is used as a context',
    '{ set-variable: { name: a, value: b } }, { set-header: { X-A: «"{{ a.accessToken }}"» } }',
  ],
  ['a variable of a reserved name', '{ set-variable: { name: «request», value: a } }'],
  ['a text in place of a context', `{ ${context} }, { set-variable: { name: «auth», value: a } }`],
  [
    'a last error where there is none',
    '{ set-variable: { name: a, value: «"{{ lastError.reason }}"» } }',
  ],
  [
    'a condition of an unknown variable',
    '{ choose: { when: [{ condition: { methods: [GET] }, policies: [] }, { condition: «{ variables: { a: b } }», policies: [] }] } }',
  ],
  [
    'a condition of a credential',
    '{ choose: { when: [{ condition: «{ headers: { authorization: a } }», policies: [] }] } }',
  ],
  [
    'a condition of a path that nothing has',
    '{ choose: { when: [{ condition: «{ path: /a/../b }», policies: [] }] } }',
  ],
  [
    'a condition of a last error where there is none',
    '{ choose: { when: [{ condition: «{ lastError: { reason: a } }», policies: [] }] } }',
  ],
  [
    'a mistake within a case',
    '{ choose: { when: [{ condition: { methods: [GET] }, policies: [{ set-header: { X-A: «"{{ b }}"» } }] }] } }',
  ],
  [
    'a mistake within otherwise',
    '{ choose: { when: [{ condition: { methods: [GET] }, policies: [] }], otherwise: [{ set-header: { Host: «a» } }] } }',
  ],
  [
    'a context within a case',
    `{ choose: { when: [{ condition: { methods: [GET] }, policies: [{ «get-authorization-context»: { connection: github/bot } }] }] } }`,
  ],
  [
    'cors within otherwise',
    '{ choose: { when: [{ condition: { methods: [GET] }, policies: [] }], otherwise: [{ «cors»: { allowedOrigins: ["*"] } }] } }',
  ],
  ['a guard within on-error', '{ on-error: { policies: [{ «check-header»: { name: a } }] } }'],
  [
    'a policy within a case of on-error',
    '{ on-error: { policies: [{ choose: { when: [{ condition: { methods: [GET] }, policies: [{ «set-method»: { method: GET } }] }] } }] } }',
  ],
  [
    'a key with a token',
    `{ ${context} }, { rate-limit-by-key: { calls: 1, renewalPeriod: 1, counterKey: «"{{ auth.accessToken }}"» } }`,
  ],
  [
    'a key of an unknown variable',
    '{ quota-by-key: { calls: 1, renewalPeriod: 1, counterKey: «"{{ a }}"» } }',
  ],
  [
    'a concurrency of an unknown variable',
    '{ limit-concurrency: { maxCount: 1, key: «"{{ a }}"» } }',
  ],
  [
    'a header that rates may not have',
    '{ rate-limit: { calls: 1, renewalPeriod: 1, totalCallsHeaderName: «Connection» } }',
  ],
  [
    'a separator that separates nothing',
    '{ check-header: { name: A } }, { validate-jwt: { requiredClaims: «[{ name: a, separator: "" }]» } }',
  ],
  ['a second cors', '{ cors: { allowedOrigins: ["*"] } }, { «cors»: { allowedOrigins: ["*"] } }'],
  [
    'a second on-error',
    '{ on-error: { policies: [{ return-response: {} }] } }, { «on-error»: { policies: [{ return-response: {} }] } }',
  ],
  [
    'a token in the answer to a refusal, which is set behind it',
    `{ set-variable: { name: t, value: a } }, { on-error: { policies: [{ return-response: { body: «"{{ t }}"» } }] } }, { ${context} }, { set-variable: { name: t, value: "{{ auth.accessToken }}" } }`,
  ],
  ['an origin with a path', '{ cors: { allowedOrigins: «["https://A.example"]» } }'],
]

/** What the schema refuses. */
const invalid: readonly Row[] = [
  ['no calls', '{ rate-limit: { calls: «0», renewalPeriod: 1 } }'],
  ['a period that is too long', '{ rate-limit: { calls: 1, renewalPeriod: «301» } }'],
  ['a method that nothing forwards', '{ set-method: { method: «TRACE» } }'],
  ['HEAD for a body', '{ set-method: { method: «HEAD» } }'],
  ['a path without a slash', '{ rewrite-uri: { template: «a» } }'],
  ['a query in a path', '{ rewrite-uri: { template: «"/a?b=c"» } }'],
  ['a status that is no answer', '{ return-response: { status: «101» } }'],
  ['a refusal that is none', '{ check-header: { name: A, failedCheckHttpCode: «200» } }'],
  [
    'a method in lower case',
    '{ choose: { when: [{ condition: { methods: [«get»] }, policies: [] }] } }',
  ],
  ['an action that there is not', '{ ip-filter: { action: «deny», addresses: [10.0.0.1] } }'],
  ['too many attempts', '{ retry: { count: «11» } }'],
  ['a time of no length', '{ forward-request: { timeout: «0» } }'],
  ['an origin that is none', '{ cors: { allowedOrigins: [«"null"»] } }'],
]

const configuration = (written: string, more = ''): string =>
  `${head}${github}routes:\n  r: { match: { path: /a/*/** }, upstream: https://api.github.com,${more} policies: [${written}] }\n`

for (const [title, marked] of [...refused, ...invalid]) {
  t.test(title, async (t) => {
    const { text, at } = unmarked(configuration(marked))
    t.strictSame(places(load(text).diagnostics), [`CM1005 ${at[0]}`])
  })
}

function compile(written: string): CredmgrError | undefined {
  const list = parse(`[${written.replaceAll('github/bot', 'api/main')}]`) as readonly JsonObject[]
  const options = { path: '/a/*/**', policies: policies(...list) }
  try {
    compileSnapshot(servedWith([route('https://api.github.com', options)]))
    return undefined
  } catch (error) {
    if (error instanceof CredmgrError) return error
    throw error
  }
}

t.test('what validate refuses does not start either', async (t) => {
  for (const [title, marked] of refused) {
    const { text } = unmarked(marked)
    t.match(compile(text), { code: 'CONFIG_INVALID' }, title)
  }
})

t.test('a public route has no caller to count or to name', async (t) => {
  const rows: readonly string[] = [
    '{ rate-limit: { calls: «1», renewalPeriod: 1 } }',
    '{ set-header: { X-A: «"{{ caller.identity }}"» } }',
    '{ validate-jwt: { requiredClaims: «[{ name: scp }]» } }',
  ]
  for (const marked of rows) {
    const { text, at } = unmarked(configuration(marked, ' public: true,'))
    t.strictSame(places(load(text).diagnostics), [`CM1005 ${at[0]}`], marked)
  }
})

const fine: readonly string[] = [
  `{ ${context} }, { set-query-parameter: { key: "{{ auth.accessToken }}", a: null } }`,
  '{ rewrite-uri: { template: "/v2/*/x/**" } }, { set-method: { method: POST } }',
  '{ check-header: { name: X-A, values: [a], ignoreCase: true } }',
  '{ ip-filter: { action: forbid, addresses: [10.0.0.1, 10.0.0.0/8, "2001:db8::/32", 10.0.0.1-10.0.0.9] } }',
  '{ set-variable: { name: a, value: "{{ request.headers.x-a }}" } }, { choose: { when: [{ condition: { variables: { a: true } }, policies: [{ return-response: { body: "{{ a }}" } }] }] } }',
  `{ ${context} }, { set-variable: { name: a, value: "{{ auth.accessToken }}" } }, { set-header: { X-A: "{{ a }}" } }`,
  '{ on-error: { policies: [{ return-response: { status: 500, body: "{{ lastError.reason }}" } }] } }',
  '{ rate-limit: { calls: 1, renewalPeriod: 1 } }, { rate-limit-by-key: { calls: 1, renewalPeriod: 1, counterKey: "{{ request.ipAddress }}" } }',
  '{ limit-concurrency: { maxCount: 1 } }, { quota-by-key: { calls: 1, renewalPeriod: 86400, counterKey: a } }',
  '{ cors: { allowedOrigins: ["*"] } }, { forward-request: { timeout: 1 } }, { retry: { count: 1 } }',
]

t.test('negative control: policies that are right are refused nowhere', async (t) => {
  for (const written of fine) {
    t.strictSame(places(load(configuration(written)).diagnostics), [], written)
    t.equal(compile(written), undefined, written)
  }
})

t.test('every policy has an example in the README, and it is right', async (t) => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  for (const { name } of policyDescriptors) {
    const [, example] =
      new RegExp(`^\\| \`${name}\` \\|.*\\| \`(${name}: .*)\` \\|$`, 'm').exec(readme) ?? []
    t.ok(example, name)
    const written = `{ set-variable: { name: tier, value: a } }, { get-authorization-context: { connection: github/bot, as: auth } }`
    const own = `{ ${example?.replace('github/release-bot, as: auth', 'github/bot, as: other')} }`
    t.strictSame(places(load(configuration(`${written}, ${own}`)).diagnostics), [], name)
  }
})
