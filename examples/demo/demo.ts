/**
 * The whole of credmgr on one screen: a real OpenID provider and a small API on this machine, the
 * real command line, and a request that carries a token its caller never holds.
 *
 * @module
 */
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import {
  type AuthorizationServer,
  startAuthorizationServer,
} from '../../test/support/authorization-server.ts'
import { consent, startBrowser } from '../../test/support/browser.ts'
import { freePorts, type Running, startCredmgr } from '../../test/support/process.ts'
import { startUpstream, type Upstream } from '../../test/support/upstream.ts'
import { createScreen } from './screen.ts'

const screen = createScreen(process.stdout, process.env)
const auto = process.argv.includes('--auto')
const interrupted = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => interrupted.abort(signal))
}

/** Undone in reverse order, whatever happens. */
const undo: (() => Promise<unknown>)[] = []

try {
  await demo()
} catch (error) {
  if (!interrupted.signal.aborted) {
    process.stderr.write(`\nThe demo failed: ${reason(error)}\n`)
  }
  process.exitCode = interrupted.signal.aborted ? 130 : 1
} finally {
  for (const step of undo.reverse()) await step().catch(() => {})
}

async function demo(): Promise<void> {
  const world = await startWorld()

  screen.step('Begin: a key for the vault, and a place for state and tokens')
  await credmgr(world, ['init'])

  screen.step('Plan: what would change')
  await credmgr(world, ['plan', '--out', 'plan.json'])

  screen.step('Apply exactly that')
  const applied = await credmgr(world, ['apply', 'plan.json', '--links=show'])
  const [link] = /https?:\/\/\S+\/-\/consent\/\S+/.exec(applied) ?? []
  if (link === undefined) throw new Error('"credmgr apply" printed no consent link')

  screen.step('Start the gateway')
  await serve(world)

  screen.step('Consent: the account owner opens the link')
  await giveConsent(world, link)

  screen.step('Call the API through the gateway')
  await callApi(world)
}

interface World {
  readonly folder: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly gateway: string
  readonly apiKey: string
  readonly provider: AuthorizationServer
  readonly api: Upstream
}

async function startWorld(): Promise<World> {
  screen.step('Start an OpenID provider and a small API')
  const [gatewayPort, adminPort] = await freePorts(2)
  const gateway = `http://127.0.0.1:${gatewayPort}`
  const clientSecret = 'demo-client-secret'
  const provider = await startAuthorizationServer({
    clients: [
      {
        clientId: 'credmgr-demo',
        clientSecret,
        redirectUris: [`${gateway}/-/callback/demo`],
      },
    ],
    scopes: ['api.read'],
  })
  undo.push(provider.stop)
  const api = await startUpstream({ introspect: provider.introspect })
  undo.push(api.stop)
  screen.say(`OpenID provider   ${provider.issuer}`, `API               ${api.url}`)

  const folder = await mkdtemp(join(tmpdir(), 'credmgr-demo-'))
  undo.push(() => rm(folder, { recursive: true, force: true }))
  const config = fileURLToPath(new URL('credmgr.config.yaml', import.meta.url))
  await copyFile(config, join(folder, 'credmgr.config.yaml'))
  screen.say('The configuration is examples/demo/credmgr.config.yaml.')

  const apiKey = 'demo-api-key-of-the-caller-0123456789'
  const env = {
    ...withoutCredmgr(process.env),
    DEMO_ISSUER: provider.issuer,
    DEMO_API: api.url,
    DEMO_API_KEY: apiKey,
    DEMO_CLIENT_SECRET: clientSecret,
    DEMO_GATEWAY_PORT: String(gatewayPort),
    DEMO_ADMIN_PORT: String(adminPort),
  }
  return { folder, env, gateway, apiKey, provider, api }
}

/** The demo is about its own configuration, key and state, not about the user's. */
function withoutCredmgr(env: NodeJS.ProcessEnv): Record<string, undefined> {
  const names = Object.keys(env).filter((name) => name.startsWith('CREDMGR_'))
  return Object.fromEntries(names.map((name) => [name, undefined]))
}

/** Runs one command and shows it. */
async function credmgr({ folder, env }: World, args: readonly string[]): Promise<string> {
  const line = `credmgr ${args.join(' ')}`
  screen.command(line)
  const running = startCredmgr(args, { cwd: folder, env })
  const stop = () => running.stop()
  interrupted.signal.addEventListener('abort', stop)
  const { exitCode, stdout, both } = await running.finished
  interrupted.signal.removeEventListener('abort', stop)
  screen.output(both)
  interrupted.signal.throwIfAborted()
  if (exitCode !== 0) throw new Error(`"${line}" ended with exit code ${exitCode}`)
  return stdout
}

async function serve({ folder, env, gateway }: World): Promise<void> {
  screen.command('credmgr serve &')
  const running = startCredmgr(['serve'], { cwd: folder, env })
  undo.push(() => running.stop())
  await readiness(running, gateway)
  screen.output(`ready on ${gateway}`)
}

async function readiness(running: Running, gateway: string): Promise<void> {
  const ended = running.finished.then(({ exitCode, both }) => {
    throw new Error(`"credmgr serve" ended with exit code ${exitCode}\n${both}`)
  })
  const ready = until('the gateway is ready', 30, async () => {
    const response = await fetch(`${gateway}/-/readyz`).catch(() => undefined)
    return response?.status === 200
  })
  await Promise.race([ready, ended])
}

async function giveConsent(world: World, link: string): Promise<void> {
  if (auto) {
    const browser = await startBrowser()
    undo.push(browser.stop)
    screen.say('A headless Chromium does it here, as the user "alice".')
    const page = await consent(await browser.newPage(), link, { login: 'alice' })
    screen.output(`The last page says: ${await page.getByRole('heading').first().textContent()}`)
  } else {
    screen.say('Open this link in a browser. Any name and password will do at the provider.')
    screen.highlight(link)
    screen.say('Waiting … (Ctrl-C ends the demo)')
  }
  await until('the connection is "connected"', auto ? 30 : 3600, () => isConnected(world))
  await credmgr(world, ['status'])
}

/** `credmgr status --json` prints one object a connection. */
async function isConnected({ folder, env }: World): Promise<boolean> {
  const running = startCredmgr(['status', '--json'], { cwd: folder, env })
  const { exitCode, stdout, stderr } = await running.finished
  if (exitCode !== 0)
    throw new Error(`"credmgr status" ended with exit code ${exitCode}\n${stderr}`)
  const lines = stdout.split('\n').filter((line) => line.startsWith('{'))
  return lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .some(({ address, auth }) => address === 'demo/account' && auth === 'connected')
}

async function callApi({ gateway, apiKey, provider, api }: World): Promise<void> {
  const url = `${gateway}/api/hello`
  screen.command(`curl -H "Authorization: Bearer $DEMO_API_KEY" ${url}`)
  const response = await fetch(url, { headers: { Authorization: `Bearer ${apiKey}` } })
  const answer = await response.text()
  screen.output(`${response.status} ${answer}`)
  if (response.status !== 200) throw new Error(`the gateway answered ${response.status}`)

  const seen = api.last().headers.authorization ?? ''
  const token = seen.replace('Bearer ', '')
  const issued = provider.issued.some((each) => each.use === 'access' && each.token === token)
  if (!issued) throw new Error('the API did not get a token of the provider')
  if (answer.includes(token)) throw new Error('the answer contains the token')
  screen.say(
    `The API saw       Authorization: Bearer ${token.slice(0, 4)}… (the provider's token)`,
    `The caller sent   Authorization: Bearer ${apiKey.slice(0, 4)}… (its own key)`,
    'The caller never held the token.',
  )

  screen.command(`curl ${url}`)
  const refused = await fetch(url)
  screen.output(`${refused.status} ${await refused.text()}`)
  if (refused.status !== 401)
    throw new Error(`without a key the gateway answered ${refused.status}`)
}

async function until(what: string, seconds: number, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + seconds * 1000
  while (Date.now() < end) {
    interrupted.signal.throwIfAborted()
    if (await holds()) return
    await sleep(250, undefined, { signal: interrupted.signal })
  }
  throw new Error(`after ${seconds} seconds it is not so that ${what}`)
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
