/**
 * Clients that apply registers (RFC 7591) and removes (RFC 7592), at a real provider.
 */
import t, { type Test } from 'tap'
import { applyPlan } from '../../src/engine/index.ts'
import { type CredmgrError, type Fetch, ofKind, type Store } from '../../src/model/index.ts'
import { ann, bob, type Desk, fetchNow, startDesk, text } from './desk.ts'

const initialToken = 'not-a-real-initial-access-token'

const registered = (more = ''): string =>
  text((yaml) =>
    yaml.replace(
      /clientId: credmgr\n +clientSecret: .*/,
      `registration: { clientName: Acme, initialAccessToken: { env: INITIAL } }${more}`,
    ),
  )

/** A provider that registers whoever shows the token, and removes clients unless it is told not to. */
async function startRegistering(test: Test, manages = true): Promise<Desk> {
  const desk = await startDesk(test, {
    features: {
      registration: { enabled: true, initialAccessToken: initialToken },
      registrationManagement: { enabled: manages },
    },
  })
  desk.secrets = { ...desk.secrets, INITIAL: initialToken }
  return desk
}

/** The clients that were registered at the provider, and not made with it. */
function clientsOf({ world }: Desk): readonly string[] {
  return world.provider
    .clientIds()
    .filter((each) => each !== 'credmgr' && each !== 'resource-server')
}

async function registeredAs(desk: Desk): Promise<string | undefined> {
  const [provider] = ofKind((await desk.state()).resources, 'provider')
  return provider?.registered?.clientId
}

const typesOf = ({ events }: Desk): readonly string[] => events.map(({ type }) => type)

t.test('a client is registered, people consent to it, and its tokens are refreshed', async (t) => {
  const desk = await startRegistering(t)
  await desk.run(registered())
  const clients = clientsOf(desk)
  t.equal(clients.length, 1)
  t.equal(await registeredAs(desk), clients[0])
  t.match(
    desk.events.find(({ type }) => type === 'registered'),
    {
      address: 'provider.idp',
      host: new URL(desk.world.provider.issuer).host,
      clientId: clients[0],
    },
  )
  await desk.consent(ann, 'ann')
  desk.world.clock.forward(3_600_000)
  const tokens = await desk.tokens()
  t.type((await tokens.tokenFor(ann)).accessToken, 'string')
  t.equal((await desk.plan(registered())).changes.length, 0, 'and the next plan has nothing to do')
})

t.test('another name, or other scopes, leave the client and its grants as they are', async (t) => {
  const desk = await startRegistering(t)
  await desk.run(registered())
  await desk.consent(ann, 'ann')
  const before = clientsOf(desk)
  const renamed = registered().replace('clientName: Acme', 'clientName: Acme Corp')
  const plan = await desk.plan(renamed.replace('api.read]', 'api.read, api.write]'))
  t.match(plan.tokens[0], { connection: ann, effect: 'reconsent', reasons: ['scopes_added'] })
  await desk.apply(plan)
  t.strictSame(clientsOf(desk), before)
  t.equal(await desk.auth(ann), 'connected scopes_added')
})

t.test('where browsers come back to another place another client is registered', async (t) => {
  const desk = await startRegistering(t)
  await desk.run(registered())
  await desk.consent(ann, 'ann')
  const [before] = clientsOf(desk)
  const plan = await desk.plan(registered().replace(':9 }', ':8 }'))
  t.match(
    plan.tokens.map(({ connection, effect, reasons }) => [connection, effect, ...reasons]),
    [
      [ann, 'reconsent', 'client_changed'],
      [bob, 'consent', 'client_changed'],
    ],
  )
  await desk.apply(plan)
  t.match(typesOf(desk).slice(-2), ['revoked', 'deregistered'], 'in this order')
  const after = clientsOf(desk)
  t.equal(after.length, 1)
  t.not(after[0], before)
})

t.test('a provider that is replaced on request registers another client', async (t) => {
  const desk = await startRegistering(t)
  await desk.run(registered())
  await desk.consent(ann, 'ann')
  const [before] = clientsOf(desk)
  const plan = await desk.plan(registered(), { replace: ['provider.idp'] })
  t.match(plan.tokens[0], { effect: 'reconsent', reasons: ['replaced'], revokesOld: true })
  await desk.apply(plan)
  const after = clientsOf(desk)
  t.equal(after.length, 1)
  t.not(after[0], before)
  t.equal(await registeredAs(desk), after[0])
})

t.test('with its provider a client goes, and stays where its grants are to stay', async (t) => {
  for (const [revoke, left] of [
    [true, 0],
    [false, 1],
  ] as const) {
    const desk = await startRegistering(t)
    await desk.run(registered())
    await desk.consent(ann, 'ann')
    const rest = registered().replace(/providers:[\s\S]*/, '')
    await desk.run(`${rest}removed: [{ from: provider.idp, revoke: ${revoke} }]\n`)
    t.equal(clientsOf(desk).length, left, `revoke: ${revoke}`)
    t.equal((await desk.state()).registrations, undefined)
  }
})

t.test('a server that removes nobody is left alone, and it is said', async (t) => {
  const desk = await startRegistering(t, false)
  await desk.run(registered())
  await desk.run(undefined)
  t.equal(clientsOf(desk).length, 1)
  t.match(desk.events.at(-1), { type: 'deregistered', outcome: 'unsupported' })
  t.equal((await desk.state()).registrations, undefined)
})

t.test('a client that cannot be removed now is removed by the next apply', async (t) => {
  const desk = await startRegistering(t)
  await desk.run(registered())
  const down: Fetch = (url, init) => {
    if (init?.method === 'DELETE') throw new TypeError('fetch failed')
    return fetchNow(url, init)
  }
  await desk.applyWith(await desk.plan(undefined), down)
  t.match(desk.events.at(-1), { type: 'deregistrationFailed', address: 'provider.idp' })
  t.match((await desk.state()).registrations, [{ attempts: 1 }])
  await desk.run(undefined)
  t.match(desk.events, [{ type: 'deregistered', outcome: 'removed' }])
  t.strictSame(clientsOf(desk), [])
})

t.test(
  'an issuer that registers nobody is an error at the provider, before anything',
  async (t) => {
    const desk = await startDesk(t)
    desk.secrets = { ...desk.secrets, INITIAL: initialToken }
    const plan = await desk.plan(registered())
    const error: unknown = await desk.apply(plan).catch((thrown: unknown) => thrown)
    const { diagnostics } = (error as CredmgrError<'CONFIG_INVALID'>).details
    const told = diagnostics.map(
      ({ code, span }) => `${code} ${span?.file}:${span?.line}:${span?.column}`,
    )
    t.strictSame(told, ['CM5004 c.yaml:6:3'])
    t.equal((await desk.state()).serial, 0)
  },
)

t.test('a server that refuses has registered nobody, and nothing is left', async (t) => {
  const desk = await startRegistering(t)
  desk.secrets = { ...desk.secrets, INITIAL: 'not-the-token' }
  const plan = await desk.plan(registered())
  await t.rejects(desk.apply(plan), { code: 'PROVIDER_REJECTED' })
  const { serial, registrations } = await desk.state()
  t.strictSame([serial, registrations], [0, undefined])
})

t.test('what an apply that failed has registered the next one uses, or removes', async (t) => {
  for (const [yaml, left] of [
    [registered(), 1],
    [registered().replace(':9 }', ':8 }'), 1],
    [text(), 0],
  ] as const) {
    const desk = await startRegistering(t)
    const plan = await desk.plan(registered())
    await t.rejects(endingAt(desk, plan, 'commit'), { message: 'the process has ended' })
    const [first] = clientsOf(desk)
    t.type(first, 'string')
    await desk.run(yaml)
    t.equal(clientsOf(desk).length, left)
    t.equal(clientsOf(desk).includes(first ?? ''), yaml === registered())
  }
})

t.test('wherever an apply ends, the next has one client, and has told of others', async (t) => {
  let ended = true
  let unheard = 0
  for (let at = 1; ended; at++) {
    const desk = await startRegistering(t)
    const plan = await desk.plan(registered())
    ended = await endingAt(desk, plan, at).then(
      () => false,
      () => true,
    )
    await desk.run(registered())
    const own = await registeredAs(desk)
    const strangers = clientsOf(desk).filter((each) => each !== own)
    const told = desk.events.filter(
      (each) => each.type === 'deregistered' && each.outcome === 'unheard',
    )
    t.ok(clientsOf(desk).includes(own ?? ''))
    t.ok(strangers.length <= told.length, `nobody is left untold of, at step ${at}`)
    t.equal((await desk.state()).registrations, undefined)
    t.strictSame((await desk.plan(registered())).changes, [])
    unheard += strangers.length
  }
  t.equal(unheard, 2, 'before and after the answer is read, and not sealed yet')
})

t.test('no secret of a registration stands in a state, a plan or an event', async (t) => {
  const desk = await startRegistering(t)
  const answers: string[] = []
  const listening: Fetch = async (url, init) => {
    const response = await fetchNow(url, init)
    if (String(url).endsWith('/reg')) answers.push(await response.clone().text())
    return response
  }
  await desk.applyWith(await desk.plan(registered()), listening)
  const [answer = ''] = answers
  const { client_secret, registration_access_token } = JSON.parse(answer)
  const seen = JSON.stringify([await desk.state(), await desk.plan(registered()), desk.events])
  for (const secret of [client_secret, registration_access_token, initialToken]) {
    t.type(secret, 'string')
    t.notOk(seen.includes(secret))
  }
})

/** Applies as a process that ends before the `at`-th thing that it does, or before its commit. */
async function endingAt(
  desk: Desk,
  plan: Awaited<ReturnType<Desk['plan']>>,
  at: number | 'commit',
): Promise<unknown> {
  let done = 0
  const step = (isCommit = false): void => {
    done += 1
    if (at === done || (at === 'commit' && isCommit)) throw new Error('the process has ended')
  }
  const { state, vault, ...rest } = desk.store
  const store: Store = {
    ...rest,
    state: {
      read: () => state.read(),
      write: async (next) => {
        step(next.serial > 0)
        await state.write(next)
      },
    },
    vault: new Proxy(vault, {
      get: (target, name) => {
        if (name !== 'writeSecret') return Reflect.get(target, name).bind(target)
        return async (...given: Parameters<Store['vault']['writeSecret']>) => {
          step()
          await vault.writeSecret(...given)
        }
      },
    }),
  }
  const fetch: Fetch = async (url, init) => {
    step()
    const response = await fetchNow(url, init)
    step()
    return response
  }
  const options = { env: 'default', report: () => {} }
  return await applyPlan({ ...desk.ports(), store, fetch }, plan, options)
}
