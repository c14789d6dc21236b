import fc from 'fast-check'
import t, { type Test } from 'tap'
import { changeState, findingsOf, relocated, type StateChange } from '../../src/engine/index.ts'
import { policies } from '../../src/gateway/policies/index.ts'
import {
  type ConnectionAddress,
  type Credential,
  connectionAddress,
  type ResourceAddress,
  type State,
  type StateResource,
  type Store,
} from '../../src/model/index.ts'
import { forgetResources, moveResource, putBack } from '../../src/plan/index.ts'
import { initFileStore, openFileStore } from '../../src/store/index.ts'
import { storeOptions } from '../store/fixtures.ts'

const runs = process.env['CREDMGR_HARD'] === '1' ? 60 : 10
const names = ['a', 'b', 'c', 'd'] as const

function address(text: string): ConnectionAddress {
  const found = connectionAddress(text)
  if (found === undefined) throw new Error(text)
  return found
}

function at(name: string): ResourceAddress {
  return `connection.p/${name}` as ResourceAddress
}

function provider(fingerprint: string): StateResource {
  return {
    address: 'provider.p' as ResourceAddress,
    kind: 'provider',
    name: 'p',
    id: 'r_p',
    spec: {
      endpoints: { authorization: 'https://p.example/a', token: 'https://p.example/t' },
      grant: 'authorizationCode',
      clientId: 'client',
      clientSecret: { env: 'SECRET' },
      clientAuth: 'clientSecretBasic',
      scopes: [],
      authorizationParams: {},
      tokenParams: {},
      parameters: {},
      apiHosts: [],
      refresh: { margin: 1 },
    },
    fingerprints: { '/clientSecret': fingerprint },
    dependsOn: [],
    origin: 'c.yaml:1',
    createdSerial: 1,
    updatedSerial: 1,
  }
}

function connection(name: string): StateResource {
  return {
    address: `connection.p/${name}` as ResourceAddress,
    kind: 'connection',
    name: `p/${name}`,
    id: `r_${name}`,
    spec: {
      address: address(`p/${name}`),
      provider: 'p',
      scopes: [],
      allowedRedirectUrls: [],
      lifecycle: { preventDestroy: false },
      labels: {},
    },
    fingerprints: {},
    dependsOn: ['provider.p' as ResourceAddress],
    origin: 'c.yaml:2',
    createdSerial: 1,
    updatedSerial: 1,
  }
}

function credential(name: string, generation = 1): Credential {
  return {
    generation,
    status: 'connected',
    grantBinding: 'b',
    account: { subject: name },
    grantedScopes: [],
    requestedScopes: [],
    tokenType: 'bearer',
    accessToken: `access-of-${name}`,
    refreshToken: `refresh-of-${name}`,
    claims: {},
    obtainedAt: 1,
    consentedAt: 1,
  }
}

interface Desk {
  readonly store: Store
  /** @param revision The one that was shown; the present one when it is left out. */
  change(
    change: Pick<StateChange, 'operation' | 'edit' | 'farewell'>,
    revision?: number,
  ): Promise<unknown>
  /** Whose token stands at each address. */
  tokens(): Promise<Readonly<Record<string, string>>>
  findings(): Promise<readonly string[]>
}

/** A store in which each of `names` is connected. */
async function desk(t: Test): Promise<Desk> {
  const options = await storeOptions(t)
  await initFileStore(options)
  const store = await openFileStore(options)
  const key = { address: 'provider.p' as ResourceAddress, pointer: '/clientSecret' }
  const fingerprint = store.vault.fingerprint('provider.p#/clientSecret', 'secret')
  await store.vault.writeSecret({ ...key, fingerprint }, 'secret')
  const empty = await store.state.read()
  const resources = [provider(fingerprint), ...names.map(connection)]
  await store.state.write({ ...empty, serial: 1, revision: 1, resources })
  for (const name of names) await store.vault.write(address(`p/${name}`), credential(name), 0)
  const ports = {
    store,
    clock: options.clock,
    random: options.random,
    policies,
    secrets: { read: async () => ({ ok: false, problem: 'is not there' }) as const },
    fetch: async () => {
      throw new TypeError('there is no network here')
    },
  }
  return {
    store,
    change: async (change, shown) => {
      const revision = shown ?? (await store.state.read()).revision
      const quiet = { lockWait: 0, signal: new AbortController().signal, report: () => {} }
      return changeState(ports, { ...change, revision }, quiet)
    },
    tokens: async () => {
      const found: Record<string, string> = {}
      for (const { connection } of await store.vault.summaries()) {
        found[connection] = (await store.vault.read(connection))?.refreshToken ?? ''
      }
      return found
    },
    findings: async () =>
      findingsOf(await store.upkeep.inspect()).map(({ record, problem }) => `${record} ${problem}`),
  }
}

type Step =
  | { readonly type: 'mv'; readonly from: string; readonly to: string }
  | { readonly type: 'rm'; readonly name: string }
  | { readonly type: 'rollback'; readonly back: number }

const name = fc.constantFrom(...names, 'e', 'f')
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('mv'), from: name, to: name }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('rm'), name }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('rollback'), back: fc.nat(6) }) },
)

/** Carries out a step; what is refused changes nothing. @returns The ids whose tokens it gives up. */
async function carryOut(one: Desk, step: Step): Promise<readonly string[]> {
  const state = await one.store.state.read()
  const history = await one.store.upkeep.history()
  const edit = (now: State) => {
    if (step.type === 'mv') {
      const [from, to] = [step.from, step.to].map(
        (each) => `connection.p/${each}` as ResourceAddress,
      )
      return moveResource(now, { from: from as ResourceAddress, to: to as ResourceAddress }, [])
    }
    if (step.type === 'rm')
      return forgetResources(now, [`connection.p/${step.name}` as ResourceAddress])
    const past = history[step.back % history.length]
    return putBack(now, past?.ok === true ? past.value.resources : [])
  }
  const decided = edit(state)
  if (!decided.ok) return []
  const farewell = step.type === 'rollback' ? 'revoke' : 'forget'
  await one.change({ operation: `state ${step.type}`, edit, farewell })
  const gone = new Set<string>(decided.value.gone)
  return state.resources.filter((each) => gone.has(each.address)).map(({ id }) => id)
}

t.test('no sequence of moves, removals and rollbacks loses a token or leaves a mess', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      const one = await desk(t)
      // The ids that have a token, and whose it is.
      const owners = new Map(names.map((each) => [`r_${each}`, `refresh-of-${each}`]))
      for (const each of steps) {
        for (const id of await carryOut(one, each)) owners.delete(id)
        const state = await one.store.state.read()
        const expected = state.resources.flatMap(({ id, name }) => {
          const token = owners.get(id)
          return token === undefined ? [] : [[name, token]]
        })
        const found = await one.tokens()
        const problems = await one.findings()
        if (JSON.stringify(Object.entries(found).sort()) !== JSON.stringify(expected.sort())) {
          throw new Error(`${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`)
        }
        if (problems.length > 0) throw new Error(problems.join('\n'))
      }
    }),
    { numRuns: runs },
  )
  t.pass(`${runs} sequences`)
})

t.test(
  'a move that dies at any write is before it or after it, and its token is where it is served',
  async (t) => {
    let writes = 0
    for (let dieAt = 1; dieAt < 40; dieAt++) {
      const options = await storeOptions(t)
      await initFileStore(options)
      const healthy = await openFileStore(options)
      const empty = await healthy.state.read()
      const state = {
        ...empty,
        serial: 1,
        revision: 1,
        resources: [provider('f'), connection('a')],
      }
      const key = {
        address: 'provider.p' as ResourceAddress,
        pointer: '/clientSecret',
        fingerprint: 'f',
      }
      await healthy.vault.writeSecret(key, 'secret')
      await healthy.state.write(state)
      await healthy.vault.write(address('p/a'), credential('a'), 0)
      const { store, count } = dyingAt(healthy, dieAt)
      const move = {
        from: 'connection.p/a' as ResourceAddress,
        to: 'connection.p/z' as ResourceAddress,
      }
      const edited = moveResource(state, move, [])
      if (!edited.ok) throw new Error(edited.problem)
      const { resources, moves } = edited.value
      const ports = { store, secrets: { read: async () => ({ ok: false, problem: '' }) as const } }
      const died = await relocated(ports, { prior: state, moves, resources }, async (next) =>
        store.state.write({ ...state, serial: 2, revision: 2, resources: next }),
      ).then(
        () => false,
        () => true,
      )
      writes = count()
      const now = await healthy.state.read()
      const served = now.resources.find(({ kind }) => kind === 'connection')?.name
      const stored = await healthy.vault.read(address(served ?? ''))
      t.equal(stored?.refreshToken, 'refresh-of-a', `died at write ${dieAt}, served is ${served}`)
      const found = findingsOf(await healthy.upkeep.inspect())
      t.ok(
        found.every(({ mending }) => mending?.type === 'discard'),
        'what is left can be mended',
      )
      if (!died) break
    }
    t.ok(writes >= 3, 'a copy, a commit and a removal were tried')
  },
)

/** A store whose every write from the given one on fails, as when its process has died. */
function dyingAt(
  store: Store,
  at: number,
): { readonly store: Store; readonly count: () => number } {
  let count = 0
  const counted = async <T>(work: () => Promise<T>): Promise<T> => {
    count += 1
    if (count >= at) throw new Error('the process has died')
    return work()
  }
  const vault = Object.create(store.vault, {
    write: {
      value: (...args: Parameters<typeof store.vault.write>) =>
        counted(() => store.vault.write(...args)),
    },
    remove: {
      value: (...args: Parameters<typeof store.vault.remove>) =>
        counted(() => store.vault.remove(...args)),
    },
  })
  for (const method of [
    'read',
    'summary',
    'summaries',
    'readSecret',
    'writeSecret',
    'fingerprint',
  ] as const) {
    Object.defineProperty(vault, method, { value: store.vault[method].bind(store.vault) })
  }
  const state = {
    read: () => store.state.read(),
    write: (next: State) => counted(() => store.state.write(next)),
  }
  return { store: { ...store, vault, state }, count: () => count }
}

t.test('a move that leaves its token behind is seen: control', async (t) => {
  const { store, findings, tokens } = await desk(t)
  const state = await store.state.read()
  const edited = moveResource(state, { from: at('a'), to: at('z') }, [])
  if (!edited.ok) throw new Error(edited.problem)
  await store.state.write({ ...state, serial: 2, revision: 2, resources: edited.value.resources })
  t.match(await findings(), ['vault/p/a.json is of "p/a", which is not in the state'])
  t.notOk('p/z' in (await tokens()))
})

t.test('what was decided for another state than that which is there is not done', async (t) => {
  const { change } = await desk(t)
  const edit = (now: State) => moveResource(now, { from: at('a'), to: at('z') }, [])
  await t.rejects(change({ operation: 'x', edit, farewell: 'forget' }, 7), {
    code: 'STATE_CONFLICT',
  })
  await change({ operation: 'x', edit, farewell: 'forget' })
})

t.test('a token that is to be revoked does not get away from it by a move', async (t) => {
  const { store, change } = await desk(t)
  const state = await store.state.read()
  const resource = provider('f')
  if (resource.kind !== 'provider') throw new Error('no provider')
  const grant = { binding: 'b', consentedAt: 1 }
  const pending = [
    {
      id: 'v_1',
      connection: address('p/a'),
      grant,
      provider: resource.spec,
      clientId: 'client',
      since: 1,
      attempts: 0,
    },
  ]
  await store.state.write({ ...state, revision: 2, pending })
  const edit = (now: State) => moveResource(now, { from: at('a'), to: at('z') }, [])
  await t.rejects(change({ operation: 'x', edit, farewell: 'forget' }), { code: 'STATE_REFUSED' })
})

t.test('a consent that comes in the middle of a move goes along', async (t) => {
  const { store, tokens, findings } = await desk(t)
  const state = await store.state.read()
  const edited = moveResource(state, { from: at('a'), to: at('z') }, [])
  if (!edited.ok) throw new Error(edited.problem)
  const { moves, resources } = edited.value
  const ports = { store, secrets: { read: async () => ({ ok: false, problem: '' }) as const } }
  await relocated(ports, { prior: state, moves, resources }, async (next) => {
    await store.state.write({ ...state, serial: 2, revision: 2, resources: next })
    await store.vault.write(address('p/a'), { ...credential('a', 2), refreshToken: 'newer' }, 1)
  })
  t.match(await tokens(), { 'p/z': 'newer' })
  t.strictSame(await findings(), [])
})

t.test('what stood at the new address, of nobody, does not come to life by a move', async (t) => {
  const { store, change, tokens, findings } = await desk(t)
  await store.vault.remove(address('p/a'), 1)
  await store.vault.write(address('p/z'), credential('stranger'), 0)
  const edit = (now: State) => moveResource(now, { from: at('a'), to: at('z') }, [])
  await change({ operation: 'state mv', edit, farewell: 'forget' })
  t.notOk('p/z' in (await tokens()))
  t.strictSame(await findings(), [])
})

t.test(
  'a connection that is put back starts without the token that somebody left there',
  async (t) => {
    const { store, change, tokens } = await desk(t)
    const { resources } = await store.state.read()
    const without = (now: State) => forgetResources(now, [at('a')])
    await change({ operation: 'state rm', edit: without, farewell: 'forget' })
    await store.vault.write(address('p/a'), credential('stranger'), 0)
    await change({ operation: 'x', edit: (now) => putBack(now, resources), farewell: 'revoke' })
    t.notOk('p/a' in (await tokens()))
  },
)
