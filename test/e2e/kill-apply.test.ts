/**
 * An apply that is killed at any write and any request: what is found afterwards is the old world or the
 * new one, the next apply finishes it, and no grant is lost.
 */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { createConsent, served } from '../../src/engine/index.ts'
import { clock, machineFetch, quietLogger, random } from '../../src/host.ts'
import { type Credential, connectionAddress, type Store } from '../../src/model/index.ts'
import { openFileStore, parseKeys } from '../../src/store/index.ts'
import { startAuthorizationServer } from '../support/authorization-server.ts'
import { builtMain } from '../support/build.ts'
import { consentOverHttp } from '../support/consent-over-http.ts'
import { type Finished, startNode } from '../support/process.ts'

const hard = process.env['CREDMGR_HARD'] === '1'
const preload = new URL('./children/kill-at.mjs', import.meta.url).href
const publicUrl = 'http://127.0.0.1:9'
const secrets = ['not-a-real-first-secret', 'not-a-real-second-secret'] as const
const apiKey = 'not-a-real-api-key-0123456789'

/** It rotates refresh tokens, and takes a second use of one for a theft. */
const provider = await startAuthorizationServer({ scopes: ['api.read'], clients: [] })
t.teardown(() => provider.stop())
if (hard) t.setTimeout(3_600_000)

function useSecret(clientSecret: string): void {
  provider.setClient({
    clientId: 'credmgr',
    clientSecret,
    redirectUris: [`${publicUrl}/-/callback/idp`],
  })
}

const config = (connections: string, more: string): string => `version: 1
gateway: { publicUrl: ${publicUrl} }
identities: { batch: { apiKey: { env: KEY } } }
providers:
  idp:
    issuer: ${provider.issuer}
    grant: authorizationCode
    clientId: credmgr
    clientSecret: { env: SECRET }
    scopes: [openid, offline_access, api.read]
connections: { ${connections} }
accessPolicies: { all: { connections: [idp/*], allow: [{ apiKey: batch }] } }
${more}`

const oldWorld = config('idp/ann: {}, idp/bob: {}, idp/cal: {}', '')
/** A secret that changes, a connection that moves, one that goes, and one whose grant is imported. */
const newWorld = config(
  'idp/ann: { description: the first }, idp/robert: {}, idp/dan: {}',
  `moved: [{ from: connection.idp/bob, to: connection.idp/robert }]
import: [{ to: connection.idp/dan, from: { refreshToken: { env: TOKEN } } }]
routes: { r: { match: { path: /r/** }, upstream: https://api.example, connection: idp/robert } }
`,
)

const root = mkdtempSync(join(tmpdir(), 'credmgr-kill-'))
t.teardown(() => rmSync(root, { recursive: true, force: true }))

interface Place {
  readonly directory: string
  readonly secret: string
  readonly token?: string | undefined
}

/** Runs a command to its end, or until it is killed. */
function run(
  { directory, secret, token }: Place,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  return startNode(['--import', preload, builtMain(), ...args], {
    cwd: directory,
    env: { KEY: apiKey, SECRET: secret, TOKEN: token, ...env },
  }).finished
}

async function ok(place: Place, ...args: readonly string[]): Promise<Finished> {
  const done = await run(place, args)
  if (done.exitCode !== 0) throw new Error(`credmgr ${args.join(' ')}: ${done.both}`)
  return done
}

function storeAt(directory: string): Promise<Store> {
  const keys = parseKeys(readFileSync(join(directory, 'credmgr.key'), 'utf8'))
  return openFileStore({
    directory: join(directory, '.credmgr'),
    env: 'default',
    keys,
    clock,
    random,
  })
}

async function consent(store: Store, name: string, login: string): Promise<void> {
  const desk = createConsent({
    store,
    clock,
    random,
    fetch: machineFetch,
    logger: quietLogger,
    served: async () => served(await store.state.read()),
  })
  const { url } = await desk.issueLink(addressOf(name))
  const { authorizationUrl } = await desk.begin(url.slice(url.lastIndexOf('/') + 1), 'the-browser')
  const back = await consentOverHttp(authorizationUrl, { login, returnTo: publicUrl })
  await desk.finish('idp', back.searchParams, 'the-browser')
}

function addressOf(name: string) {
  const address = connectionAddress(name)
  if (address === undefined) throw new TypeError(name)
  return address
}

async function credentialOf(store: Store, name: string): Promise<Credential | undefined> {
  return await store.vault.read(addressOf(name))
}

/** The old world, without grants. */
const base: Place = { directory: join(root, 'base'), secret: secrets[0] }
mkdirSync(base.directory)
useSecret(secrets[0])
writeFileSync(join(base.directory, 'credmgr.config.yaml'), oldWorld)
await ok(base, 'init')
await ok(base, 'apply', '--auto-approve')
const baseStore = await storeAt(base.directory)
const oldAddresses = (await baseStore.state.read()).resources.map(({ address }) => address)

let made = 0

/** A copy of the old world with grants of its own, a refresh token from elsewhere, and the new configuration. */
async function freshCopy(): Promise<Place> {
  const directory = join(root, `at-${made++}`)
  cpSync(base.directory, directory, { recursive: true })
  useSecret(secrets[0])
  const store = await storeAt(directory)
  await consent(store, 'idp/cal', `dan-${made}`)
  const token = (await credentialOf(store, 'idp/cal'))?.refreshToken
  for (const name of ['ann', 'bob', 'cal']) await consent(store, `idp/${name}`, `${name}-${made}`)
  useSecret(secrets[1])
  writeFileSync(join(directory, 'credmgr.config.yaml'), newWorld)
  return { directory, secret: secrets[1], token }
}

/** Everything that is wrong with what a killed apply has left, after the next one. */
async function troubles(place: Place, gone: Credential): Promise<readonly string[]> {
  const found: string[] = []
  const check = (holds: boolean, what: string): void => void (holds || found.push(what))
  const store = await storeAt(place.directory)
  const state = await store.state.read()
  const addresses = state.resources.map(({ address }) => address)
  const isOld = addresses.join() === oldAddresses.join()
  const isNew = addresses.includes('connection.idp/robert' as never) && state.serial === 2
  check(isOld !== isNew, `neither the old nor the new world: ${addresses.join()}`)
  const again = await run(place, ['apply', '--auto-approve'])
  check(again.exitCode === 0, `the next apply: ${again.both}`)
  const empty = await run(place, ['plan', '--detailed-exitcode'])
  check(empty.exitCode === 0, `the plan after it: ${empty.both}`)
  const verified = await run(place, ['state', 'verify'])
  check(verified.exitCode === 0, `state verify: ${verified.both}`)
  for (const name of ['ann', 'robert', 'dan']) {
    const credential = await credentialOf(store, `idp/${name}`)
    // The token that was imported is used once: an answer that nobody has heard is told as lost.
    if (name === 'dan' && credential?.reason === 'lost_rotation') continue
    check(credential?.status === 'connected', `${name} is ${credential?.reason ?? 'not there'}`)
    const active = await isUsable(credential?.refreshToken)
    check(active, `the grant of ${name} is dead`)
  }
  for (const name of ['bob', 'cal']) {
    check((await credentialOf(store, `idp/${name}`)) === undefined, `${name} is still there`)
  }
  const { active } = await provider.introspect(gone.accessToken ?? '')
  check(!active, 'the grant that was to be revoked is still valid')
  return [...found, ...leaks(place)]
}

/** Whether a refresh token still gives a token, asked with the new secret. */
async function isUsable(refreshToken = ''): Promise<boolean> {
  const authorization = `Basic ${Buffer.from(`credmgr:${secrets[1]}`).toString('base64')}`
  const response = await fetch(provider.endpoints.token, {
    method: 'POST',
    headers: { authorization },
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken }),
  })
  await response.body?.cancel()
  return response.ok
}

/** Files in which a secret can be read. */
function leaks({ directory }: Place): readonly string[] {
  const tokens = provider.issued.map(({ token }) => token)
  const words = [...secrets, apiKey, ...tokens]
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
  return files
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name))
    .filter((file) => words.some((word) => readFileSync(file).includes(word)))
    .map((file) => `a secret stands in ${file}`)
}

/** Everything that is there, with when it was last changed. */
function filesIn({ directory }: Place): readonly string[] {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort()
  return names.map((name) => `${name} ${statSync(join(directory, name)).mtimeMs}`)
}

/** Kills an apply at one point, and sees what is left. */
async function killedAt(point: number, env: Readonly<Record<string, string>> = {}) {
  const place = await freshCopy()
  const gone = await credentialOf(await storeAt(place.directory), 'idp/cal')
  if (gone === undefined) throw new Error('nothing is to be revoked')
  const done = await run(place, ['apply', '--auto-approve'], { KILL_AT: String(point), ...env })
  try {
    return { killed: done.signal === 'SIGKILL', found: await troubles(place, gone) }
  } catch (error) {
    return { killed: done.signal === 'SIGKILL', found: [String(error)] }
  } finally {
    rmSync(place.directory, { recursive: true, force: true })
  }
}

/** How many points a whole apply has. */
async function pointsOf(test: Test): Promise<number> {
  const place = await freshCopy()
  const file = join(root, 'count')
  const done = await run(place, ['apply', '--auto-approve'], { KILL_COUNT: file })
  test.equal(done.exitCode, 0, done.both)
  return Number(readFileSync(file, 'utf8').split(' ')[0])
}

t.test(
  'an apply that is killed at any write or request leaves the old world or the new',
  async (t) => {
    const points = await pointsOf(t)
    t.ok(points > 200, `${points} points`)
    const step = hard ? 1 : Math.ceil(points / 14)
    for (let point = 1 + (Date.now() % step); point <= points; point += step) {
      const { killed, found } = await killedAt(point)
      t.ok(killed, `killed at ${point} of ${points}`)
      t.strictSame(found, [], `after the kill at ${point}`)
    }
  },
)

t.test('a plan changes nothing on the disk and asks nobody', async (t) => {
  const place = await freshCopy()
  const file = join(root, 'count-of-plan')
  const before = filesIn(place)
  const done = await run(place, ['plan', '--detailed-exitcode'], { KILL_COUNT: file })
  t.equal(done.exitCode, 2, done.both)
  t.match(readFileSync(file, 'utf8'), / 0$/, 'no request')
  t.strictSame(filesIn(place), before)
  t.strictSame(leaks(place), [])
})

t.test('a store that writes in place does not survive the same', async (t) => {
  const { killed, found } = await killedAt(0, { KILL_IN_PLACE: '1' })
  t.ok(killed)
  t.match(found, [/state/i])
})
