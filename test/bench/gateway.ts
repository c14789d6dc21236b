/**
 * CPU microseconds per request, in one run: the backend alone, a bare undici proxy that checks
 * nothing, Hono's proxy helper, and credmgr with the caller's JWT verified, the access policy
 * checked and the token of a real store injected, in one process and in two.
 *
 *     npm run bench -- --rounds 5 --seconds 3
 *
 * Every target is a process of its own, started anew for each round and loaded by 32 connections
 * from here. Only ratios of medians of one run mean something; requests per second depend on the
 * machine's other work.
 */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import cluster from 'node:cluster'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect, createServer as createTcpServer, type Server } from 'node:net'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { Pool } from 'undici'
import { loadConfig } from '../../src/config/index.ts'
import { applyPlan, planChanges } from '../../src/engine/index.ts'
import { policies } from '../../src/gateway/policies/index.ts'
import { clock, machineFetch, quietLogger, random } from '../../src/host.ts'
import { catalog } from '../../src/index.ts'
import type { SecretSource } from '../../src/model/index.ts'
import { serveGateway } from '../../src/serve.ts'
import {
  generateKey,
  initFileStore,
  openFileStore,
  parseKeys,
  stateFile,
} from '../../src/store/index.ts'

const roles = {
  backend,
  undici: undiciProxy,
  'hono-proxy': honoProxy,
  credmgr: credmgrGateway,
  'credmgr-2': twoWorkers,
}

type Role = keyof typeof roles

const credential = 'Bearer static-credential-for-the-bench'

// ---- the targets ---------------------------------------------------------------------------

function backend(): Server {
  const body = JSON.stringify({ ok: true, pad: 'x'.repeat(270) })
  const date = new Date().toUTCString()
  const answer = `HTTP/1.1 200 OK\r\nDate: ${date}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nCache-Control: no-cache\r\nX-Request-Id: 0123456789abcdef\r\n\r\n${body}`
  return createTcpServer((socket) => {
    socket.setNoDelay(true)
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk) => {
      // Requests of the bench have no body: every blank line ends one.
      for (let at = chunk.indexOf('\r\n\r\n'); at >= 0; at = chunk.indexOf('\r\n\r\n', at + 4)) {
        socket.write(answer)
      }
    })
  })
}

/** The floor for Node: node:http in front, an undici Pool behind, one static credential. */
function undiciProxy(upstream: string): Server {
  const pool = new Pool(upstream, { connections: 64, pipelining: 1 })
  return createServer((request, response) => {
    const { headers } = request
    const hasBody = headers['content-length'] ?? headers['transfer-encoding']
    pool.dispatch(
      {
        path: request.url ?? '/',
        method: request.method ?? 'GET',
        headers: bareHeaders(request),
        body: hasBody === undefined ? null : request,
      },
      {
        onConnect() {},
        onHeaders(status, raw) {
          const out: string[] = []
          for (let index = 0; index < raw.length; index += 2) {
            const name = String(raw[index])
            if (!hopByHop.has(name.toLowerCase())) out.push(name, String(raw[index + 1]))
          }
          response.writeHead(status, out)
          return true
        },
        onData: (chunk) => response.write(chunk),
        onComplete() {
          response.end()
        },
        onError() {
          response.destroy()
        },
      },
    )
  })
}

const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'te', 'trailer'])

function bareHeaders({ rawHeaders }: IncomingMessage): string[] {
  const headers: string[] = []
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? ''
    const lowerCase = name.toLowerCase()
    if (hopByHop.has(lowerCase) || lowerCase === 'authorization' || lowerCase === 'host') continue
    headers.push(name, rawHeaders[index + 1] ?? '')
  }
  headers.push('authorization', credential)
  return headers
}

async function honoProxy(upstream: string): Promise<Server> {
  const { Hono } = await import('hono')
  const { proxy } = await import('hono/proxy')
  const { createAdaptorServer } = await import('@hono/node-server')
  const app = new Hono()
  app.all('*', (c) => {
    const { pathname, search } = new URL(c.req.url)
    const headers = { ...c.req.header(), host: undefined, authorization: credential }
    return proxy(`${upstream}${pathname}${search}`, { ...c.req, headers })
  })
  return createAdaptorServer({ fetch: app.fetch }) as Server
}

const yaml = `version: 1
gateway:
  listen: 127.0.0.1:0
  admin: { listen: 127.0.0.1:0 }
identities:
  corp: { issuer: ISSUER, audience: api://bench, algorithms: [ES256] }
providers:
  api:
    endpoints: { token: ISSUER/token }
    grant: clientCredentials
    clientId: bench
    clientSecret: { env: BENCH_SECRET }
connections:
  api/main: {}
accessPolicies:
  callers:
    connections: [api/main]
    allow:
      - claims: { identity: corp, sub: bench }
routes:
  api:
    match: { path: /api/**, methods: [GET, POST] }
    upstream: UPSTREAM/base
    connection: api/main
  other:
    match: { path: /other/*/things }
    upstream: UPSTREAM/base
    connection: api/main
`

/** The whole product: configuration, plan, apply, store, and the gateway as \`credmgr serve\` runs it. */
async function credmgrGateway(upstream: string, issuer: string): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), 'credmgr-bench-'))
  process.once('SIGTERM', () => {
    rmSync(directory, { recursive: true, force: true })
    process.exit()
  })
  const keys = parseKeys(generateKey(random))
  const place = { directory: join(directory, 'store'), env: 'default', keys, clock, random }
  await initFileStore(place)
  const store = await openFileStore(place)
  const text = yaml.replaceAll('ISSUER', issuer).replaceAll('UPSTREAM', upstream)
  const config = loadConfig({ file: 'bench.yaml', text, env: () => undefined }, catalog)
  if (!config.ok) throw new Error(JSON.stringify(config.diagnostics))
  const secrets: SecretSource = { read: async () => ({ ok: true, value: 'not-a-real-secret' }) }
  const ports = { store, secrets, clock, random, fetch: machineFetch, policies }
  const plan = await planChanges(ports, { config: config.value, env: 'default' })
  if (!plan.ok) throw new Error(JSON.stringify(plan.diagnostics))
  await applyPlan(ports, plan.value, { env: 'default', report: () => undefined })
  const options = { stateFile: stateFile(place.directory), logger: quietLogger }
  const gateway = await serveGateway(store, options)
  return Number(gateway.listening[0]?.split(':').at(-1))
}

/** The same in two processes that share the socket. */
async function twoWorkers(upstream: string, issuer: string): Promise<number> {
  cluster.setupPrimary({ args: ['credmgr', upstream, issuer], silent: true })
  const workers = [cluster.fork(), cluster.fork()]
  process.once('SIGTERM', async () => {
    const ended = workers.map((worker) => once(worker, 'exit'))
    for (const worker of workers) worker.process.kill('SIGTERM')
    await Promise.all(ended)
    process.exit()
  })
  const listening = await Promise.all(workers.map((worker) => once(worker, 'listening')))
  const [[address] = []] = listening as [{ readonly port: number }][]
  return address?.port ?? 0
}

// ---- the load ------------------------------------------------------------------------------

interface Sample {
  readonly cpuMicros: number
  readonly perSecond: number
}

/** Sends `request` over each connection again and again; the next one when the answer is whole. */
async function load(port: number, request: string, seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1000
  let answers = 0
  const lanes = Array.from({ length: 32 }, async () => {
    const socket = connect(port, '127.0.0.1').setNoDelay(true)
    const reader = answerReader()
    socket.on('data', (chunk) => {
      if (!reader(chunk)) return
      answers++
      if (performance.now() < until) socket.write(request)
      else socket.end()
    })
    socket.write(request)
    await once(socket, 'close')
  })
  await Promise.all(lanes)
  return answers
}

/** Says when an answer is whole. Throws when one is not 200. */
function answerReader(): (chunk: Buffer) => boolean {
  let text = ''
  return (chunk) => {
    text += chunk.toString('latin1')
    const head = text.indexOf('\r\n\r\n')
    if (head < 0) return false
    if (!text.startsWith('HTTP/1.1 200')) throw new Error(`answered ${text.slice(0, 300)}`)
    const length = /content-length: (\d+)/i.exec(text.slice(0, head))?.[1]
    const whole =
      length === undefined ? text.endsWith('0\r\n\r\n') : text.length === head + 4 + Number(length)
    if (whole) text = ''
    return whole
  }
}

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK']))

/** User and system time of a process and its workers in seconds, from `/proc`. */
function cpuSeconds(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').match(/\d+/g) ?? []
  return [pid, ...children.map(Number)].reduce((sum, each) => sum + cpuSecondsOf(each), 0)
}

function cpuSecondsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

interface Target {
  readonly child: ChildProcess
  readonly pid: number
  readonly port: number
}

const canPin = cpus().length > 1 && commandExists('taskset')

function commandExists(command: string): boolean {
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

async function start(role: Role, core: number, args: readonly string[]): Promise<Target> {
  const node = [process.execPath, '--import=tsx', fileURLToPath(import.meta.url), role, ...args]
  const [command = '', ...rest] = canPin ? ['taskset', '-c', String(core), ...node] : node
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return { child, pid: child.pid ?? 0, port: Number(String(line)) }
}

async function stop({ child }: Target): Promise<void> {
  child.kill('SIGTERM')
  await once(child, 'exit')
}

async function measure(target: Target, request: string, seconds: number): Promise<Sample> {
  await load(target.port, request, Math.min(2, seconds))
  const before = cpuSeconds(target.pid)
  const answers = await load(target.port, request, seconds)
  const cpuMicros = ((cpuSeconds(target.pid) - before) * 1e6) / answers
  return { cpuMicros, perSecond: answers / seconds }
}

// ---- the run -------------------------------------------------------------------------------

async function run(rounds: number, seconds: number, only: readonly Role[]): Promise<void> {
  if (canPin) execFileSync('taskset', ['-cp', '0', String(process.pid)], { stdio: 'ignore' })
  const { issuer, token, close } = await openIssuer()
  const request = `GET /api/items/42?page=2 HTTP/1.1\r\nHost: gateway.example\r\nUser-Agent: bench/1.0\r\nAccept: */*\r\nAccept-Encoding: gzip\r\nConnection: keep-alive\r\nAuthorization: Bearer ${token}\r\n\r\n`
  const upstream = await start('backend', 0, [])
  const samples = new Map<string, Sample[]>()
  for (let round = 0; round < rounds; round++) {
    for (const role of only) {
      const args = [`http://127.0.0.1:${upstream.port}`, issuer]
      const target = await start(role, 1, args)
      const sample = await measure(target, request, seconds)
      samples.set(role, [...(samples.get(role) ?? []), sample])
      await stop(target)
    }
  }
  await stop(upstream)
  close()
  print(samples)
}

/** A loopback issuer with discovery and keys, and a token of it. */
async function openIssuer(): Promise<{ issuer: string; token: string; close: () => void }> {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const jwk = { ...(await exportJWK(publicKey)), kid: 'bench', alg: 'ES256', use: 'sig' }
  const server = createServer((request, response) => {
    const documents: { readonly [path: string]: object } = {
      '/keys': { keys: [jwk] },
      '/token': {
        access_token: 'static-credential-for-the-bench',
        token_type: 'Bearer',
        expires_in: 7200,
      },
    }
    const document = documents[request.url ?? ''] ?? { issuer, jwks_uri: `${issuer}/keys` }
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(document))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const token = await new SignJWT({
    sub: 'bench',
    name: 'A caller of the bench',
    roles: ['reader'],
  })
    .setProtectedHeader({ alg: 'ES256', kid: 'bench', typ: 'JWT' })
    .setIssuer(issuer)
    .setAudience('api://bench')
    .setIssuedAt()
    .setExpirationTime('2h')
    .sign(privateKey)
  return { issuer, token, close: () => server.close() }
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

function print(samples: ReadonlyMap<string, readonly Sample[]>): void {
  const product = samples.get('credmgr') ?? []
  for (const [name, runs] of samples) {
    const cpu = median(runs.map((each) => each.cpuMicros)).toFixed(1)
    const rate = median(runs.map((each) => each.perSecond)).toFixed(0)
    const figures = `${cpu.padStart(8)} us CPU/request ${rate.padStart(8)} rps`
    console.log(`${label(name).padEnd(11)}${figures}${ratio(name, product, runs)}`)
  }
}

/** Compared round by round: what ran beside each other had the same machine. */
function ratio(name: string, product: readonly Sample[], runs: readonly Sample[]): string {
  if (name === 'credmgr' || product.length === 0) return ''
  const ratios = product.map(
    (each, round) => each.cpuMicros / (runs[round]?.cpuMicros ?? Number.NaN),
  )
  return `   credmgr/${label(name)} ${median(ratios).toFixed(2)}`
}

function label(name: string): string {
  return name === 'backend' ? 'direct' : name
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    only: { type: 'string', default: Object.keys(roles).join(',') },
  },
})
const [role, upstream = '', issuer = ''] = positionals
if (role === undefined) {
  await run(Number(values.rounds), Number(values.seconds), values.only.split(',') as Role[])
} else {
  const started = await roles[role as Role](upstream, issuer)
  if (typeof started === 'number') console.log(started)
  else started.listen(0, '127.0.0.1', () => console.log((started.address() as AddressInfo).port))
}
