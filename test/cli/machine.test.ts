/** The machine of a user, where it refuses: files, sockets, logs, the browser. */
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { desktopVariables, openBrowser } from '../../src/browser.ts'
import { createLogger, machineFiles } from '../../src/host.ts'
import { listen } from '../../src/listening.ts'

t.test('a file that cannot be written or read is told by its code, its name and why', async (t) => {
  const directory = t.testdir({ 'a-file': 'text' })
  const missing = join(directory, 'no-directory', 'plan.json')
  const below = join(directory, 'a-file', 'plan.json')
  const { readText, writeFile: write, writeNew } = machineFiles
  const rows: readonly (readonly [code: string, file: string, work: () => Promise<unknown>])[] = [
    ['FILE_UNWRITABLE', missing, () => write(missing, '', 0o600)],
    ['FILE_UNWRITABLE', directory, () => write(directory, '', 0o600)],
    ['FILE_UNWRITABLE', below, () => writeNew(below, '', 0o600)],
    [
      'FILE_EXISTS',
      join(directory, 'a-file'),
      () => writeNew(join(directory, 'a-file'), '', 0o600),
    ],
    ['FILE_UNREADABLE', directory, () => readText(directory)],
    ['FILE_UNREADABLE', below, () => readText(below)],
  ]
  for (const [code, file, work] of rows) {
    await t.rejects(work(), { code, details: { file }, message: `"${file}"` }, `${code} ${file}`)
  }
  await t.rejects(write(missing, '', 0o600), { message: /\(no such file or directory\)$/ })
  t.equal(await readText(missing), undefined, 'what is not there is no failure')
  t.equal(await readFile(join(directory, 'a-file'), 'utf8'), 'text')
})

t.test('a file that is replaced has the mode that was asked for', async (t) => {
  const file = join(t.testdir({ plan: 'old' }), 'plan')
  await chmod(file, 0o644)
  await machineFiles.writeFile(file, 'new', 0o600)
  t.equal((await stat(file)).mode & 0o777, 0o600)
})

t.test('an address that cannot be listened on is told apart from one that is in use', async (t) => {
  const other = createServer()
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
  t.teardown(() => other.close())
  const bound = other.address()
  const taken = `127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}`
  const request = (): void => {}
  await t.rejects(listen(taken, { request }), {
    code: 'PORT_IN_USE',
    message: `cannot listen on "${taken}", because something else listens there`,
    details: { listen: taken },
  })
  // An address for documentation (RFC 5737) is on no machine.
  await t.rejects(listen('192.0.2.1:0', { request }), {
    code: 'CANNOT_LISTEN',
    message: 'cannot listen on "192.0.2.1:0", because this machine has no such address',
    details: { listen: '192.0.2.1:0' },
  })
})

t.test('an unknown log level is wrong usage, and the known ones are named', async (t) => {
  await t.rejects(createLogger('warning'), {
    code: 'USAGE',
    message: /"warning"/,
    details: { remedy: /trace, debug, info, warn, error, fatal, silent/ },
  })
  for (const level of ['trace', 'warn', 'silent']) await t.resolves(createLogger(level), level)
})

t.test('a browser gets what a desktop needs of the environment, and no secret', async (t) => {
  const desktop = {
    PATH: '/bin',
    HOME: '/home/ann',
    DISPLAY: ':0',
    XDG_RUNTIME_DIR: '/run/user/1000',
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus',
    SystemRoot: 'C:\\Windows',
  }
  const secrets = {
    CREDMGR_KEY: 'fake',
    GITHUB_CLIENT_SECRET: 'fake',
    AWS_SECRET_ACCESS_KEY: 'fake',
  }
  t.same(desktopVariables({ ...desktop, ...secrets }), desktop)
})

t.test('the opener is started without the secrets, and one that fails is noticed', async (t) => {
  if (process.platform !== 'linux') {
    t.pass('another opener stands there')
    return
  }
  const directory = t.testdir({})
  const seen = join(directory, 'seen')
  const opener = join(directory, 'xdg-open')
  const before = { ...process.env }
  t.teardown(() => Object.assign(process.env, { PATH: before['PATH'] }))
  t.teardown(() => delete process.env['CREDMGR_KEY'])
  process.env['CREDMGR_KEY'] = 'fake-key-for-this-test'
  process.env['PATH'] = `${directory}:${before['PATH']}`
  await mkdir(directory, { recursive: true })
  await writeFile(opener, `#!/bin/sh\n{ echo "$1"; env; } > ${seen}\n`, { mode: 0o755 })
  await openBrowser('http://127.0.0.1:1/consent')
  const text = await readFile(seen, 'utf8')
  t.match(text, /^http:\/\/127\.0\.0\.1:1\/consent\n/)
  t.match(text, /^PATH=/m)
  t.notMatch(text, 'CREDMGR_KEY')
  await writeFile(opener, '#!/bin/sh\nexit 3\n')
  await t.rejects(openBrowser('http://127.0.0.1:1/consent'), { message: 'xdg-open has failed' })
  process.env['PATH'] = directory
  await writeFile(opener, '#!/nowhere/sh\n')
  await t.rejects(openBrowser('http://127.0.0.1:1/consent'), { code: 'ENOENT' })
})
