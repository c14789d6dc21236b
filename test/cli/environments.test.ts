import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { Listed } from '../../src/config/index.ts'
import { listFiles } from '../../src/list-files.ts'
import { type FakeMachine, fakeMachine } from './host.ts'

const main = `version: 1
include: [config/**/*.yaml]
vars: { client: client-1 }
identities:
  batch: { apiKey: { env: BATCH_API_KEY } }
accessPolicies:
  all: { connections: [github/*], allow: [{ apiKey: batch }] }
`

const providers = `providers:
  github:
    template: github
    grant: authorizationCode
    clientId: \${var:client}
    clientSecret: { env: GITHUB_CLIENT_SECRET }
    scopes: [repo]
`

const files = {
  'app/credmgr.config.yaml': main,
  'app/config/providers.yaml': providers,
  'app/config/team/connections.yaml': 'connections:\n  github/bot: {}\n',
  'app/environments/prod.yaml': 'providers:\n  github:\n    scopes: { add: [read:org] }\n',
}

const where = ['--config', 'app/credmgr.config.yaml'] as const

async function machineWith(
  t: Test,
  more: { readonly [file: string]: string } = {},
): Promise<FakeMachine> {
  const machine = await fakeMachine(t)
  for (const [file, text] of Object.entries({ ...files, ...more })) {
    machine.files.set(file, { text, mode: 0o644 })
  }
  machine.env.set('GITHUB_CLIENT_SECRET', 'fake-client-secret')
  machine.env.set('BATCH_API_KEY', 'fake-api-key')
  return machine
}

t.test('included files are a part of the configuration, relative to the main file', async (t) => {
  const machine = await machineWith(t)
  t.match(await machine.run('validate', ...where), { code: 0, stdout: /Success/, stderr: '' })
  await machine.run('init', ...where)
  t.match(await machine.run('plan', ...where), {
    code: 0,
    stdout: /Plan: 5 to add/,
  })
})

t.test(
  'an error names the file that it is in, as seen from here, and shows its line',
  async (t) => {
    const machine = await machineWith(t, {
      'app/config/team/b.yaml': 'connections:\n  githb/x: {}\n',
    })
    const run = await machine.run('validate', ...where)
    t.match(run, { code: 1, stderr: /--> app\/config\/team\/b\.yaml:2:3\n.*\n2 \| {3}githb\/x/s })
  },
)

t.test('an include that matches nothing is an error in the main file', async (t) => {
  const machine = await machineWith(t)
  machine.files.set('app/credmgr.config.yaml', {
    text: main.replace('config/**', 'cfg/**'),
    mode: 0o644,
  })
  const run = await machine.run('validate', ...where)
  t.match(run, { code: 1, stderr: /CM1013.*app\/credmgr\.config\.yaml:2:11/s })
})

t.test('an environment has an overlay and a state of its own', async (t) => {
  const machine = await machineWith(t)
  await machine.run('init', ...where)
  t.match(await machine.run('plan', '--env', 'prod', ...where), {
    code: 1,
    stderr: /Store is not initialized/,
  })
  t.match(await machine.run('init', '--env', 'prod', ...where), { code: 0 })
  t.match(machine.files.get('.gitignore')?.text, /^\.credmgr-prod\/$/m)
  const prod = await machine.run('apply', '--auto-approve', '-e', 'prod', ...where)
  t.match(prod, { code: 0, stdout: /Environment prod, state file:\.credmgr-prod.*read:org/s })
  t.match(await machine.run('plan', ...where), { stdout: /Environment default.*Plan: 5 to add/s })
  t.match(await machine.run('plan', '-e', 'prod', ...where), { stdout: /No changes/ })
})

t.test('a saved plan of one environment is not applied to another', async (t) => {
  const machine = await machineWith(t, { 'app/environments/dev.yaml': 'version: 1\n' })
  for (const env of ['prod', 'dev']) await machine.run('init', '--env', env, ...where)
  await machine.run('plan', '--env', 'prod', '--out', 'p.plan', ...where)
  const run = await machine.run('apply', 'p.plan', '--env', 'dev', ...where)
  t.equal(run.code, 1)
})

t.test('a state that was named wins, and must be that of the environment', async (t) => {
  const machine = await machineWith(t)
  await machine.run('init', ...where)
  const run = await machine.run('plan', '--env', 'prod', '--state', 'file:.credmgr', ...where)
  t.match(run, { code: 64, stderr: /belongs to the environment "default"/ })
})

t.test('an environment that there is not is an error that lists those there are', async (t) => {
  const machine = await machineWith(t)
  const run = await machine.run('validate', '--env', 'prdo', ...where)
  t.match(run, { code: 64, stderr: /did you mean "prod"\?.*environments: prod/is })
})

t.test('init makes the overlay of a new environment, and validate accepts it', async (t) => {
  const machine = await machineWith(t)
  t.match(await machine.run('init', '-e', 'dev', ...where), { stdout: /environments\/dev\.yaml/ })
  t.ok(machine.files.has('app/environments/dev.yaml'))
  t.match(await machine.run('validate', '-e', 'dev', ...where), { code: 0, stderr: '' })
})

t.test('config prints the whole as one, with secrets as references', async (t) => {
  const machine = await machineWith(t, { 'values.yaml': 'client: from-file\n' })
  const run = await machine.run('config', '-e', 'prod', '--var-file', 'values.yaml', ...where)
  t.equal(run.code, 0)
  t.match(run.stdout, /clientId: from-file\n +clientSecret:\n +env: GITHUB_CLIENT_SECRET\n/)
  t.match(run.stdout, /- repo\n +- read:org\n/)
  t.notMatch(run.stdout, /include:|vars:|fake-client-secret/)
  const again = await machineWith(t, { 'app/credmgr.config.yaml': run.stdout })
  t.match(await again.run('validate', ...where), { code: 0 })
  const json = await machine.run(
    'config',
    '--json',
    '--var',
    'client=a',
    '-var=client=b=c',
    ...where,
  )
  t.match(json.events, [{ providers: { github: { clientId: 'b=c' } } }])
})

t.test('config --explain says where a value comes from', async (t) => {
  const machine = await machineWith(t)
  const explain = (path: string): ReturnType<FakeMachine['run']> =>
    machine.run('config', '-e', 'prod', '--explain', path, ...where)
  const scopes = await explain('providers.github.scopes')
  t.equal(scopes.stdout, 'app/config/providers.yaml:7 -> app/environments/prod.yaml:3\n')
  t.match(await explain('connections.github/bot'), { stdout: /team\/connections\.yaml:2\n$/ })
  t.match(await explain('providers.github.scops'), { code: 64, stderr: /did you mean "scopes"\?/ })
})

t.test('a file of variables that is not there is an error', async (t) => {
  const machine = await machineWith(t)
  const run = await machine.run('validate', '--var-file', 'no.yaml', ...where)
  t.match(run, { code: 1, stderr: /There is no file "no\.yaml"/ })
})

t.test('files are listed with links, which are not followed out of the directory', async (t) => {
  const root = t.testdir({
    outside: { 'a.yaml': 'a' },
    main: {
      'a.yaml': 'a',
      node_modules: { 'b.yaml': 'b' },
      '.hidden': { 'c.yaml': 'c' },
      config: { 'd.yaml': 'd', deep: { 'e.yaml': 'e' } },
    },
  })
  const below = join(root, 'main')
  await mkdir(join(root, 'main-too'))
  await writeFile(join(root, 'main-too', 'x.yaml'), 'x')
  await symlink('../../outside', join(below, 'config', 'out'))
  await symlink('../../outside/a.yaml', join(below, 'config', 'out.yaml'))
  await symlink('../../main-too/x.yaml', join(below, 'config', 'sibling.yaml'))
  await symlink('d.yaml', join(below, 'config', 'same.yaml'))
  await symlink('deep', join(below, 'config', 'loop'))
  await symlink('.', join(below, 'config', 'deep', 'self'))
  const sorted = (listing: readonly Listed[]): readonly string[] =>
    listing.map(({ path, outside }) => (outside === undefined ? path : `${path} ${outside}`)).sort()
  const all = await listFiles(below, { from: '.', depth: undefined })
  t.strictSame(sorted(all), [
    'a.yaml',
    'config/d.yaml',
    'config/deep/e.yaml',
    'config/out directory',
    'config/out.yaml file',
    'config/same.yaml',
    'config/sibling.yaml file',
  ])
  t.strictSame(sorted(await listFiles(below, { from: '.', depth: 1 })), ['a.yaml'])
  t.strictSame(sorted(await listFiles(below, { from: 'config/out', depth: 1 })), [
    'config/out directory',
  ])
  t.strictSame(await listFiles(below, { from: 'nothing', depth: 1 }), [])
})
