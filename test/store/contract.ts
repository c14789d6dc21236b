import type { Test } from 'tap'
import type { Delivery, ResourceAddress, SecretKey, Store } from '../../src/model/index.ts'
import { address, codeOf, credential, state } from './fixtures.ts'

/** A store under test. */
export interface OpenedStore {
  readonly store: Store
  /** Identity that `state.read` reports before the first write. */
  readonly lineage: string
  /** Opens the same data once more, as another process would. */
  again(): Promise<Store>
  /** Lets time pass for every store that was opened here. */
  advance(duration: number): void
}

/** What every store must do. A backend is tested by calling this, and by little else. */
export function storeContract(t: Test, open: (t: Test) => Promise<OpenedStore>): void {
  t.test('state', (t) => stateContract(t, open))
  t.test('vault', (t) => vaultContract(t, open))
  t.test('client secrets', (t) => secretsContract(t, open))
  t.test('one-time entries', (t) => oneTimeContract(t, open))
  t.test('outbox', (t) => outboxContract(t, open))
  t.test('lock', (t) => lockContract(t, open))
  t.test('upkeep', (t) => upkeepContract(t, open))
}

type Open = (t: Test) => Promise<OpenedStore>

const bot = address('github/release-bot')
const other = address('github/other')
const elsewhere = address('erp/orders')

function stateContract(t: Test, open: Open): void {
  t.test('is the empty state of the lineage before the first write', async (t) => {
    const { store, lineage } = await open(t)
    t.match(await store.state.read(), { lineage, serial: 0, revision: 0, resources: [] })
  })

  t.test('is read as it was written, also by another process', async (t) => {
    const { store, lineage, again } = await open(t)
    const written = state(lineage, 1)
    await store.state.write(written)
    t.strictSame(await store.state.read(), written)
    t.strictSame(await (await again()).state.read(), written)
  })

  t.test('is refused when another process has written in between', async (t) => {
    const { store, lineage, again } = await open(t)
    await store.state.write(state(lineage, 1))
    const written = state(lineage, 2, { usedPlans: ['p_theirs'] })
    await (await again()).state.write(written)
    const refused = store.state.write(state(lineage, 2, { usedPlans: ['p_ours'] }))
    await t.rejects(refused, { code: 'STATE_CONFLICT', details: { expected: 1, actual: 2 } })
    t.strictSame(await store.state.read(), written)
  })

  t.test('of another lineage is refused', async (t) => {
    const { store } = await open(t)
    t.equal(await codeOf(store.state.write(state('another', 1))), 'STATE_CONFLICT')
    t.equal((await store.state.read()).revision, 0)
  })

  t.test('is written by one of many that try at once', async (t) => {
    const { store, lineage, again } = await open(t)
    const stores = [store, await again(), await again()]
    const codes = await Promise.all(
      stores.map((each) => codeOf(each.state.write(state(lineage, 1)))),
    )
    t.strictSame(codes.toSorted(), ['STATE_CONFLICT', 'STATE_CONFLICT', undefined])
  })
  t.end()
}

function vaultContract(t: Test, open: Open): void {
  t.test('gives nothing for a connection without a record', async (t) => {
    const { store } = await open(t)
    t.equal(await store.vault.read(bot), undefined)
    t.equal(await store.vault.summary(bot), undefined)
    t.strictSame(await store.vault.summaries(), [])
  })

  t.test('gives a credential as it was written, also to another process', async (t) => {
    const { store, again } = await open(t)
    await store.vault.write(bot, credential(1), 0)
    await store.vault.write(bot, credential(2), 1)
    t.strictSame(await store.vault.read(bot), credential(2))
    t.strictSame(await (await again()).vault.read(bot), credential(2))
  })

  t.test('gives a credential without tokens without tokens', async (t) => {
    const { store } = await open(t)
    const { accessToken: _access, refreshToken: _refresh, ...bare } = credential(1)
    const dead = { ...bare, status: 'needsReauth', reason: 'invalid_grant' } as const
    await store.vault.write(bot, dead, 0)
    t.strictSame(await store.vault.read(bot), dead)
    t.match(await store.vault.summary(bot), { status: 'needsReauth', hasRefreshToken: false })
  })

  t.test('keeps tokens of every length and script', async (t) => {
    const { store } = await open(t)
    for (const [index, accessToken] of ['', 'x', 'ü🔑', 'a'.repeat(70_000)].entries()) {
      await store.vault.write(bot, credential(index + 1, { accessToken }), index)
      t.equal((await store.vault.read(bot))?.accessToken, accessToken)
    }
  })

  t.test('summarizes without what is sealed', async (t) => {
    const { store } = await open(t)
    await store.vault.write(elsewhere, credential(1), 0)
    await store.vault.write(bot, credential(1), 0)
    const {
      accessToken: _access,
      refreshToken: _refresh,
      claims: _claims,
      ...clear
    } = credential(1)
    const summary = { ...clear, connection: bot, hasRefreshToken: true }
    t.strictSame(await store.vault.summary(bot), summary)
    const summaries = await store.vault.summaries()
    t.strictSame(summaries.map((each) => each.connection).toSorted(), [elsewhere, bot])
    t.strictSame(
      summaries.find((each) => each.connection === bot),
      summary,
    )
  })

  t.test('refuses a writer that has not read the latest generation', async (t) => {
    const { store, again } = await open(t)
    const second = await again()
    await store.vault.write(bot, credential(1), 0)
    await second.vault.write(bot, credential(2), 1)
    const conflict = { code: 'VAULT_CONFLICT', details: { record: bot } }
    await t.rejects(store.vault.write(bot, credential(2, { reason: 'mine' }), 1), conflict)
    await t.rejects(store.vault.write(bot, credential(1), 0), conflict)
    t.equal(await codeOf(store.vault.write(other, credential(2), 1)), 'VAULT_CONFLICT')
    await t.rejects(store.vault.remove(bot, 1), conflict)
    t.strictSame(await store.vault.read(bot), credential(2))
  })

  t.test('refuses a credential whose generation is not the next one', async (t) => {
    const { store } = await open(t)
    await t.rejects(store.vault.write(bot, credential(5), 0), RangeError)
    t.equal(await store.vault.read(bot), undefined)
  })

  t.test('lets one of many writers of the same generation through', async (t) => {
    const { store, again } = await open(t)
    const stores = [store, store, await again(), await again()]
    const codes = await Promise.all(
      stores.map((each) => codeOf(each.vault.write(bot, credential(1), 0))),
    )
    t.equal(codes.filter((code) => code === undefined).length, 1)
    t.equal(codes.filter((code) => code === 'VAULT_CONFLICT').length, 3)
  })

  t.test('removes a record and no other', async (t) => {
    const { store } = await open(t)
    await store.vault.write(bot, credential(1), 0)
    await store.vault.write(other, credential(1), 0)
    await store.vault.remove(bot, 1)
    await store.vault.remove(elsewhere, 0)
    t.equal(await store.vault.read(bot), undefined)
    t.strictSame(await store.vault.read(other), credential(1))
    await store.vault.write(bot, credential(1), 0)
    t.strictSame(await store.vault.read(bot), credential(1))
  })
  t.end()
}

function secretsContract(t: Test, open: Open): void {
  t.test('are found by the whole key', async (t) => {
    const { store, again } = await open(t)
    const { vault } = store
    await vault.writeSecret(secretKey('a'), 'fake-client-secret-a')
    await vault.writeSecret(secretKey('b'), 'fake-client-secret-b')
    await vault.writeSecret(secretKey('a'), 'fake-client-secret-a')
    t.equal(await vault.readSecret(secretKey('a')), 'fake-client-secret-a')
    t.equal(await (await again()).vault.readSecret(secretKey('b')), 'fake-client-secret-b')
    t.equal(await vault.readSecret(secretKey('c')), undefined)
    t.equal(await vault.readSecret({ ...secretKey('a'), pointer: '/other' }), undefined)
  })

  t.test('go when nothing uses them any more', async (t) => {
    const { vault } = (await open(t)).store
    for (const name of ['a', 'b', 'c']) await vault.writeSecret(secretKey(name), `fake-${name}`)
    await vault.pruneSecrets([secretKey('b'), secretKey('never-written')])
    const left = await Promise.all(['a', 'b', 'c'].map((each) => vault.readSecret(secretKey(each))))
    t.strictSame(left, [undefined, 'fake-b', undefined])
  })

  t.test('have a fingerprint that stays, and differs with context, value and store', async (t) => {
    const { store, again } = await open(t)
    const print = store.vault.fingerprint('provider.github#/clientSecret', 'fake-secret')
    const same = (await again()).vault.fingerprint('provider.github#/clientSecret', 'fake-secret')
    t.equal(same, print)
    t.match(print, /^[\w-]{43}$/)
    const stranger = await open(t)
    const others = [
      store.vault.fingerprint('provider.github#/clientSecret', 'fake-secret2'),
      store.vault.fingerprint('provider.github', '#/clientSecretfake-secret'),
      stranger.store.vault.fingerprint('provider.github#/clientSecret', 'fake-secret'),
    ]
    t.equal(new Set([print, ...others]).size, 4)
  })
  t.end()
}

function oneTimeContract(t: Test, open: Open): void {
  const soon = (): number => Date.now() + 60_000

  t.test('are looked at often and taken once', async (t) => {
    const { store, again } = await open(t)
    const value = { connection: bot, list: [1, null, 'ü'] }
    await store.oneTime.put('ticket', 'fake-id', value, soon())
    t.strictSame(await store.oneTime.peek('ticket', 'fake-id'), value)
    t.strictSame(await (await again()).oneTime.peek('ticket', 'fake-id'), value)
    t.strictSame(await store.oneTime.take('ticket', 'fake-id'), value)
    t.equal(await store.oneTime.take('ticket', 'fake-id'), undefined)
    t.equal(await store.oneTime.peek('ticket', 'fake-id'), undefined)
  })

  t.test('of one kind are not found as the other', async (t) => {
    const { oneTime } = (await open(t)).store
    await oneTime.put('ticket', 'fake-id', 'of the ticket', soon())
    t.equal(await oneTime.take('transaction', 'fake-id'), undefined)
    t.equal(await oneTime.take('ticket', 'fake-id'), 'of the ticket')
  })

  t.test('go to one of many that take at once', async (t) => {
    const { store, again } = await open(t)
    const stores = [store, store, await again(), await again()]
    for (let round = 0; round < 10; round++) {
      await store.oneTime.put('transaction', 'fake-id', round, soon())
      const taken = await Promise.all(
        stores.map((each) => each.oneTime.take('transaction', 'fake-id')),
      )
      t.strictSame(
        taken.filter((each) => each !== undefined),
        [round],
      )
    }
  })

  t.test('go to nobody when they have expired', async (t) => {
    const { store, advance } = await open(t)
    await store.oneTime.put('ticket', 'peeked', 'value', soon())
    await store.oneTime.put('ticket', 'taken', 'value', soon())
    advance(60_001)
    t.equal(await store.oneTime.peek('ticket', 'peeked'), undefined)
    t.equal(await store.oneTime.take('ticket', 'taken'), undefined)
  })

  t.test('are swept when they have expired, and not before', async (t) => {
    const { store, advance } = await open(t)
    await store.oneTime.put('ticket', 'early', 'early', soon())
    await store.oneTime.put('transaction', 'late', 'late', soon() + 60_000)
    advance(60_001)
    await store.oneTime.sweep()
    // Back before both: what was swept is gone, and not only expired.
    advance(-60_001)
    t.equal(await store.oneTime.peek('ticket', 'early'), undefined)
    t.equal(await store.oneTime.peek('transaction', 'late'), 'late')
  })
  t.end()
}

function outboxContract(t: Test, open: Open): void {
  const delivery: Delivery = {
    id: 'evt_1.ops',
    webhook: 'ops',
    event: { id: 'evt_1', type: 'dead', connection: bot, at: 1, reason: 'invalid_grant' },
    cause: { generation: 3 },
    attempts: 0,
    dueAt: 1,
  }

  t.test('keeps what was put for every process until it is removed', async (t) => {
    const { store, again } = await open(t)
    t.strictSame(await store.outbox.ids(), [])
    t.equal(await store.outbox.put(delivery), true)
    const theirs = (await again()).outbox
    t.strictSame(await theirs.ids(), [delivery.id])
    t.strictSame(await theirs.read(delivery.id), delivery)
    await theirs.replace({ ...delivery, attempts: 1 })
    t.match(await store.outbox.read(delivery.id), { attempts: 1 })
    await theirs.remove(delivery.id)
    await theirs.remove(delivery.id)
    t.equal(await store.outbox.read(delivery.id), undefined)
  })

  t.test('takes an event once, whoever puts it', async (t) => {
    const { store, again } = await open(t)
    const stores = [store, await again(), await again()]
    const put = await Promise.all(
      stores.map(({ outbox }, attempts) => outbox.put({ ...delivery, attempts })),
    )
    t.equal(put.filter((each) => each).length, 1)
    t.equal((await store.outbox.read(delivery.id))?.attempts, put.indexOf(true))
  })

  t.test('has no entry whose id leads elsewhere', async (t) => {
    const { store } = await open(t)
    for (const id of ['', '.', '../state', 'a/b', '..']) {
      await t.rejects(async () => store.outbox.put({ ...delivery, id }), RangeError)
    }
  })

  t.end()
}

function lockContract(t: Test, open: Open): void {
  t.test('is held by one at a time, and says by whom', async (t) => {
    const { store, again } = await open(t)
    const lease = await store.lock.acquire('state', { wait: 0, operation: 'apply' })
    t.teardown(() => lease.release())
    const details = { lockId: lease.id, holder: /^apply by .+@.+ \(pid \d+\) since / }
    for (const each of [store, await again()]) {
      const refused = each.lock.acquire('state', { wait: 0, operation: 'plan' })
      await t.rejects(refused, { code: 'STATE_LOCKED', details })
    }
    t.equal(lease.lost.aborted, false)
  })

  t.test('of another name is another lock', async (t) => {
    const { lock } = (await open(t)).store
    const names = ['state', 'refresh/github/a', 'refresh/github/b', 'refresh.github.a']
    for (const name of names) {
      const lease = await lock.acquire(name, { wait: 0, operation: 'test' })
      t.teardown(() => lease.release())
    }
    t.equal(await codeOf(lock.acquire('state', { wait: 0, operation: 'test' })), 'STATE_LOCKED')
  })

  t.test('goes to one who waits as soon as it is free', async (t) => {
    const { store, again } = await open(t)
    const lease = await store.lock.acquire('state', { wait: 0, operation: 'apply' })
    const waiting = (await again()).lock.acquire('state', { wait: 60_000, operation: 'apply' })
    await lease.release()
    const next = await waiting
    t.not(next.id, lease.id)
    await lease.release()
    const refused = store.lock.acquire('state', { wait: 0, operation: 'apply' })
    await t.rejects(refused, { code: 'STATE_LOCKED', details: { lockId: next.id } })
    await next.release()
  })

  t.test('goes to exactly one of many that try at once', async (t) => {
    const { store, again } = await open(t)
    const stores = [store, store, await again(), await again()]
    for (let round = 0; round < 10; round++) {
      const tried = await Promise.allSettled(
        stores.map((each) => each.lock.acquire('state', { wait: 0, operation: 'apply' })),
      )
      const held = tried.filter((each) => each.status === 'fulfilled')
      t.equal(held.length, 1)
      for (const each of held) await each.value.release()
    }
  })
  t.test('tells of its holder, and of none', async (t) => {
    const { store, again } = await open(t)
    t.equal(await store.lock.holder('state'), undefined)
    const lease = await store.lock.acquire('state', { wait: 0, operation: 'state mv a b' })
    const holder = await (await again()).lock.holder('state')
    t.match(holder, { id: lease.id, operation: 'state mv a b', who: lease.who, life: 'alive' })
    await lease.release()
    t.equal(await store.lock.holder('state'), undefined)
  })

  t.test('is ended by its exact id, and then is free', async (t) => {
    const { store, again } = await open(t)
    const lease = await store.lock.acquire('state', { wait: 0, operation: 'apply' })
    const other = (await again()).lock
    t.equal(await other.end('state', 'x'), false)
    t.equal(await other.end('other', lease.id), false)
    t.equal(await other.end('state', lease.id), true)
    const next = await other.acquire('state', { wait: 0, operation: 'apply' })
    await lease.release()
    t.match(await store.lock.holder('state'), { id: next.id }, 'the former holder frees nobody')
    await next.release()
  })

  t.test('is waited for no longer than a signal says', async (t) => {
    const { store } = await open(t)
    const lease = await store.lock.acquire('state', { wait: 0, operation: 'apply' })
    t.teardown(() => lease.release())
    const ended = AbortSignal.abort(new Error('interrupted'))
    const waiting = store.lock.acquire('state', { wait: 60_000, operation: 'apply', signal: ended })
    await t.rejects(waiting)
  })
  t.end()
}

function upkeepContract(t: Test, open: Open): void {
  t.test('looks at everything that is stored', async (t) => {
    const { store, lineage } = await open(t)
    await store.state.write(state(lineage, 1))
    await store.state.write(state(lineage, 2))
    await store.vault.write(bot, credential(1), 0)
    await store.vault.writeSecret(secretKey('f'), 'value')
    await store.oneTime.put('ticket', 'id', 1, Date.now() + 60_000)
    const found = await store.upkeep.inspect()
    t.match(found.state, { ok: true, value: { revision: 2 } })
    t.match(found.history, [
      { ok: true, serial: 1 },
      { ok: true, serial: 2 },
    ])
    t.match(found.credentials, [{ ok: true, connection: bot, value: { hasRefreshToken: true } }])
    t.match(found.secrets, [{ ok: true, value: secretKey('f') }])
    t.match(found.oneTime, [{ ok: true }])
    t.strictSame(found.leftovers, [])
    t.notMatch(JSON.stringify(found), 'fake-refresh-token')
  })

  t.test('removes what it has named, and no other', async (t) => {
    const { store } = await open(t)
    await store.vault.write(bot, credential(1), 0)
    await store.vault.write(other, credential(1), 0)
    const { credentials } = await store.upkeep.inspect()
    const record = credentials.find(({ connection }) => connection === bot)?.record ?? ''
    await store.upkeep.discard(record)
    t.equal(await store.vault.read(bot), undefined)
    t.ok(await store.vault.read(other))
    for (const stranger of ['../x', 'vault/../../x', '/etc/passwd', 'store.json', 'vault/a/../b']) {
      await t.rejects(store.upkeep.discard(stranger), RangeError, stranger)
    }
  })

  t.test('puts no state where there is one', async (t) => {
    const { store, lineage } = await open(t)
    await store.upkeep.restore(state(lineage, 3))
    t.match(await store.state.read(), { revision: 3 })
    t.equal(await codeOf(store.upkeep.restore(state(lineage, 2))), 'STATE_CONFLICT')
    await store.upkeep.remember()
    t.match(await store.upkeep.history(), [{ serial: 3, ok: true }])
  })
  t.end()
}

function secretKey(fingerprint: string): SecretKey {
  return {
    address: 'provider.github' as ResourceAddress,
    pointer: '/clientSecret',
    fingerprint,
  }
}
