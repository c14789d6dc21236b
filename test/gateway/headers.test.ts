import { createServer } from 'node:net'
import t from 'tap'
import {
  accessToken,
  apiKey,
  ask,
  listen,
  openGateway,
  openUpstream,
  route,
  sendTarget,
  servedWith,
  statusOf,
  valuesOf,
} from './support.ts'

const key = `X-Api-Key: ${apiKey}`
const bearer = `Authorization: Bearer ${apiKey}`

/** Lines that try to remove, double or disguise the credential, or to bring one along. */
const tricks: readonly [why: string, lines: readonly string[]][] = [
  ['nothing special', [bearer]],
  ['the key as a header', [key]],
  ['lower case', [`authorization: bearer ${apiKey}`]],
  ['mixed case', [`aUTHORIZATION: Bearer ${apiKey}`]],
  ['spaces around it', [`Authorization:  \t Bearer ${apiKey} \t `]],
  ['Connection names Authorization', [bearer, 'Connection: close, Authorization']],
  ['Connection names authorization', [bearer, 'Connection: authorization,close']],
  ['Connection names it twice', [bearer, 'Connection: Authorization', 'Connection: Authorization']],
  ['Connection names the host', [bearer, 'Connection: Host']],
  ['Connection names the key', [key, 'Connection: X-Api-Key, X-Extra', 'X-Extra: 1']],
  ['an underscore', [bearer, 'Author_ization: Bearer evil', 'authorization_: Bearer evil']],
  ['an underscore key', [bearer, 'X_Api_Key: evil', 'X_API-KEY: evil']],
  ['Proxy-Authorization', [bearer, 'Proxy-Authorization: Bearer evil']],
  ['X-Forwarded-Authorization', [bearer, 'X-Forwarded-Authorization: Bearer evil']],
  ['X-Original-Authorization', [bearer, 'X-Original-Authorization: Bearer evil']],
  ['cookies', [bearer, 'Cookie: session=evil', 'cookie: other=evil']],
  ['Keep-Alive', [bearer, 'Keep-Alive: timeout=1', 'Proxy-Connection: keep-alive']],
  ['TE and Trailer', [bearer, 'TE: trailers', 'Trailer: Authorization']],
  ['Expect', [bearer, 'Expect: 100-continue']],
  ['Upgrade without Connection', [bearer, 'Upgrade: h2c']],
  [
    'who is asking',
    [bearer, 'X-Forwarded-For: 1.2.3.4', 'Forwarded: for=1.2.3.4', 'X-Real-IP: 1.2.3.4'],
  ],
  [
    'where it came from',
    [bearer, 'X-Forwarded-Host: evil', 'X-Original-URL: /evil', 'X-ORIGINAL-URI: /evil'],
  ],
  ['a client certificate', [bearer, 'X-Forwarded-Client-Cert: Subject="CN=evil"']],
  ['a name with a dollar', [bearer, '$Authorization: Bearer evil']],
  ['a long name', [bearer, `${'a'.repeat(500)}: evil`]],
]

const neverForwarded =
  /^(?:x-api-key|cookie|proxy-authorization|forwarded|x-forwarded.*|x-real-ip|x-original.*|.*_.*|te|trailer|expect|upgrade|keep-alive|proxy-connection|transfer-encoding|x-extra)$/i

t.test(
  'whatever a caller sends, exactly one credential reaches the upstream, and it is ours',
  async (t) => {
    const upstream = await openUpstream(t)
    const { port } = await openGateway(t, { served: servedWith([route(upstream.origin)]) })
    for (const [why, lines] of tricks) {
      upstream.received.length = 0
      t.match(await sendTarget(port, '/api/x', lines), /HTTP\/1\.1 200/, why)
      const raw = upstream.received[0]?.rawHeaders ?? []
      t.strictSame(valuesOf(raw, 'authorization'), [`Bearer ${accessToken}`], why)
      t.strictSame(valuesOf(raw, 'host'), [`127.0.0.1:${upstream.port}`], why)
      const names = raw.filter((_, index) => index % 2 === 0)
      t.strictSame(
        names.filter((each) => neverForwarded.test(each)),
        [],
        why,
      )
      t.notOk(
        raw.some((each) => each.includes(apiKey)),
        why,
      )
    }
  },
)

t.test('a credential that is sent twice is none', async (t) => {
  const upstream = await openUpstream(t)
  const { port } = await openGateway(t, { served: servedWith([route(upstream.origin)]) })
  const rows = [
    [bearer, bearer],
    [bearer, 'Authorization: Bearer other'],
    ['Authorization: Bearer other', bearer],
    [bearer, key],
    [key, key],
    [`Authorization: Bearer ${apiKey}, Bearer ${apiKey}`],
  ]
  for (const lines of rows)
    t.equal(statusOf(await sendTarget(port, '/api/x', lines)), 401, lines.join())
  t.equal(upstream.received.length, 0)
})

t.test('what is not for this hop goes through as it came', async (t) => {
  const upstream = await openUpstream(t)
  const { port } = await openGateway(t, { served: servedWith([route(upstream.origin)]) })
  const kept = [
    'Accept: a/b',
    'Accept-Encoding: gzip, br',
    'X-Multi: 1',
    'X-Multi: 2',
    'User-Agent: test/1',
    'traceparent: 00-00000000000000000000000000000001-0000000000000001-01',
    'X-Forward: yes',
    'X-Origin: yes',
    'Idempotency-Key: k',
    'X-Latin: caf\u00e9',
  ]
  await sendTarget(port, '/api/x', [key, ...kept])
  const raw = upstream.received[0]?.rawHeaders ?? []
  const lines = raw.flatMap((name, index) =>
    index % 2 === 0 ? [`${name}: ${raw[index + 1]}`] : [],
  )
  t.strictSame(
    lines.filter((line) => kept.includes(line)),
    kept,
  )
  t.equal(lines.length, kept.length + 3, 'besides host, connection and authorization')
})

t.test('an answer goes back as it came, but for the fields of that hop', async (t) => {
  const body = '\u0000\u00ffgzip?'
  const answer = [
    'HTTP/1.1 203 Fine',
    'Date: Thu, 01 Jan 1970 00:00:00 GMT',
    'Set-Cookie: a=1',
    'Set-Cookie: b=2',
    'X-CaSe: Kept',
    'Content-Encoding: gzip',
    'Connection: keep-alive, X-Hop',
    'X-Hop: 1',
    'Keep-Alive: timeout=77',
    'Proxy-Connection: x',
    'Proxy-Authenticate: Basic',
    'Upgrade: h2c',
    'TE: x',
    'Trailer: X-T',
    'WWW-Authenticate: Basic realm="upstream"',
    `Content-Length: ${body.length}`,
  ]
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.on('data', () => socket.write(`${answer.join('\r\n')}\r\n\r\n${body}`, 'latin1'))
  })
  const port = await listen(t, server)
  const gateway = await openGateway(t, { served: servedWith([route(`http://127.0.0.1:${port}`)]) })
  const got = await sendTarget(gateway.port, '/api/x', [key])
  const [head = '', text] = got.split('\r\n\r\n')
  t.equal(text, body)
  const kept = [
    'Date: Thu',
    'Set-Cookie: a=1',
    'Set-Cookie: b=2',
    'X-CaSe: Kept',
    'Content-Encoding: gzip',
  ]
  for (const each of [...kept, 'WWW-Authenticate: Basic']) t.ok(head.includes(`\r\n${each}`), each)
  t.notMatch(head, /X-Hop|timeout=77|Proxy-|Upgrade|\r\nTE|Trailer/i)
  t.match(head, /^HTTP\/1\.1 203 /)
})

t.test('no upstream sets the cookie that binds a consent to a browser', async (t) => {
  const planted = [
    'credmgr_browser=evil',
    'credmgr_browser=evil; Path=/-/; HttpOnly',
    '  credmgr_browser =evil',
    'CredMgr_Browser=evil',
    '=credmgr_browser=evil',
    '= \tcredmgr_browser=evil',
    'credmgr_browser',
    'credmgr_browser;',
    '__Host-credmgr=evil; Path=/; Secure',
    ' __host-CREDMGR=evil',
  ]
  const others = [
    'credmgr_browsers=1',
    'my_credmgr_browser=1; Path=/',
    'session=credmgr_browser=1',
    '__Host-credmgr2=1; Path=/; Secure',
    'a=1, credmgr_browser=2',
  ]
  const upstream = await openUpstream(t, (_request, response) => {
    response.writeHead(
      200,
      [...planted, ...others].flatMap((each) => ['sEt-cOOkie', each]),
    )
    response.end()
  })
  const { port } = await openGateway(t, { served: servedWith([route(upstream.origin)]) })
  t.strictSame(valuesOf((await ask(port)).rawHeaders, 'set-cookie'), others)
})

t.test('a caller cannot make the upstream’s framing its own', async (t) => {
  const upstream = await openUpstream(t)
  const { port } = await openGateway(t, { served: servedWith([route(upstream.origin)]) })
  const headers = {
    'x-api-key': apiKey,
    connection: 'content-length, content-type',
    'content-type': 'a/b',
  }
  const answer = await ask(port, {
    method: 'PUT',
    headers: { ...headers, 'content-length': '5' },
    body: 'hello',
  })
  t.equal(answer.status, 200)
  t.match(upstream.received, [{ body: 'hello' }])
  t.equal(upstream.received[0]?.headers['content-type'], undefined)
})
