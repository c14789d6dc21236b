/** The keys of several environments, and what is sealed with them. */
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { fileStoreOptions } from '../../src/machine-keys.ts'
import { openFileStore, parseKeys } from '../../src/store/index.ts'
import { address, credential } from '../store/fixtures.ts'
import type { Run } from './host.ts'
import { type RealMachine, realMachine } from './real-machine.ts'

const canaries = {
  base: 'canary-of-the-base-0001',
  prod: 'canary-of-production-0002',
  api: 'canary-of-the-api-key-0003',
}

const config = `version: 1
identities:
  batch: { apiKey: { file: api-key } }
providers:
  erp:
    endpoints: { token: https://idp.example/token }
    grant: clientCredentials
    clientId: a
    clientSecret: ${canaries.base}
connections:
  erp/orders: {}
accessPolicies:
  all: { connections: [erp/*], allow: [{ apiKey: batch }] }
`

const overlay = `providers:
  erp:
    clientSecret: ${canaries.prod}
`

/** Two environments that one key file serves, each with a sealed value of its own, both applied. */
async function twoEnvironments(t: Test): Promise<RealMachine> {
  const machine = await realMachine(t)
  await machine.write('api-key', canaries.api)
  await machine.write('credmgr.config.yaml', config)
  await machine.write('environments/prod.yaml', overlay)
  for (const env of ['default', 'prod']) {
    t.match(await machine.run('init', '--env', env), { code: 0 })
    t.match(await machine.run('secrets', 'seal', '--in-place', ...fileOf(env)), { code: 0 })
    t.match(await machine.run('apply', '--auto-approve', '--env', env), { code: 0 })
  }
  return machine
}

function fileOf(env: string): readonly string[] {
  return env === 'prod' ? ['environments/prod.yaml', '--env', 'prod'] : []
}

async function newestId({ read }: RealMachine): Promise<string> {
  return parseKeys(await read('credmgr.key')).ids[0] ?? ''
}

t.test('an old key stays as long as another environment needs it', async (t) => {
  const machine = await twoEnvironments(t)
  const printed: Run[] = []
  const run = async (...args: readonly string[]): Promise<Run> => {
    const done = await machine.run(...args)
    printed.push(done)
    return done
  }
  const [old = ''] = parseKeys(await machine.read('credmgr.key')).ids
  t.match(await run('keys', 'rotate'), {
    code: 0,
    stdout: /Sealed anew: \d+ records, 1 value of the configuration/,
  })
  const refused = await run('keys', 'rotate', '--prune')
  t.match(refused, { code: 1, stderr: /no key was taken out/ })
  t.match(refused.stderr, '.credmgr-prod/store.json still needs an old key')
  t.strictSame(parseKeys(await machine.read('credmgr.key')).ids, [await newestId(machine), old])

  t.match(await run('keys', 'rotate', '--resume', '--env', 'prod'), { code: 0 })
  t.match(await run('keys', 'rotate', '--prune'), { code: 0, stdout: `Took out ${old}.` })
  t.strictSame(parseKeys(await machine.read('credmgr.key')).ids, [await newestId(machine)])
  for (const env of ['default', 'prod']) {
    t.match(await run('keys', 'check', '--env', env), { code: 0, stdout: /Everything opens/ })
    t.match(await run('plan', '--detailed-exitcode', '--env', env), { code: 0 })
  }
  const all = printed.map(({ stdout, stderr }) => stdout + stderr).join('\n')
  for (const canary of Object.values(canaries)) t.notMatch(all, canary)
})

t.test('without that refusal the other environment would be lost', async (t) => {
  const machine = await twoEnvironments(t)
  await machine.run('keys', 'rotate')
  const [newest = ''] = (await machine.read('credmgr.key')).split('\n')
  await machine.write('credmgr.key', `${newest}\n`)
  t.match(await machine.run('keys', 'check'), { code: 0 })
  t.match(await machine.run('keys', 'check', '--env', 'prod'), {
    code: 1,
    stderr: /Wrong key for the vault/,
  })
})

t.test(
  'a sealed value, a file that cannot be parsed and a public key hold an old key back',
  async (t) => {
    const machine = await twoEnvironments(t)
    const sealed = await machine.read('environments/prod.yaml')
    await machine.run('keys', 'rotate')
    await rm(join(machine.cwd, '.credmgr-prod'), { recursive: true })
    t.match(await machine.run('keys', 'rotate', '--prune'), {
      code: 1,
      stderr:
        /environments\/prod.yaml:3 still needs an old key\ncredmgr.pub: the environment "prod" still/,
    })
    await machine.write('environments/prod.yaml', `x: [\n# ${sealed.replaceAll('\n', ' ')}\n`)
    t.match(await machine.run('keys', 'rotate', '--prune'), {
      code: 1,
      stderr: /environments\/prod.yaml:2 still needs an old key/,
    })
  },
)

t.test('a configuration that cannot be parsed is told by check and rotate', async (t) => {
  const machine = await twoEnvironments(t)
  await machine.write('credmgr.config.yaml', `${await machine.read('credmgr.config.yaml')}]\n`)
  for (const args of [
    ['keys', 'check'],
    ['keys', 'rotate', '--prune'],
  ]) {
    t.match(await machine.run(...args), { code: 1, stderr: /CM1001/ }, args.join(' '))
  }
})

t.test(
  'a value of one environment is no fault of another, unless it is in effect there',
  async (t) => {
    const machine = await twoEnvironments(t)
    t.match(await machine.run('keys', 'check'), { code: 0, stdout: /1 sealed value\n/ })
    t.match(await machine.run('keys', 'check', '--env', 'prod'), { code: 0 })
    await machine.write('environments/prod.yaml', 'gateway: { listen: 127.0.0.1:9090 }\n')
    t.match(await machine.run('keys', 'check', '--env', 'prod'), {
      code: 1,
      stderr: /credmgr.config.yaml:9:19: the sealed value was not sealed for .* "prod"/,
    })
  },
)

t.test('a damaged record is told and holds up nothing else', async (t) => {
  const machine = await twoEnvironments(t)
  const state = await machine.read('.credmgr/history/1.json')
  await machine.write('.credmgr/history/1.json', state.replace('"serial": 1', '"serial": 7'))
  t.match(await machine.run('keys', 'check'), { code: 1, stderr: /history\/1.json/ })
  t.match(await machine.run('keys', 'rotate'), {
    code: 1,
    stdout: /1 value of the configuration/,
    stderr: /Error: history\/1.json: .*was changed by something other than credmgr/,
  })
  await machine.write('.credmgr/history/1.json', state)
  t.match(await machine.run('keys', 'rotate', '--resume'), { code: 0, stdout: /anew: 1 record,/ })
})

t.test('a store that is open goes on reading while its keys are rotated and pruned', async (t) => {
  const machine = await twoEnvironments(t)
  const directory = join(machine.cwd, '.credmgr')
  const location = { backend: 'file', directory, url: 'file:.credmgr', env: 'default' } as const
  const gateway = await openFileStore(await fileStoreOptions(location))
  const orders = address('erp/orders')
  await gateway.vault.write(orders, credential(1), 0)
  let isOver = false
  let reads = 0
  const reading = (async () => {
    for (; !isOver; reads += 1) {
      await gateway.vault.read(orders)
      await gateway.state.read()
    }
  })()
  for (let round = 0; round < 3; round += 1) await machine.run('keys', 'rotate')
  await machine.run('keys', 'rotate', '--resume', '--env', 'prod')
  t.match(await machine.run('keys', 'rotate', '--prune'), { code: 0 })
  isOver = true
  await t.resolves(reading, 'no read has failed')
  t.ok(reads > 0)
  t.equal(parseKeys(await machine.read('credmgr.key')).ids.length, 1)
})

t.test('a rotation that is cut off anywhere leaves everything open, and is resumed', async (t) => {
  const machine = await twoEnvironments(t)
  const whole = machine.override
  const cut = async (): Promise<never> => {
    throw new RangeError('cut off')
  }
  const { keys, files } = whole
  if (keys === undefined || files === undefined) throw new TypeError('this is no real machine')
  const cuts: readonly (readonly [string, typeof whole])[] = [
    ['with a new key and nothing sealed with it', { keys: { ...keys, reseal: cut } }],
    ['before the public key is written', { files: { ...files, writeFile: cut } }],
    ['before the configuration is written', { files: { ...files, replaceText: cut } }],
  ]
  for (const [name, override] of cuts) {
    machine.override = { ...whole, ...override }
    t.match(await machine.run('keys', 'rotate'), { code: 1 }, name)
    machine.override = whole
    t.match(await machine.run('keys', 'check'), { code: 0 }, name)
    t.match(await machine.run('plan', '--detailed-exitcode'), { code: 0 }, name)
    t.match(await machine.run('keys', 'rotate', '--prune', '--no-config'), { code: 1 }, name)
    t.match(await machine.run('keys', 'rotate', '--resume'), { code: 0 }, name)
    t.match(await machine.run('keys', 'rotate', '--resume', '--env', 'prod'), { code: 0 }, name)
    t.match(await machine.run('keys', 'rotate', '--prune'), { code: 0, stdout: /Took out/ }, name)
    for (const env of ['default', 'prod'])
      t.match(await machine.run('keys', 'check', '--env', env), { code: 0 }, name)
  }
})

t.test('two rotations at once lose no key', async (t) => {
  const machine = await twoEnvironments(t)
  await Promise.all([
    machine.run('keys', 'rotate'),
    machine.run('keys', 'rotate', '--env', 'prod'),
    machine.run('keys', 'rotate'),
  ])
  t.equal(parseKeys(await machine.read('credmgr.key')).ids.length, 4)
  for (const env of ['default', 'prod'])
    t.match(await machine.run('keys', 'check', '--env', env), { code: 0 })
})

t.test('the public key of somebody else’s server is left alone', async (t) => {
  const machine = await twoEnvironments(t)
  const before = await machine.read('credmgr.pub')
  await rm(join(machine.cwd, '.credmgr'), { recursive: true })
  await rm(join(machine.cwd, 'credmgr.key'))
  await rm(join(machine.cwd, '.credmgr-prod'), { recursive: true })
  t.match(await machine.run('init'), {
    code: 0,
    stderr: /has the key "\w+" for "default".*left alone/,
  })
  t.equal(await machine.read('credmgr.pub'), before)
})

t.test('with --no-config the configuration is as it was, and what is left is listed', async (t) => {
  const machine = await twoEnvironments(t)
  const before = await machine.read('credmgr.config.yaml')
  t.match(await machine.run('keys', 'rotate', '--no-config'), {
    code: 0,
    stdout: /credmgr.config.yaml:9 is still sealed to an older key/,
  })
  t.equal(await machine.read('credmgr.config.yaml'), before)
})

t.test('where there is no configuration the store alone is checked and rotated', async (t) => {
  const machine = await twoEnvironments(t)
  await rm(join(machine.cwd, 'credmgr.config.yaml'))
  t.match(await machine.run('keys', 'check'), { code: 0 })
  t.match(await machine.run('keys', 'rotate'), { code: 0, stdout: /0 values/ })
})

t.test(
  'a reminder of the backup ends when there is one, and begins again with a new key',
  async (t) => {
    const machine = await twoEnvironments(t)
    const reminds = async (...args: readonly string[]): Promise<boolean> =>
      /Reminder: keep a copy of the key/.test((await machine.run('status', ...args)).stderr)
    t.notOk(await reminds(), 'nobody is there')
    machine.terminal.isInteractive = true
    t.ok(await reminds())
    t.notOk(await reminds('--json'))
    await machine.run('keys', 'backup', '--confirm')
    t.notOk(await reminds())
    await machine.run('keys', 'rotate')
    t.ok(await reminds())
  },
)

t.test('a key that the environment holds is not rotated, and it is said what to do', async (t) => {
  const machine = await twoEnvironments(t)
  process.env['CREDMGR_KEY'] = await machine.read('credmgr.key')
  t.teardown(() => {
    delete process.env['CREDMGR_KEY']
  })
  t.match(await machine.run('keys', 'rotate'), {
    code: 64,
    stderr: /put a new key on a line above/i,
  })
  t.match(await machine.run('keys', 'check'), { code: 0 })
  await writeFile(join(machine.cwd, 'credmgr.key'), '')
  t.match(await machine.run('keys', 'check'), { code: 0 }, 'the file is not looked at')
})
