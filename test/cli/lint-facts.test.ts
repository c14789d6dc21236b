import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { gitHead, trackedFiles } from '../../src/git.ts'
import { type Credential, connectionAddress } from '../../src/model/index.ts'
import { fakeMachine } from './host.ts'

const config = `version: 1
include: [config/*.yaml]
providers:
  github: { template: github, grant: authorizationCode, clientId: a, clientSecret: { env: SECRET }, scopes: [read:org] }
identities: { batch: { apiKey: { env: KEY } } }
accessPolicies: { all: { connections: [github/*], allow: [{ apiKey: batch }] } }
`
const bot = (more: string): string =>
  `connections: { github/bot: { expect: { account: a }${more} } }
routes: { r: { match: { path: /a, methods: [GET] }, upstream: https://api.github.com, connection: github/bot } }
`

function repository(t: Test, files: { readonly [path: string]: string }): string {
  const directory = mkdtempSync(join(tmpdir(), 'credmgr-git-'))
  t.teardown(() => rmSync(directory, { recursive: true, force: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(directory, path, '..'), { recursive: true })
    writeFileSync(join(directory, path), text)
  }
  return directory
}

t.test(
  'git says which files it tracks below a directory, and where there is none nothing',
  async (t) => {
    const directory = repository(t, { 'a.yaml': '', 'deep/ä b.yaml': '', 'untracked.yaml': '' })
    t.equal(await trackedFiles(directory), undefined)
    const git = (...args: readonly string[]): Buffer =>
      execFileSync('git', args, { cwd: directory })
    git('init', '-q')
    git('add', 'a.yaml', 'deep')
    t.strictSame(await trackedFiles(directory), ['a.yaml', 'deep/ä b.yaml'])
    t.strictSame(await trackedFiles(join(directory, 'deep')), ['ä b.yaml'])
    t.equal(await trackedFiles(join(directory, 'nowhere')), undefined)
  },
)

t.test('git says which commit is checked out, and whether what it tracks differs', async (t) => {
  const directory = repository(t, { 'deep/a.yaml': 'a' })
  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, { cwd: directory, encoding: 'utf8' })
  t.equal(await gitHead(directory), undefined, 'there is no repository')
  git('init', '-q')
  t.equal(await gitHead(directory), undefined, 'there is no commit')
  git('add', 'deep')
  git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-q', '-m', 'one')
  const commit = git('rev-parse', 'HEAD').trim()
  t.strictSame(await gitHead(join(directory, 'deep')), { commit, dirty: false })
  writeFileSync(join(directory, 'deep/plan.json'), '')
  t.strictSame(await gitHead(directory), { commit, dirty: false }, 'it does not track that')
  writeFileSync(join(directory, 'deep/a.yaml'), 'b')
  t.strictSame(await gitHead(directory), { commit, dirty: true })
})

t.test('git is not told what credmgr is told in its environment', async (t) => {
  const directory = repository(t, {})
  const seen = join(directory, 'seen')
  writeFileSync(join(directory, 'git'), `#!/bin/sh\n/usr/bin/env > '${seen}'\n`, { mode: 0o755 })
  const before = { ...process.env }
  t.teardown(() => {
    process.env = before
  })
  process.env = { ...before, PATH: directory, CREDMGR_KEY: 'canary', OF_THE_TEST: 'seen' }
  t.strictSame(await trackedFiles(directory), [])
  t.match(readFileSync(seen, 'utf8'), 'OF_THE_TEST=seen')
  t.notMatch(readFileSync(seen, 'utf8'), 'canary')
})

t.test('lint tells of files that are not tracked, and of private ones that are', async (t) => {
  const machine = await fakeMachine(t)
  machine.files.set('credmgr.config.yaml', { text: config, mode: 0o644 })
  machine.files.set('config/bot.yaml', { text: bot(''), mode: 0o644 })
  const tracked = (...files: readonly string[]): void => {
    machine.override = { trackedFiles: async () => files }
  }
  const plan = { text: '{\n  "formatVersion": "1.0",\n  "planId": "p_1"\n}\n', mode: 0o600 }
  for (const name of ['ci/plan.json', 'release.plan', 'notes.json']) machine.files.set(name, plan)
  machine.files.set('terraform/plan.json', { text: '{ "format_version": "1.2" }', mode: 0o644 })
  machine.env.set('CREDMGR_KEY_FILE', 'keys/vault')
  tracked(
    'credmgr.config.yaml',
    '.credmgr-prod/state.json',
    'credmgr.key',
    'keys/vault',
    'ci/plan.json',
    'release.plan',
    'terraform/plan.json',
    'credmgr.pub',
  )
  const run = await machine.run('lint')
  t.equal(run.code, 1)
  t.match(run.stderr, /CM3304.*config\/bot.yaml/)
  const exposed = ['.credmgr-prod/state.json', 'credmgr.key', 'keys/vault']
  for (const file of [...exposed, 'ci/plan.json', 'release.plan']) {
    t.match(run.stderr, `CM3405]: "${file}"`)
  }
  for (const file of ['credmgr.pub', 'terraform/plan.json']) {
    t.notMatch(run.stderr, `CM3405]: "${file}"`)
  }
  tracked('config/bot.yaml', '.credmgr/vault/a')
  t.match(
    (await machine.run('lint')).stderr,
    /CM3304.*credmgr.config.yaml[\s\S]*CM3405.*\.credmgr\/vault/,
  )
  tracked('credmgr.config.yaml', 'config/bot.yaml')
  t.match(await machine.run('lint'), { code: 0, stderr: '' })
  tracked('something/else')
  t.match(
    await machine.run('lint'),
    { code: 0, stderr: '' },
    'it is no repository of this configuration',
  )
})

t.test(
  'with the state, lint tells of guards that are gone; without, it opens nothing',
  async (t) => {
    const machine = await fakeMachine(t)
    machine.env.set('SECRET', 'fake').set('KEY', 'fake-key-of-a-test')
    const write = (more: string): void => {
      machine.files.set('credmgr.config.yaml', { text: config, mode: 0o644 })
      machine.files.set('config/bot.yaml', { text: bot(more), mode: 0o644 })
    }
    write(', lifecycle: { preventDestroy: true }')
    await machine.run('init')
    t.match(await machine.run('apply', '--auto-approve'), { code: 0 })
    t.match(await machine.run('lint', '--with-state'), { code: 0, stderr: '' })
    machine.files.set('config/bot.yaml', {
      text: bot('').replaceAll('github/bot', 'github/other'),
      mode: 0o644,
    })
    t.match(await machine.run('lint', '--with-state'), { code: 1, stderr: /CM3301.*github\/bot/ })
    const openStore = async (): Promise<never> => {
      throw new TypeError('lint has opened the store')
    }
    machine.override = { openStore }
    t.match(await machine.run('lint'), { code: 0, stderr: '' })
  },
)

t.test('lint in a real repository', async (t) => {
  const machine = await fakeMachine(t)
  machine.override = { trackedFiles }
  const files = { 'credmgr.config.yaml': config, 'config/bot.yaml': bot(''), 'credmgr.key': 'key' }
  mkdirSync(join(machine.cwd, 'config'))
  for (const [name, text] of Object.entries(files)) {
    machine.files.set(name, { text, mode: 0o644 })
    writeFileSync(join(machine.cwd, name), text)
  }
  t.match(await machine.run('lint'), { code: 0, stderr: '' }, 'there is no repository')
  const git = (...args: readonly string[]): Buffer =>
    execFileSync('git', args, { cwd: machine.cwd })
  git('init', '-q')
  git('add', 'credmgr.config.yaml', 'credmgr.key')
  const { code, stderr } = await machine.run('lint')
  t.equal(code, 1)
  t.match(stderr, /CM3304]: "config\/bot.yaml"/)
  t.match(stderr, /CM3405]: "credmgr.key"/)
  git('rm', '-q', '--cached', 'credmgr.key')
  git('add', 'config')
  t.match(await machine.run('lint'), { code: 0, stderr: '' })
})

t.test('with the state, lint tells of a grant that is wider, and waits for nobody', async (t) => {
  const machine = await fakeMachine(t)
  machine.env.set('SECRET', 'fake').set('KEY', 'fake-key-of-a-test')
  machine.files.set('credmgr.config.yaml', { text: config, mode: 0o644 })
  machine.files.set('config/bot.yaml', { text: bot(''), mode: 0o644 })
  await machine.run('init')
  await machine.run('apply', '--auto-approve')
  const store = await machine.store()
  const address = connectionAddress('github/bot')
  if (address === undefined) throw new TypeError('no address')
  const grant = async (generation: number, more: Partial<Credential>): Promise<void> =>
    store.vault.write(address, { ...credential, generation, ...more }, generation - 1)
  const lease = await store.lock.acquire('state', { wait: 0, operation: 'apply' })
  t.teardown(() => lease.release())
  const before = await store.state.read()
  await grant(1, {})
  t.match(await machine.run('lint', '--with-state'), { code: 0, stderr: '' })
  await grant(2, { grantedScopes: ['read:org', 'repo'] })
  const { stderr } = await machine.run('lint', '--with-state')
  t.match(stderr, /CM3105.*github\/bot[\s\S]*granted too: "repo"/)
  t.match(await machine.run('lint'), { code: 0, stderr: '' })
  await grant(3, { grantedScopes: ['read:org', 'repo'], status: 'needsReauth' })
  t.match(await machine.run('lint', '--with-state'), { code: 0, stderr: '' }, 'it grants nothing')
  t.strictSame(await store.state.read(), before)
})

/** What a consent would leave behind. */
const credential: Credential = {
  generation: 1,
  status: 'connected',
  grantBinding: 'none',
  grantedScopes: ['read:org'],
  requestedScopes: ['read:org'],
  tokenType: 'bearer',
  accessToken: 'fake-access-token',
  claims: {},
  obtainedAt: Date.parse('2026-11-23T12:00:00Z'),
}

t.test('what the configuration says to lint is nothing to apply', async (t) => {
  const machine = await fakeMachine(t)
  machine.env.set('SECRET', 'fake').set('KEY', 'fake-key-of-a-test')
  machine.files.set('credmgr.config.yaml', { text: config, mode: 0o644 })
  machine.files.set('config/bot.yaml', { text: bot(''), mode: 0o644 })
  await machine.run('init')
  await machine.run('apply', '--auto-approve')
  const said = config
    .replace('{ env: SECRET }', '{ env: SECRET, rotatedAt: 2026-01-01 }')
    .replace('template: github', 'template: github, pkce: S256')
  const text = `${said}lint: { rules: { CM3108: off }, maxSecretAge: 30d }\n`
  machine.files.set('credmgr.config.yaml', { text, mode: 0o644 })
  t.match(await machine.run('plan', '--detailed-exitcode'), { code: 0, stdout: /No changes\./ })
  t.match(await machine.run('lint'), { code: 0, stderr: /CM3017/ })
})

t.test('lint compares the environments', async (t) => {
  const machine = await fakeMachine(t)
  machine.files.set('credmgr.config.yaml', { text: config, mode: 0o644 })
  machine.files.set('config/bot.yaml', { text: bot(''), mode: 0o644 })
  for (const env of ['dev', 'prod']) {
    machine.files.set(`environments/${env}.yaml`, { text: 'version: 1\n', mode: 0o644 })
  }
  t.match(await machine.run('lint', '--fail-severity', 'warning'), {
    code: 1,
    stderr: /CM3016.*"prod" and "dev" use one client.*\n --> credmgr.config.yaml:4:\d+/,
  })
  t.match(await machine.run('lint', '--env', 'prod'), {
    stderr: /CM3301.*not guarded in production/,
  })
  const change = 'version: 1\nroutes: { r: { upstream: https://api.github.com/v2 } }\n'
  machine.files.set('environments/prod.yaml', { text: change, mode: 0o644 })
  t.match(
    (await machine.run('lint')).stderr,
    /CM3303[\s\S]*\n2 \| routes: [\s\S]*\^ no other environment/,
  )
})

t.test('the severity that makes lint fail is the one that the configuration gives', async (t) => {
  const machine = await fakeMachine(t)
  machine.files.set('credmgr.config.yaml', { text: config, mode: 0o644 })
  const write = (rules: string): void => {
    const text = `${bot('').replace('expect: { account: a }', '')}lint: { rules: { ${rules} } }\n`
    machine.files.set('config/bot.yaml', { text, mode: 0o644 })
  }
  const rows: readonly (readonly [rules: string, limit: string, code: number])[] = [
    ['', 'error', 0],
    ['', 'warning', 1],
    ['CM3108: error', 'error', 1],
    ['CM3108: info', 'warning', 0],
    ['CM3108: info', 'info', 1],
    ['CM3108: off', 'info', 0],
  ]
  for (const [rules, limit, code] of rows) {
    write(rules)
    t.match(await machine.run('lint', '--fail-severity', limit), { code }, `${rules} ${limit}`)
  }
})
