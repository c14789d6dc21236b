import { promises } from 'node:fs'
import { readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { Store } from '../../src/model/index.ts'
import { FileLock } from '../../src/store/file-lock.ts'
import {
  type FileOperations,
  type FileStoreOptions,
  generateKey,
  initFileStore,
  openFileStore,
  parseKeys,
} from '../../src/store/index.ts'
import { codeOf, startChild, state, storeOptions } from './fixtures.ts'

const waitNot = { wait: 0, operation: 'apply' }

t.test('the lease of a process that was killed is taken over at once', async (t) => {
  const { store, options, keyText } = await opened(t)
  const child = startChild(t, 'lock-holder.ts', [options.directory, keyText])
  const { value: lockId } = await child.lines.next()
  const details = { lockId, holder: new RegExp(`\\(pid ${child.process.pid}\\)`) }
  await t.rejects(store.lock.acquire('state', waitNot), { code: 'STATE_LOCKED', details })
  child.process.kill('SIGKILL')
  await child.ended
  const lease = await store.lock.acquire('state', waitNot)
  t.not(lease.id, lockId)
  await lease.release()
})

t.test('who holds a lease is told in one line', async (t) => {
  const { store } = await opened(t)
  const lease = await store.lock.acquire('state', waitNot)
  t.teardown(() => lease.release())
  const at = '\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z'
  const holder = new RegExp(
    `^apply by \\S+@\\S+ \\(pid ${process.pid}\\) since ${at}, heartbeat 0s ago$`,
  )
  const refused = store.lock.acquire('state', waitNot)
  await t.rejects(refused, { code: 'STATE_LOCKED', details: { lockId: lease.id, holder } })
})

/** What a lock file may say, how long its holder was silent, and whether it can be taken over. */
const holders: readonly {
  readonly name: string
  readonly facts: Record<string, unknown> | string
  readonly silentFor: number
  readonly free: boolean
}[] = [
  { name: 'this process', facts: {}, silentFor: 30_000, free: false },
  { name: 'this process, silent for too long', facts: {}, silentFor: 61_000, free: true },
  { name: 'a process that reused the pid', facts: { pidStart: '1' }, silentFor: 0, free: true },
  { name: 'a pid that nobody has', facts: { pid: 2 ** 22 + 1 }, silentFor: 0, free: true },
  { name: 'another host', facts: { host: 'far', pid: 2 ** 22 + 1 }, silentFor: 0, free: false },
  { name: 'another host, silent', facts: { host: 'far' }, silentFor: 61_000, free: true },
  { name: 'another pid space', facts: { pidSpace: 'x', pidStart: '1' }, silentFor: 0, free: false },
  { name: 'nobody knows whom', facts: '', silentFor: 30_000, free: false },
  { name: 'nobody knows whom, silent', facts: '', silentFor: 61_000, free: true },
]

for (const { name, facts, silentFor, free } of holders) {
  t.test(`a lease of ${name} ${free ? 'can' : 'cannot'} be taken over`, async (t) => {
    const { store, file } = await held(t)
    const own = JSON.parse(await readFile(file, 'utf8'))
    await writeFile(file, typeof facts === 'string' ? facts : JSON.stringify({ ...own, ...facts }))
    await utimes(file, (Date.now() - silentFor) / 1000, (Date.now() - silentFor) / 1000)
    const tried = Array.from({ length: 8 }, () => store.lock.acquire('state', waitNot))
    const leases = (await Promise.allSettled(tried)).filter((each) => each.status === 'fulfilled')
    t.equal(leases.length, free ? 1 : 0, 'and by one of many')
    for (const { value } of leases) await value.release()
  })
}

t.test(
  'a write that was stopped in the middle is waited for, and one that died is not',
  async (t) => {
    const { options } = await opened(t)
    const temporary = join(options.directory, 'tmp')
    const disk = { files: promises, random: options.random, temporary }
    const directory = join(options.directory, 'locks/writes')
    const times = { heartbeat: 10_000, lifetime: 60_000 }
    const lock = new FileLock({ directory, disk, clock: options.clock, times, patient: true })
    const lease = await lock.acquire('record', waitNot)
    t.teardown(() => lease.release())
    const [place = ''] = await readdir(directory)
    const file = join(directory, place, `${lease.id}.json`)
    await utimes(file, 1, 1)
    t.equal(await codeOf(lock.acquire('record', waitNot)), 'STATE_LOCKED')
    const facts = JSON.parse(await readFile(file, 'utf8'))
    await writeFile(file, JSON.stringify({ ...facts, pidStart: '1' }))
    const next = await lock.acquire('record', waitNot)
    await next.release()
  },
)

t.test('a lease that could not be given back is given back later', async (t) => {
  const healthy = { unlink: false }
  const files: FileOperations = {
    ...promises,
    async unlink(path) {
      if (!healthy.unlink) throw Object.assign(new Error('injected'), { code: 'EROFS' })
      await promises.unlink(path)
    },
  }
  const { store, options } = await opened(t)
  const times = { heartbeat: 2, lifetime: 60_000 }
  const failing = await openFileStore({ ...options, files, times })
  await (await failing.lock.acquire('state', waitNot)).release()
  t.equal(await codeOf(store.lock.acquire('state', waitNot)), 'STATE_LOCKED')
  healthy.unlink = true
  const leases = join(options.directory, 'locks/leases')
  await until(async () => (await readdir(leases)).length === 0)
  await (await store.lock.acquire('state', waitNot)).release()
})

t.test('a holder that was taken over learns it, and its release frees nobody', async (t) => {
  const { store, lease, file } = await held(t, { heartbeat: 5, lifetime: 60_000 })
  await utimes(file, 0, 0)
  const next = await takeOver(store, file)
  t.teardown(() => next.release())
  await until(async () => lease.lost.aborted)
  t.match(lease.lost.reason, { code: 'LEASE_LOST', details: { name: 'state' } })
  await lease.release()
  const refused = store.lock.acquire('state', waitNot)
  await t.rejects(refused, { code: 'STATE_LOCKED', details: { lockId: next.id } })
})

t.test('a holder says again and again that it lives', async (t) => {
  const { lease, file } = await held(t, { heartbeat: 5, lifetime: 60_000 })
  await utimes(file, 1, 1)
  await until(async () => (await stat(file)).mtimeMs > 2_000)
  t.equal(lease.lost.aborted, false)
})

t.test('a lease that was given back is no lost lease, and leaves nothing', async (t) => {
  const { lease, options } = await held(t, { heartbeat: 1, lifetime: 60_000 })
  await lease.release()
  await lease.release()
  t.equal(lease.lost.aborted, false)
  t.strictSame(await readdir(join(options.directory, 'locks/leases')), [])
  t.strictSame(await readdir(join(options.directory, 'tmp')), [])
})

t.test('a name may be anything', async (t) => {
  const { store, options } = await opened(t)
  const names = ['../../x', '', '.', '..', 'a/b', 'A', 'ü'.repeat(500)]
  for (const name of names) {
    const lease = await store.lock.acquire(name, waitNot)
    t.teardown(() => lease.release())
    t.equal(await codeOf(store.lock.acquire(name, waitNot)), 'STATE_LOCKED')
  }
  const inside = await readdir(join(options.directory, 'locks/leases'))
  t.equal(inside.length, names.length)
})

/** A heartbeat keeps no process alive, so the test has to wait on its own feet. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 2))
}

interface Opened {
  readonly store: Store
  readonly options: FileStoreOptions
  readonly keyText: string
}

async function opened(t: Test, times?: FileStoreOptions['times']): Promise<Opened> {
  const keyText = generateKey()
  const options = await storeOptions(t, { keys: parseKeys(keyText), ...(times && { times }) })
  await initFileStore(options)
  return { store: await openFileStore(options), options, keyText }
}

async function held(t: Test, times?: FileStoreOptions['times']) {
  const { store, options } = await opened(t, times)
  const lease = await store.lock.acquire('state', waitNot)
  t.teardown(() => lease.release())
  const leases = join(options.directory, 'locks/leases')
  const [place = ''] = await readdir(leases)
  return { store, options, lease, file: join(leases, place, `${lease.id}.json`) }
}

/** Removes the holder's file, as one who takes over does, until the next attempt succeeds. */
async function takeOver(store: Store, file: string) {
  await rm(file, { force: true })
  return await store.lock.acquire('state', waitNot)
}

t.test('a clock that is set back does not make anybody wait longer', async (t) => {
  const { options, lease } = await held(t)
  let now = Date.now()
  let slept = 0
  const clock = {
    now: () => now,
    sleep: async (duration: number) => {
      slept += duration
      now -= 3_600_000
    },
  }
  const waiting = await openFileStore({ ...options, clock })
  const refused = waiting.lock.acquire('state', { wait: 30_000, operation: 'apply' })
  await t.rejects(refused, { code: 'STATE_LOCKED', details: { lockId: lease.id, waited: 30_000 } })
  t.equal(Math.round(slept), 30_000)
})

t.test('a clock that is set forward takes a lock away, and nothing is lost by it', async (t) => {
  const { options, store, lease } = await held(t)
  const { lineage } = await store.state.read()
  const ahead = await openFileStore({
    ...options,
    clock: { ...options.clock, now: () => Date.now() + 86_400_000 },
  })
  const next = await ahead.lock.acquire('state', waitNot)
  await ahead.state.write(state(lineage, 1))
  t.equal(await codeOf(store.state.write(state(lineage, 1))), 'STATE_CONFLICT')
  await lease.release()
  t.equal((await store.lock.holder('state'))?.id, next.id)
  await next.release()
})
