import t from 'tap'
import { connected, good } from './state-world.ts'

t.test('the lock error says who holds it, since when, and whether that lives', async (t) => {
  const machine = await connected(t)
  const store = await machine.store()
  const lease = await store.lock.acquire('state', { wait: 0, operation: 'apply' })
  for (const argv of [
    ['destroy', '--auto-approve'],
    ['state', 'mv', 'github/alice', 'github/anna'],
    ['state', 'rm', 'route.github', '--auto-approve'],
  ]) {
    const { code, stderr } = await machine.run(...argv, '--lock-timeout=1ms')
    t.equal(code, 1)
    const [headline, , locked, , first, second, last] = stderr.split('\n')
    t.equal(headline, 'Error: Error acquiring the state lock')
    t.equal(locked, 'The state is locked.')
    t.equal(first, `  Lock ID:    ${lease.id}  Operation: apply`)
    t.match(
      second,
      /^ {2}Who: {8}\S+@\S+ \(pid \d+\) {2}Since: 2026-11-23 12:00:\d\dZ \(\d+\w+ ago\) {2}Heartbeat: \d+\w+ ago -> alive$/,
    )
    t.equal(
      last,
      `  Waited 1ms (--lock-timeout). If you know that it is dead:  credmgr force-unlock ${lease.id}`,
    )
  }
  await lease.release()
  await good(t, machine, 'state', 'mv', 'github/alice', 'github/anna')
})

t.test('it waits for 30 seconds unless it is told otherwise', async (t) => {
  const machine = await connected(t)
  const store = await machine.store()
  await store.lock.acquire('state', { wait: 0, operation: 'apply' })
  const argv = ['state', 'mv', 'github/alice', 'github/anna']
  t.match((await machine.run(...argv)).stderr, 'Waited 30s (--lock-timeout)')
  t.match((await machine.run(...argv, '-lock-timeout=2s')).stderr, 'Waited 2s (--lock-timeout)')
  t.equal((await machine.run(...argv, '--lock-timeout', 'soon')).code, 64)
  t.equal((await machine.run(...argv, '-lock=false')).code, 64, 'and never goes without it')
})

t.test('lock show tells of the lock, and of none', async (t) => {
  const machine = await connected(t)
  t.match((await good(t, machine, 'lock', 'show')).stdout, 'The state is not locked.')
  t.strictSame((await good(t, machine, 'lock', 'show', '--json')).events, [{ locked: false }])
  const store = await machine.store()
  const lease = await store.lock.acquire('state', { wait: 0, operation: 'apply' })
  t.match((await good(t, machine, 'lock', 'show')).stdout, `Lock ID:    ${lease.id}`)
  t.match((await good(t, machine, 'lock', 'show', '--json')).events, [
    { locked: true, lock: { id: lease.id, operation: 'apply', life: 'alive' } },
  ])
})

t.test('force-unlock needs the exact id, and asks', async (t) => {
  const machine = await connected(t)
  t.match(await machine.run('force-unlock', 'abc'), { code: 1, stderr: /is not locked/ })
  t.equal((await machine.run('force-unlock')).code, 64)
  const store = await machine.store()
  const lease = await store.lock.acquire('state', { wait: 0, operation: 'apply' })
  const other = await machine.run('force-unlock', lease.id.slice(1), '--force')
  t.match(other, { code: 1, stderr: new RegExp(`another id, "${lease.id}"`) })
  t.match(await machine.run('force-unlock', lease.id), { code: 1, stderr: /Use --force/ })
  machine.terminal.isInteractive = true
  machine.answers.push('no')
  t.equal((await machine.run('force-unlock', lease.id)).code, 1)
  t.match(machine.questions.at(-1), 'Its holder lives, and may be refused when it commits.')
  t.equal((await store.lock.holder('state'))?.id, lease.id)
  machine.answers.push('yes')
  await good(t, machine, 'force-unlock', lease.id)
  t.equal(await store.lock.holder('state'), undefined)
  await good(t, machine, 'state', 'mv', 'github/alice', 'github/anna')
})

t.test('an interruption ends the waiting for the lock at once', async (t) => {
  const machine = await connected(t)
  const store = await machine.store()
  await store.lock.acquire('state', { wait: 0, operation: 'apply' })
  const interruption = new AbortController()
  machine.override = {
    interruption: interruption.signal,
    openStore: async () => ({
      ...store,
      lock: {
        holder: (name) => store.lock.holder(name),
        end: (name, id) => store.lock.end(name, id),
        acquire: (name, options) => {
          interruption.abort('SIGTERM')
          return store.lock.acquire(name, options)
        },
      },
    }),
  }
  const run = await machine.run('state', 'mv', 'github/alice', 'github/anna')
  t.equal(run.code, 143)
  machine.override = {}
  t.match((await good(t, machine, 'state', 'list')).stdout, 'connection.github/alice')
})
