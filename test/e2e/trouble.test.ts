import { copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { generateKey } from '../../src/store/index.ts'
import { mainConfig, startWorld, type World } from './world.ts'

let world: World

t.before(async () => {
  world = await startWorld()
  await world.ok(['apply', '--auto-approve'])
})

t.teardown(() => world?.stop())

/** What is answered to these bytes. */
async function raw(port: number, request: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(request)
  return text(socket)
}

/** Every file of the store with its bytes. */
async function storeFiles(): Promise<ReadonlyMap<string, string>> {
  const home = join(world.directory, '.credmgr')
  const files = await readdir(home, { recursive: true, withFileTypes: true })
  const texts = files
    .filter((each) => each.isFile())
    .map(async (each): Promise<[string, string]> => {
      const path = join(each.parentPath, each.name)
      return [path, await readFile(path, 'utf8')]
    })
  return new Map(await Promise.all(texts))
}

t.test(
  'a wrong key is refused with both key ids, by every command, and nothing is touched',
  async (t) => {
    const before = await storeFiles()
    const env = { CREDMGR_KEY: generateKey() }
    for (const [args, code] of [
      [['plan'], 1],
      [['apply', '--auto-approve'], 1],
      [['status'], 1],
      [['init'], 1],
      [['serve'], 78],
    ] as const) {
      const { exitCode, stderr } = await world.run(args, env)
      t.equal(exitCode, code, args.join(' '))
      t.match(stderr, /[0-9a-f]{8}.*[0-9a-f]{8}/s, 'the key ids are named')
      t.notMatch(stderr, env.CREDMGR_KEY)
    }
    t.same(await storeFiles(), before)
  },
)

t.test('a missing key is refused with the way to make one', async (t) => {
  const key = join(world.directory, 'credmgr.key')
  const aside = join(world.directory, 'aside.key')
  await copyFile(key, aside)
  await rm(key)
  const { exitCode, stderr } = await world.run(['plan'])
  t.equal(exitCode, 1)
  t.match(stderr, 'CREDMGR_KEY')
  t.equal((await world.run(['plan'], { CREDMGR_KEY_FILE: aside })).exitCode, 0)
  await copyFile(aside, key)
})

t.test('a truncated state is refused and left as it is', async (t) => {
  const file = join(world.directory, '.credmgr', 'state.json')
  const good = await readFile(file)
  for (const text of [good.subarray(0, good.length - 20), '', 'null', '{}']) {
    await writeFile(file, text)
    const before = await storeFiles()
    for (const args of [['plan'], ['apply', '--auto-approve'], ['destroy', '--auto-approve']]) {
      const { exitCode, stderr } = await world.run(args)
      t.equal(exitCode, 1)
      t.match(stderr, 'state.json')
    }
    t.same(await storeFiles(), before)
  }
  await writeFile(file, good)
  t.equal((await world.run(['plan', '--detailed-exitcode'])).exitCode, 0)
})

t.test('a port in use is an error that names the address', async (t) => {
  const gateway = await world.serve()
  const { exitCode, stderr } = await world.run(['serve'])
  t.equal(exitCode, 1)
  t.match(stderr, world.env['LISTEN'])
  t.equal((await world.call('/orders/1')).status, 200, 'the first one goes on')
  const port = Number(new URL(world.gateway).port)
  const probe = 'GET /-/healthz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n'
  t.match(await raw(port, probe), /^HTTP\/1\.1 200 /, 'a client that offers HTTP/2 is answered')
  await gateway.stop()
})

t.test(
  'a missing environment variable is an error at its place, for a value and for a secret',
  async (t) => {
    const before = await storeFiles()
    const value = await world.run(['plan'], { ISSUER: undefined })
    t.equal(value.exitCode, 1)
    t.match(value.stderr, 'error[CM1010]')
    t.match(value.stderr, 'credmgr.config.yaml:11:')
    t.match(value.stderr, 'ISSUER')
    const secret = await world.run(['apply', '--auto-approve'], { IDP_SECRET: undefined })
    t.equal(secret.exitCode, 1)
    t.match(secret.stderr, 'error[CM1010]')
    t.match(secret.stderr, /credmgr\.config\.yaml:\d+:\d+/)
    t.match(secret.stderr, 'IDP_SECRET')
    t.same(await storeFiles(), before)
    t.equal(
      (await world.run(['validate'], { ISSUER: undefined, IDP_SECRET: undefined })).exitCode,
      0,
    )
  },
)

t.test('every mistake of a file is told in one run, and nothing is changed', async (t) => {
  const before = await storeFiles()
  const broken = mainConfig
    .replace('clientId: credmgr', 'clientid: credmgr')
    .replace('connection: machine/orders', 'connection: machine/order')
    .replace('{ env: ROBOT_SECRET }', 'not-a-real-literal')
  await world.configure(broken)
  const { exitCode, stderr } = await world.run(['apply', '--auto-approve'])
  t.equal(exitCode, 1)
  t.match(stderr, 'did you mean "clientId"?')
  t.match(stderr, 'error[CM2001]')
  t.notMatch(stderr, 'not-a-real-literal')
  await world.configure(
    mainConfig.replace('connection: machine/orders', 'connection: machine/order'),
  )
  const second = await world.run(['apply', '--auto-approve'])
  t.match(second.stderr, 'did you mean "machine/orders"?')
  t.same(await storeFiles(), before)
  await world.configure(mainConfig)
})

t.test('apply without a terminal refuses at once instead of waiting for an answer', async (t) => {
  await world.configure(mainConfig.replace('/orders/**', '/order/**'))
  const { exitCode, stderr } = await world.run(['apply'])
  t.equal(exitCode, 1)
  t.match(stderr, '--auto-approve')
})

t.test('a saved plan is applied once, as planned, and refused when it is stale', async (t) => {
  const planned = mainConfig.replace('/orders/**', '/order/**')
  await world.configure(planned)
  await world.ok(['plan', '--out', 'plan.json'])
  t.notMatch(await world.read('plan.json'), /not-a-real/)
  await world.configure(mainConfig)
  const other = await world.run(['apply', 'plan.json'])
  t.equal(other.exitCode, 1)
  t.match(other.stderr, 'The plan was made from another configuration')
  await world.configure(`# a comment is no change\n${planned}`)
  const applied = await world.ok(['apply', 'plan.json'])
  t.match(applied.stdout, 'Apply complete! Resources: 0 added, 1 changed, 0 destroyed.')
  const again = await world.run(['apply', 'plan.json'])
  t.equal(again.exitCode, 1)
  t.match(again.stderr, 'Error: Saved plan is stale')
  await world.configure(mainConfig)
  t.equal(
    (await world.run(['plan', '--detailed-exitcode'])).exitCode,
    2,
    'the file differs from it',
  )
  await world.ok(['apply', '--auto-approve'])
})

t.test('a provider that cannot be reached leaves everything as it was', async (t) => {
  const before = await storeFiles()
  const { exitCode, stderr } = await world.run(['apply', '--auto-approve'], {
    ISSUER: 'http://127.0.0.1:9',
  })
  t.equal(exitCode, 1)
  t.match(stderr, 'idp')
  const after = await storeFiles()
  t.equal(
    after.get(join(world.directory, '.credmgr', 'state.json')),
    before.get(join(world.directory, '.credmgr', 'state.json')),
  )
})

t.test('a rotated client secret is a change without a consent', async (t) => {
  const env = { IDP_SECRET: 'not-a-real-new-secret' }
  const { exitCode, stdout } = await world.run(['plan', '--detailed-exitcode'], env)
  t.equal(exitCode, 2)
  t.match(stdout, 'Plan: 0 to add, 1 to change, 0 to destroy.')
  t.match(stdout, '(sensitive)')
  t.notMatch(stdout, 'not-a-real')
})

t.test('wrong usage is 64 and never 2', async (t) => {
  for (const args of [
    ['plan', '--detailed-exitcod'],
    ['aply'],
    ['connect'],
    ['plan', '--env', 'prod'],
  ]) {
    t.equal((await world.run(args)).exitCode, 64, args.join(' '))
  }
})

t.test('a plan that cannot be saved ends in an error that names the file', async (t) => {
  const { exitCode, stderr } = await world.run(['plan', '--out', 'no-directory/x'])
  t.equal(exitCode, 1)
  t.match(
    stderr,
    /Error: File cannot be written\n\n".*no-directory\/x" cannot be written \(no such/,
  )
  t.notMatch(stderr, 'Internal error')
})

t.test('a log level that is none is wrong usage, and the levels are named', async (t) => {
  const { exitCode, stderr } = await world.run(['serve'], { CREDMGR_LOG_LEVEL: 'warning' })
  t.equal(exitCode, 64)
  t.match(stderr, /"warning".*\n.*trace, debug, info, warn, error, fatal, silent/)
})

t.test('init makes no new key for a store that is there, and names the one it needs', async (t) => {
  const key = join(world.directory, 'credmgr.key')
  const text = await readFile(key)
  await rm(key)
  const before = await storeFiles()
  const { keyId } = JSON.parse(await world.read('.credmgr/store.json'))
  for (const args of [['init'], ['plan']]) {
    const { exitCode, stderr } = await world.run(args)
    t.equal(exitCode, 1, args.join(' '))
    t.match(stderr, 'Error: No key for the vault')
    t.match(stderr, `needs the key "${keyId}"`)
    t.match(stderr, 'Restore that file from a backup')
    t.notMatch(stderr, 'credmgr init', 'which would not help')
  }
  await t.rejects(readFile(key), { code: 'ENOENT' }, 'no key was made')
  t.same(await storeFiles(), before)
  await writeFile(key, text, { mode: 0o600 })
  await world.ok(['init'])
})

t.test('what an error advises after a damaged state is what helps', async (t) => {
  const home = join(world.directory, '.credmgr')
  const before = await world.ok(['plan'])
  await writeFile(join(home, 'state.json'), 'damaged')
  const { stderr } = await world.run(['plan'])
  t.match(stderr, /credmgr state repair puts the newest good file of history\/ in its place/)
  t.equal((await world.run(['state', 'verify'])).exitCode, 1)
  const { stdout } = await world.ok(['state', 'repair', '--auto-approve'])
  const [, backup = ''] = /What was there before is in (\S+)\n/.exec(stdout) ?? []
  t.equal(await readFile(join(backup, 'state.json'), 'utf8'), 'damaged')
  await world.ok(['state', 'verify'])
  t.equal((await world.ok(['plan'])).stdout, before.stdout)
})

t.test('a gateway that is interrupted drains and ends with 0', async (t) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const gateway = await world.serve()
    const { exitCode, stderr } = await gateway.stop(signal)
    t.equal(exitCode, 0, signal)
    t.notMatch(stderr, /error/i)
  }
})
