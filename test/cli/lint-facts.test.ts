import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { gitHead, trackedFiles } from '../../src/git.ts'
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

t.test('lint tells of files that are not tracked, and of private ones that are', async (t) => {
  const machine = await fakeMachine(t)
  machine.files.set('credmgr.config.yaml', { text: config, mode: 0o644 })
  machine.files.set('config/bot.yaml', { text: bot(''), mode: 0o644 })
  const tracked = (...files: readonly string[]): void => {
    machine.override = { trackedFiles: async () => files }
  }
  tracked(
    'credmgr.config.yaml',
    '.credmgr-prod/state.json',
    'credmgr.key',
    'ci/plan.json',
    'credmgr.pub',
  )
  const run = await machine.run('lint')
  t.equal(run.code, 1)
  t.match(run.stderr, /CM3304.*config\/bot.yaml/)
  for (const file of ['.credmgr-prod/state.json', 'credmgr.key', 'ci/plan.json']) {
    t.match(run.stderr, `CM3405]: "${file}"`)
  }
  t.notMatch(run.stderr, 'CM3405]: "credmgr.pub"')
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
})
