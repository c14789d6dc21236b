import { join } from 'node:path'
import t, { type Test } from 'tap'
import { generateKey, initFileStore, openFileStore, parseKeys } from '../../src/store/index.ts'
import { type SmallDisk, smallDisk } from '../support/small-disk.ts'
import { type FakeMachine, fakeMachine } from './host.ts'
import { configuration, consent, good, isClean, tokens, write } from './state-world.ts'

const keys = parseKeys(generateKey())

/** As `connected`, with the store on a disk that can be full. */
async function onSmallDisk(t: Test): Promise<{ machine: FakeMachine; disk: SmallDisk }> {
  const disk = await smallDisk(t)
  const machine = await fakeMachine(t)
  const clock = { now: () => Date.parse('2026-11-23T12:00:00Z'), sleep: async () => {} }
  let count = 0
  const random = {
    token: (bytes: number) => {
      count += 1
      return Buffer.from(String(count).padStart(bytes, 'q').slice(-bytes)).toString('base64url')
    },
  }
  const directory = join(disk.directory, 'store')
  const options = { directory, env: 'default', keys, clock, random, files: disk.files }
  Object.assign(machine, { store: () => openFileStore(options) })
  machine.override = {
    openStore: () => openFileStore(options),
    initStore: async () => ({ ...(await initFileStore(options)), keyCreated: false }),
  }
  write(machine, configuration())
  machine.env.set('GITHUB_CLIENT_SECRET', 'canary-client-secret-0001')
  machine.env.set('BATCH_API_KEY', 'canary-api-key-0002')
  await good(t, machine, 'init')
  await good(t, machine, 'apply', '--auto-approve')
  await consent(machine, 'github/release-bot')
  return { machine, disk }
}

const changing: readonly (readonly string[])[] = [
  ['apply', '--auto-approve'],
  ['state', 'mv', 'github/alice', 'github/anna'],
  ['state', 'rm', 'route.github', '--auto-approve'],
  ['destroy', '--auto-approve'],
]

for (const { title, how, codes } of [
  { title: 'a disk that is full', how: 'fill', codes: /\(ENOSPC\)/ },
  { title: 'a disk that cannot be written', how: 'close', codes: /\(EROFS\)/ },
] as const) {
  t.test(`${title} is named, and nothing is lost`, async (t) => {
    const { machine, disk } = await onSmallDisk(t)
    const before = (await good(t, machine, 'state', 'pull')).stdout
    write(
      machine,
      configuration((text) => text.replace('github/alice: {}', 'github/carol: {}')),
    )
    disk[how]()
    for (const argv of changing) {
      const { code, stderr } = await machine.run(...argv)
      t.equal(code, 1, argv.join(' '))
      t.match(stderr, /^Error: Store cannot be written\n/, argv.join(' '))
      t.match(stderr, codes)
    }
    t.equal((await good(t, machine, 'state', 'pull')).stdout, before, 'it can still be read')
    await good(t, machine, 'status')
    await good(t, machine, 'plan')
    disk.free()
    t.equal((await good(t, machine, 'state', 'pull')).stdout, before)
    t.strictSame(await tokens(machine), { 'github/release-bot': 'canary-refresh-0003' })
    await isClean(t, machine)
    await good(t, machine, 'apply', '--auto-approve')
    t.match((await good(t, machine, 'state', 'list')).stdout, 'connection.github/carol')
    await isClean(t, machine)
  })
}

t.test('with room all of it can be done: control', async (t) => {
  const { machine } = await onSmallDisk(t)
  for (const argv of changing) await good(t, machine, ...argv)
})

t.test('a clock that is set back a year changes no order of states', async (t) => {
  const { machine } = await onSmallDisk(t)
  const back = Date.parse('2025-11-23T12:00:00Z')
  Object.assign(machine.override, { clock: { now: () => back, sleep: async () => {} } })
  await good(t, machine, 'state', 'mv', 'github/alice', 'github/anna')
  const { events } = await good(t, machine, 'state', 'history', '--json')
  t.match(events, [
    { serial: 2, appliedAt: '2025-11-23T12:00:00.000Z' },
    { serial: 1, appliedAt: '2026-11-23T12:00:00.000Z' },
  ])
  await good(t, machine, 'state', 'rollback', '1', '--auto-approve')
  await isClean(t, machine)
})
