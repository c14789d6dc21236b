import t from 'tap'
import { planChanges } from '../../src/engine/index.ts'
import { policies } from '../../src/gateway/policies/index.ts'
import { isCredmgrError } from '../../src/model/index.ts'
import { everything } from '../../src/plan/index.ts'
import { random, startWorld } from './world.ts'

/** `target`, but whoever touches anything else than `allowed` fails. */
function only<T extends object>(target: T, allowed: readonly string[]): T {
  return new Proxy(target, {
    get(_, name) {
      if (!allowed.includes(String(name))) throw new Error(`a plan touches "${String(name)}"`)
      const member: unknown = Reflect.get(target, name)
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
}

t.test('a plan only reads: no lock, no writer of state or vault', async (t) => {
  const { store, clock } = await startWorld(t)
  const reading = only(
    {
      ...store,
      state: only(store.state, ['read']),
      vault: only(store.vault, ['summaries', 'fingerprint']),
    },
    ['state', 'vault'],
  )
  const ports = { store: reading, clock, random, policies, secrets: { read: async () => never() } }
  const plan = await planChanges(ports, { config: { resources: [] }, env: 'default' })
  t.match(plan, { ok: true, value: { prior: { serial: 0 } } })
  t.throws(() => reading.lock, /touches "lock"/, 'and the guard would have seen it')
  t.throws(() => reading.state.write, /touches "write"/)
})

t.test(
  'a selection of what is not there is wrong usage, with what was probably meant',
  async (t) => {
    const { store, clock } = await startWorld(t)
    const ports = { store, clock, random, policies, secrets: { read: async () => never() } }
    const config = {
      resources: [
        { address: 'route.releases', kind: 'route', name: 'releases', secrets: {}, dependsOn: [] },
      ] as never,
    }
    const selection = { ...everything, targets: ['route.release'] }
    try {
      await planChanges(ports, { config, env: 'default', selection })
      t.fail('it was planned')
    } catch (error) {
      t.match(error, { code: 'USAGE', details: { remedy: /did you mean "route\.releases"\?/ } })
      t.ok(isCredmgrError(error))
    }
  },
)

function never(): never {
  throw new Error('there is no secret to read')
}
