/** The examples of forward auth, before the real servers where they are installed. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import { startWorld, type World } from '../e2e/world.ts'
import { valuesOf } from '../gateway/support.ts'
import { freePorts } from '../support/process.ts'

const examples = fileURLToPath(new URL('../../examples', import.meta.url))
const secret = 'not-a-real-proxy-secret-0123456789'
const apiKey = 'not-a-real-batch-key-0123456789'

interface Proxy {
  readonly name: string
  readonly file: string
  readonly version: readonly string[]
  readonly command: (directory: string) => readonly string[]
}

const proxies: readonly Proxy[] = [
  {
    name: 'nginx',
    file: 'nginx.conf',
    version: ['-v'],
    command: (directory) => ['-p', directory, '-c', 'nginx.conf', '-g', 'daemon off;'],
  },
  {
    name: 'caddy',
    file: 'Caddyfile',
    version: ['version'],
    command: (directory) => ['run', '--config', join(directory, 'Caddyfile')],
  },
]

for (const proxy of proxies) {
  const { status } = spawnSync(proxy.name, proxy.version)
  const skip = status === 0 ? false : `${proxy.name} is not installed`
  t.test(`examples/${proxy.name} gets its tokens from credmgr`, { skip }, (t) => tried(t, proxy))
}

/** The text of an example, with what stands on this machine in the place of what it speaks of. */
async function example(world: World, proxy: Proxy, file: string, port: number): Promise<string> {
  const text = await readFile(join(examples, proxy.name, file), 'utf8')
  const { ISSUER = '', UPSTREAM = '' } = world.env
  return text
    .replaceAll('127.0.0.1:8080', new URL(world.gateway).host)
    .replaceAll('127.0.0.1:8081', new URL(world.admin).host)
    .replaceAll('127.0.0.1:8000', `127.0.0.1:${port}`)
    .replaceAll('https://idp.erp.example', ISSUER)
    .replaceAll('https://erp.example', UPSTREAM)
    .replaceAll('clientId: credmgr', 'clientId: robot')
    .replaceAll(/^ *proxy_ssl_.*\n/gm, '')
}

async function startProxy(t: Test, world: World, proxy: Proxy): Promise<number> {
  const [port = 0] = await freePorts(1)
  const directory = await mkdtemp(join(tmpdir(), `credmgr-${proxy.name}-`))
  await writeFile(join(directory, proxy.file), await example(world, proxy, proxy.file, port))
  const field = `proxy_set_header X-Credmgr-Forward-Auth "${secret}";\n`
  await writeFile(join(directory, 'credmgr-secret.conf'), field, { mode: 0o600 })
  const child = spawn(proxy.name, proxy.command(directory), {
    env: { ...process.env, HOME: directory, CREDMGR_FORWARD_AUTH: secret },
    stdio: 'ignore',
  })
  t.teardown(async () => {
    const ended = once(child, 'exit')
    if (child.exitCode === null && child.kill('SIGTERM')) await ended
    await rm(directory, { recursive: true, force: true })
  })
  while (!(await listens(port))) {
    if (child.exitCode !== null) throw new Error(`${proxy.name} ended with ${child.exitCode}`)
    await delay(20)
  }
  return port
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

interface Call {
  readonly path?: string
  readonly method?: string
  readonly headers?: Record<string, string>
}

/** `fetch` would repair the path. */
function call(port: number, { path = '/orders/1', method = 'GET', headers = {} }: Call) {
  return new Promise<number>((resolve, reject) => {
    request({ port, host: '127.0.0.1', path, method, headers, agent: false }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0))
    })
      .on('error', reject)
      .end()
  })
}

async function tried(t: Test, proxy: Proxy): Promise<void> {
  const world = await startWorld()
  t.teardown(() => world.stop())
  await world.configure(await example(world, proxy, 'credmgr.config.yaml', 0))
  const env = {
    CREDMGR_FORWARD_AUTH: secret,
    BATCH_API_KEY: apiKey,
    ERP_CLIENT_SECRET: world.env['ROBOT_SECRET'],
  }
  t.equal((await world.run(['apply', '--auto-approve'], env)).exitCode, 0)
  const gateway = await world.serve()
  const port = await startProxy(t, world, proxy)
  const known = { authorization: `Bearer ${apiKey}` }
  const { requests } = world.upstream

  t.test('a caller with an access policy gets the token injected, and nothing else', async (t) => {
    for (const headers of [known, { 'x-api-key': apiKey }]) {
      const status = await call(port, {
        path: '/orders/1?q=a%20b',
        headers: { ...headers, cookie: 'session=1', accept: 'text/plain' },
      })
      t.equal(status, 200, 'the upstream has asked the provider, and the token is good')
      const { url, rawHeaders } = world.upstream.last()
      t.equal(url, '/api/1?q=a%20b')
      const [authorization = '', ...more] = valuesOf(rawHeaders, 'authorization')
      t.match(authorization, /^Bearer \S+$/)
      t.same(more, [])
      t.same(valuesOf(rawHeaders, 'accept'), ['text/plain'])
      t.same(valuesOf(rawHeaders, 'cookie'), [])
      t.notMatch(rawHeaders.join('\n'), apiKey)
      t.notMatch(rawHeaders.join('\n'), secret)
    }
  })

  t.test('whoever is refused does not reach the upstream', async (t) => {
    const before = requests.length
    // Caddy looks at what a path means and finds that it is none of these.
    const notFound = proxy.name === 'caddy' ? 404 : 403
    const refused: readonly (readonly [number, Call])[] = [
      [401, {}],
      [401, { headers: { authorization: 'Bearer wrong' } }],
      [401, { headers: { ...known, 'x-api-key': apiKey } }],
      [403, { method: 'POST', headers: known }],
      [notFound, { path: '/orders/%2e%2e/admin', headers: known }],
      [notFound, { path: '/orders/..%2fadmin', headers: known }],
      [403, { path: '/orders//1', headers: known }],
    ]
    for (const [status, asked] of refused) {
      t.equal(await call(port, asked), status, JSON.stringify(asked))
    }
    t.equal(requests.length, before)
  })

  t.test('a caller cannot say that it is about another request', async (t) => {
    const before = requests.length
    for (const headers of [
      { 'x-forwarded-method': 'GET' },
      { 'x-original-method': 'GET' },
      { 'x-forwarded-method': 'GET', 'x-original-method': 'GET' },
    ]) {
      t.equal(await call(port, { method: 'POST', headers: { ...known, ...headers } }), 403)
    }
    const elsewhere = { 'x-forwarded-uri': '/orders/1', 'x-original-uri': '/orders/1' }
    const path = '/orders/a%2fb'
    t.equal(await call(port, { path, headers: { ...known, ...elsewhere } }), 403)
    t.equal(requests.length, before)
  })

  t.test('a caller who asks credmgr itself gets no token', async (t) => {
    const headers = { ...known, 'x-forwarded-method': 'GET', 'x-forwarded-uri': '/orders/1' }
    const proven = { ...headers, 'x-credmgr-forward-auth': secret }
    const path = '/-/authz/orders'
    t.equal(await call(Number(new URL(world.gateway).port), { path, headers: proven }), 404)
    t.equal(await call(Number(new URL(world.admin).port), { path, headers }), 403)
    const control = await call(Number(new URL(world.admin).port), { path, headers: proven })
    t.equal(control, 200, 'the negative control: this is what the proxy gets')
  })

  await t.test('without credmgr nothing is forwarded', async (t) => {
    await gateway.stop()
    const before = requests.length
    const status = await call(port, { headers: known })
    t.ok([502, 503].includes(status), String(status))
    t.equal(requests.length, before)
  })
}
