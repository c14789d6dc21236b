/**
 * credmgr between a real OpenID provider and a real API, everything in processes and on sockets of
 * its own: what a user has on the first day.
 *
 * @module
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JWTPayload } from 'jose'
import {
  type AuthorizationServer,
  type ServerOptions,
  startAuthorizationServer,
} from '../support/authorization-server.ts'
import {
  type Finished,
  freePorts,
  type Running,
  runCredmgr,
  startCredmgr,
} from '../support/process.ts'
import { startUpstream, type Upstream } from '../support/upstream.ts'

export const batchKey = 'not-a-real-batch-key-0123456789'

/** Both grants, an OIDC identity and an API key, one route each. */
export const mainConfig = `version: 1
gateway:
  publicUrl: \${env:PUBLIC_URL}
  listen: \${env:LISTEN}
  admin:
    listen: \${env:ADMIN_LISTEN}
    roles:
      operator: [{ apiKey: batch }]
identities:
  corp:
    issuer: \${env:ISSUER}
    audience: api://credmgr
  batch:
    apiKey: { env: BATCH_KEY }
providers:
  idp:
    issuer: \${env:ISSUER}
    grant: authorizationCode
    clientId: credmgr
    clientSecret: { env: IDP_SECRET }
    scopes: [openid, profile, email, offline_access, api.read]
  machine:
    issuer: \${env:ISSUER}
    grant: clientCredentials
    clientId: robot
    clientSecret: { env: ROBOT_SECRET }
    scopes: [api.read]
connections:
  idp/ann:
    expect: { account: ann }
    allowedRedirectUrls:
      - \${env:UPSTREAM}/after
  machine/orders: {}
accessPolicies:
  everyone:
    connections: [idp/ann, machine/orders]
    allow:
      - apiKey: batch
      - user: { identity: corp, subject: user-1 }
routes:
  ann:
    match: { path: /ann/** }
    upstream: \${env:UPSTREAM}
    connection: idp/ann
  orders:
    match: { path: /orders/** }
    upstream: \${env:UPSTREAM}
    connection: machine/orders
`

export interface World {
  readonly provider: AuthorizationServer
  readonly upstream: Upstream
  /** Working directory of every command. */
  readonly directory: string
  readonly env: Readonly<Record<string, string>>
  /** Origin of the gateway, and of its API. */
  readonly gateway: string
  readonly admin: string
  /** Writes the configuration. */
  configure(text: string): Promise<void>
  run(
    args: readonly string[],
    env?: Readonly<Record<string, string | undefined>>,
  ): Promise<Finished>
  /** Runs a command that must succeed. */
  ok(args: readonly string[]): Promise<Finished>
  /** Starts the gateway; resolves when it listens. */
  serve(args?: readonly string[]): Promise<Running>
  /** A consent link for the connection. */
  link(connection: string): Promise<string>
  /** Calls the gateway, with the API key unless the headers say otherwise. */
  call(path: string, init?: RequestInit): Promise<Response>
  /** The bearer token of a caller that the provider vouches for. */
  callerToken(claims: JWTPayload): Promise<string>
  read(file: string): Promise<string>
  stop(): Promise<void>
}

/** `init` has run; nothing is applied. */
export async function startWorld(options: Partial<ServerOptions> = {}): Promise<World> {
  const [port = 0, adminPort = 0] = await freePorts(2)
  const gateway = `http://127.0.0.1:${port}`
  const provider = await startAuthorizationServer({
    scopes: ['api.read', 'api.write'],
    clients: [
      {
        clientId: 'credmgr',
        clientSecret: 'not-a-real-idp-secret',
        redirectUris: [`${gateway}/-/callback/idp`],
      },
      {
        clientId: 'robot',
        clientSecret: 'not-a-real-robot-secret',
        grants: ['clientCredentials'],
      },
    ],
    ...options,
  })
  const upstream = await startUpstream({ introspect: provider.introspect })
  const directory = await mkdtemp(join(tmpdir(), 'credmgr-e2e-'))
  const running = new Set<Running>()
  const env = {
    PUBLIC_URL: gateway,
    LISTEN: `127.0.0.1:${port}`,
    ADMIN_LISTEN: `127.0.0.1:${adminPort}`,
    ISSUER: provider.issuer,
    UPSTREAM: upstream.url,
    BATCH_KEY: batchKey,
    IDP_SECRET: 'not-a-real-idp-secret',
    ROBOT_SECRET: 'not-a-real-robot-secret',
    NO_COLOR: '1',
    CREDMGR_CONFIG: '',
  }
  const environment = { ...env, CREDMGR_CONFIG: undefined }

  const run: World['run'] = (args, extra = {}) =>
    runCredmgr(args, { cwd: directory, env: { ...environment, ...extra } })

  async function ok(args: readonly string[]): Promise<Finished> {
    const finished = await run(args)
    if (finished.exitCode === 0) return finished
    throw new Error(`credmgr ${args.join(' ')}: ${JSON.stringify(finished, undefined, 2)}`)
  }

  const world: World = {
    provider,
    upstream,
    directory,
    env,
    gateway,
    admin: `http://127.0.0.1:${adminPort}`,
    configure: (text) => writeFile(join(directory, 'credmgr.config.yaml'), text),
    run,
    ok,
    async serve(args = []) {
      const process = startCredmgr(['serve', ...args], { cwd: directory, env: environment })
      running.add(process)
      await process.waitForLine(new RegExp(`127\\.0\\.0\\.1:${port}\\b`))
      return process
    },
    async link(connection) {
      const { stdout } = await ok(['connect', connection])
      return stdout.trim()
    },
    call: (path, init = {}) =>
      fetch(`${gateway}${path}`, {
        redirect: 'manual',
        headers: { 'x-api-key': batchKey },
        ...init,
      }),
    callerToken: (claims) => provider.signToken({ aud: 'api://credmgr', ...claims }),
    read: (file) => readFile(join(directory, file), 'utf8'),
    async stop() {
      for (const each of running) await each.stop('SIGKILL')
      await upstream.stop()
      await provider.stop()
      await rm(directory, { recursive: true, force: true })
    },
  }
  await mkdir(directory, { recursive: true })
  await world.configure(mainConfig)
  await ok(['init'])
  return world
}

/** The connection's line of `credmgr status --json`. */
export async function statusOf(world: World, address: string): Promise<Record<string, unknown>> {
  const { stdout } = await world.run(['status', '--json'])
  const lines = stdout.trim().split('\n')
  const all = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  const found = all.find((each) => each['address'] === address)
  if (found === undefined) throw new Error(`no line for ${address} in ${stdout}`)
  return found
}

/** Opens a consent link and presses its button, as a browser without a screen would. */
export async function pressButton(
  world: World,
  link: string,
): Promise<{ readonly authorizationUrl: string; readonly cookie: string }> {
  const page = await fetch(link)
  const [cookie = ''] = page.headers.getSetCookie().map((each) => each.split(';')[0] ?? '')
  const proof = /name="proof" value="([^"]+)"/.exec(await page.text())?.[1] ?? ''
  const pressed = await fetch(link, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, origin: world.gateway },
    body: new URLSearchParams({ proof }),
  })
  return { authorizationUrl: pressed.headers.get('location') ?? '', cookie }
}
