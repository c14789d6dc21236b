import t from 'tap'
import { isJsonObject, type OneTimeStore } from '../../src/model/index.ts'
import { arrive, mutations, nextStep, outcomeOf } from './callback-mutations.ts'
import { declared, startCallbackWorld, transactionOf, type Weakening } from './callback-world.ts'

const isHard = process.env['CREDMGR_HARD'] === '1'

t.setTimeout(300_000)

t.test('of a callback and its mutations only the right one makes a connection', async (t) => {
  for (const [index, issuer] of [true, true, false].entries()) {
    const world = await startCallbackWorld(t)
    const name = world.names[index] ?? ''
    const tried = mutations.filter(({ needsIssuer }) => issuer || needsIssuer !== true)
    t.ok(tried.length >= 14)
    for (const mutation of tried) {
      const { completed, status, page, location } = await outcomeOf(world, name, mutation)
      const what = `${name}: ${mutation.what}`
      t.notOk(completed, `${what}: nothing is stored`)
      t.ok(status >= 400 && status < 500, `${what}: ${status}`)
      t.equal(location, null, `${what}: the browser is sent nowhere`)
      t.match(page, nextStep, `${what}: the page says what to do`)
    }
    const right = await outcomeOf(world, name, undefined)
    t.match(right, { completed: true, status: 303, location: declared }, `${name}: the right one`)
  }
})

t.test('an engine without one of the checks lets its mutation through: control', async (t) => {
  const without: readonly (readonly [what: string, Weakening])[] = [
    [
      'a state for the second time, with a new code',
      { oneTime: ({ peek, put }) => ({ take: peek, put: unlessUsed(put) }) },
    ],
    [
      'the path of another provider',
      {
        steps: (real, store) => ({
          finish: async (provider, params, browser) => {
            const known = await transactionOf(store, params)
            return real.finish(known.provider ?? provider, params, browser)
          },
        }),
      },
    ],
    [
      'the cookie of another browser',
      {
        steps: (real, store) => ({
          finish: async (provider, params, browser) => {
            const known = await transactionOf(store, params)
            return real.finish(provider, params, known.browser ?? browser)
          },
        }),
      },
    ],
    [
      'another issuer',
      {
        steps: (real) => ({
          finish: (provider, params, browser) => {
            const unnamed = new URLSearchParams(params)
            unnamed.delete('iss')
            return real.finish(provider, unnamed, browser)
          },
        }),
        provider: (provider) => withoutPromise(provider),
      },
    ],
    ['no issuer where one is promised', { provider: (provider) => withoutPromise(provider) }],
    [
      'a sign-in that has taken too long',
      {
        oneTime: ({ put }) => ({ put: (kind, id, value) => put(kind, id, value, endOfTime) }),
      },
    ],
    [
      'a link that was used in between',
      {
        oneTime: ({ peek, put }) => ({
          take: (kind, id) => peek(kind, id),
          put: unlessUsed(put),
        }),
      },
    ],
  ]
  for (const [what, weakening] of without) {
    const mutation = mutations.find((each) => each.what === what)
    t.ok(mutation, what)
    const weak = await startCallbackWorld(t, { weakening })
    t.ok((await outcomeOf(weak, 'p0', mutation)).completed, `${what}: is let through`)
  }
})

/** Forgets that a link was used. */
function unlessUsed(put: OneTimeStore['put']): OneTimeStore['put'] {
  return async (kind, id, value, expiresAt) => {
    if (isJsonObject(value) && value['used'] === true) return
    await put(kind, id, value, expiresAt)
  }
}

const endOfTime = 9_000_000_000_000

type ProviderChange = NonNullable<Weakening['provider']>

function withoutPromise(provider: Parameters<ProviderChange>[0]): ReturnType<ProviderChange> {
  const { issParameter: _promise, ...endpoints } = provider.endpoints
  return { ...provider, endpoints }
}

t.test('of all callback paths and states only the diagonal completes', async (t) => {
  const world = await startCallbackWorld(t, { count: isHard ? 12 : 4 })
  const { names } = world
  for (const path of names) {
    for (const state of names) {
      const { back, click } = await arrive(world, state)
      const url = new URL(back)
      url.pathname = `/-/callback/${path}`
      const before = await Promise.all(names.map((name) => world.generation(name)))
      const response = await world.comeBack(url, click.cookie)
      const after = await Promise.all(names.map((name) => world.generation(name)))
      const changed = names.filter((_, index) => before[index] !== after[index])
      t.strictSame(changed, path === state ? [path] : [], `${path} × ${state}`)
      t.equal(response.status, path === state ? 303 : 400, `${path} × ${state}`)
    }
  }
})

t.test('of two browsers with one link neither binds the account of the other', async (t) => {
  const world = await startCallbackWorld(t)
  const path = await world.link('p0')
  const [ann, mallory] = [await world.click(path), await world.click(path)]
  t.not(ann.cookie, mallory.cookie)

  // Mallory begins, and has Ann consent at the provider: Ann's browser did not begin it.
  const lured = await world.consentAt(mallory.authorizationUrl, 'ann')
  t.equal((await world.comeBack(lured, ann.cookie)).status, 403)
  t.equal((await world.comeBack(lured, mallory.cookie)).status, 400, 'the state is used up')

  // Ann has begun by herself, and Mallory sends her browser the answer to his own consent.
  const planted = await world.click(path, mallory.cookie)
  const his = await world.consentAt(planted.authorizationUrl, 'mallory')
  t.equal((await world.comeBack(his, ann.cookie)).status, 403)
  t.equal(await world.generation('p0'), 0, 'nobody is connected yet')

  const hers = await world.consentAt(ann.authorizationUrl, 'ann')
  const second = await world.click(path, mallory.cookie)
  const late = await world.consentAt(second.authorizationUrl, 'mallory')
  t.equal((await world.comeBack(hers, ann.cookie)).status, 303)
  const refused = await world.comeBack(late, mallory.cookie)
  t.equal(refused.status, 410)
  t.match(await refused.text(), /somebody else may have connected/)
  const [stored] = await world.store.vault.summaries()
  t.match(stored, { account: { account: 'ann' }, generation: 1 })
  t.equal(world.servers.get('p0')?.revoked.length, 1, 'the second grant is given back')
})
