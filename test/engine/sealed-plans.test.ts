import t, { type Test } from 'tap'
import { loadConfig } from '../../src/config/index.ts'
import { applyPlan, planChanges } from '../../src/engine/index.ts'
import { policies } from '../../src/gateway/policies/index.ts'
import { catalog } from '../../src/index.ts'
import type { Checked, SecretRef, SecretSource } from '../../src/model/index.ts'
import { isEmpty, type Plan } from '../../src/plan/index.ts'
import { initFileStore, openFileStore } from '../../src/store/index.ts'
import { nodeRandom, storeOptions } from '../store/fixtures.ts'

const text = (sealed: string, clientId = 'a'): string => `version: 1
providers:
  erp:
    endpoints: { token: https://idp.example/token }
    grant: clientCredentials
    clientId: ${clientId}
    clientSecret: { sealed: "cms1:${sealed}" }
connections:
  erp/orders: {}
identities:
  batch: { apiKey: { sealed: "cms1:key" } }
accessPolicies:
  all: { connections: [erp/*], allow: [{ apiKey: batch }] }
`

/** A store, and a source in which a sealed value opens to what stands before its dot. */
async function desk(t: Test) {
  const options = await storeOptions(t, { env: 'default' })
  await initFileStore(options)
  const store = await openFileStore(options)
  const opened: string[] = []
  const broken = new Set<string>()
  const secrets: SecretSource = {
    read: async (ref: SecretRef) => {
      if (!('sealed' in ref)) return { ok: false, problem: 'is not sealed' }
      opened.push(ref.sealed)
      if (broken.has(ref.sealed)) return { ok: false, problem: 'was not sealed for this place' }
      return { ok: true, value: `not-a-real-${ref.sealed.replace(/\..*/, '')}` }
    },
  }
  const ports = { store, secrets, clock: options.clock, random: nodeRandom, fetch, policies }
  const plan = (yaml: string): Promise<Checked<Plan>> => {
    const loaded = loadConfig({ file: 'c.yaml', text: yaml, env: () => undefined }, catalog)
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.diagnostics))
    opened.length = 0
    return planChanges(ports, { config: loaded.value, env: 'default' })
  }
  const apply = async (yaml: string): Promise<void> => {
    const made = await plan(yaml)
    if (!made.ok) throw new Error(JSON.stringify(made.diagnostics))
    await applyPlan(ports, made.value, { env: 'default', report: () => {} })
  }
  return { opened, broken, plan, apply }
}

t.test('a plan opens what is new, or belongs to what changes, and nothing else', async (t) => {
  const { opened, plan, apply } = await desk(t)
  await apply(text('one'))
  const same = await plan(text('one'))
  t.ok(same.ok && isEmpty(same.value))
  t.strictSame(opened, [])
  const changed = await plan(text('one', 'b'))
  t.ok(changed.ok && !isEmpty(changed.value))
  t.strictSame(opened, ['cms1:one'], 'the provider changes, the identity does not')
  const replaced = await plan(text('two'))
  t.ok(replaced.ok && !isEmpty(replaced.value))
  t.strictSame(opened, ['cms1:two'])
  const resealed = await plan(text('one.again'))
  t.ok(resealed.ok && isEmpty(resealed.value), 'one value sealed twice is one value')
})

t.test('what could not be applied is refused by the plan', async (t) => {
  const { broken, plan, apply } = await desk(t)
  await apply(text('one'))
  broken.add('cms1:one')
  t.match(await plan(text('one', 'b')), {
    ok: false,
    diagnostics: [{ code: 'CM2004', span: { line: 7 } }],
  })
  const same = await plan(text('one'))
  t.ok(same.ok, 'and what need not be applied need not open; keys check tells of it')
})
