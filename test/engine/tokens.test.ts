import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import type { Tokens } from '../../src/engine/index.ts'
import {
  type AuthorizationContext,
  CredmgrError,
  isCredmgrError,
  type Store,
  type Vault,
} from '../../src/model/index.ts'
import { startWorld, type World, withConnection } from './world.ts'

/** Beyond the 60 seconds that the provider's tokens live here. */
const past = 61_000

async function refreshesOf(world: World): Promise<number> {
  return world.provider.countTokenRequests('refresh_token')
}

async function codeAndReason(work: () => unknown): Promise<string> {
  try {
    await work()
    return 'nothing thrown'
  } catch (error) {
    if (!isCredmgrError(error)) throw error
    return error.code === 'CONNECTION_NOT_AUTHORIZED'
      ? `${error.code} ${error.details.reason}`
      : error.code
  }
}

function manyAtOnce(tokens: Tokens, world: World, count: number): Promise<AuthorizationContext[]> {
  return Promise.all(Array.from({ length: count }, async () => tokens.tokenFor(world.ann)))
}

/** The store with another vault: what a full disk or a crash makes of it. */
function withVault(store: Store, write: Vault['write']): Pick<Store, 'vault' | 'lock'> {
  const vault: Vault = {
    read: (each) => store.vault.read(each),
    write,
    remove: (each, expected) => store.vault.remove(each, expected),
    summary: (each) => store.vault.summary(each),
    summaries: () => store.vault.summaries(),
    readSecret: (key) => store.vault.readSecret(key),
    writeSecret: (key, value) => store.vault.writeSecret(key, value),
    pruneSecrets: (used) => store.vault.pruneSecrets(used),
    fingerprint: (context, value) => store.vault.fingerprint(context, value),
  }
  return { vault, lock: store.lock }
}

t.test('a token is read once and then had without a promise', async (t) => {
  const world = await startWorld(t)
  const tokens = world.tokens()
  t.equal(
    await codeAndReason(() => tokens.tokenFor(world.ann)),
    'CONNECTION_NOT_AUTHORIZED never_consented',
  )
  await world.connect()
  const context = await tokens.tokenFor(world.ann)
  t.match(context, { tokenType: 'Bearer', scope: 'api.read email offline_access openid profile' })
  t.notOk(tokens.tokenFor(world.ann) instanceof Promise)
  t.equal(await refreshesOf(world), 0)
  t.notMatch(JSON.stringify(context.claims), context.accessToken)
})

t.test('200 requests at once on an expired token make one token request', async (t) => {
  const world = await startWorld(t)
  await world.connect()
  const tokens = world.tokens()
  const before = await tokens.tokenFor(world.ann)
  world.clock.forward(past)
  const contexts = await manyAtOnce(tokens, world, 200)
  t.equal(await refreshesOf(world), 1)
  t.equal(new Set(contexts.map((each) => each.accessToken)).size, 1)
  t.not(contexts[0]?.accessToken, before.accessToken)
})

t.test('two processes on one store refresh once between them', async (t) => {
  const world = await startWorld(t)
  await world.connect()
  world.clock.forward(past)
  const here = world.tokens()
  const there = world.tokens({ store: await world.reopen() })
  const contexts = await Promise.all([manyAtOnce(here, world, 25), manyAtOnce(there, world, 25)])
  t.equal(await refreshesOf(world), 1)
  t.equal(new Set(contexts.flat().map((each) => each.accessToken)).size, 1)
})

t.test('a rotated refresh token is kept across restarts', async (t) => {
  const world = await startWorld(t)
  await world.connect()
  for (const round of [1, 2, 3]) {
    world.clock.forward(past)
    const tokens = world.tokens({ store: await world.reopen() })
    await tokens.tokenFor(world.ann)
    t.equal(await refreshesOf(world), round)
  }
  const credential = await world.store.vault.read(world.ann)
  const rotated = world.provider.issued.filter((each) => each.use === 'refresh')
  t.equal(credential?.refreshToken, rotated.at(-1)?.token)
  t.equal(new Set(rotated.map((each) => each.token)).size, 4)
})

t.test(
  'a grant that was revoked at the provider needs a new consent, and is asked for once',
  async (t) => {
    const world = await startWorld(t)
    await world.connect()
    t.equal(world.provider.revokeGrants({ account: 'ann' }), 1)
    world.clock.forward(past)
    const tokens = world.tokens()
    for (const _ of Array.from({ length: 50 })) {
      t.equal(
        await codeAndReason(() => tokens.tokenFor(world.ann)),
        'CONNECTION_NOT_AUTHORIZED invalid_grant',
      )
    }
    t.equal(await refreshesOf(world), 1)
    const record = await world.store.vault.read(world.ann)
    t.match(record, { status: 'needsReauth', reason: 'invalid_grant' })
    t.equal(record?.accessToken ?? record?.refreshToken, undefined)
    await world.connect()
    t.ok((await tokens.tokenFor(world.ann)).accessToken, 'a new consent brings it back, in place')
  },
)

t.test(
  'while the provider is down a valid token serves to its true end, and no longer',
  async (t) => {
    const world = await startWorld(t)
    await world.connect()
    const tokens = world.tokens()
    const { accessToken } = await tokens.tokenFor(world.ann)
    world.provider.breakTokenEndpoint({ status: 503, headers: { 'retry-after': '7' } })
    world.clock.forward(55_000)
    t.equal((await tokens.tokenFor(world.ann)).accessToken, accessToken)
    await world.event('failing')
    t.equal(await refreshesOf(world), 1, 'it was in its margin, so a refresh was tried')
    t.equal((await manyAtOnce(tokens, world, 20)).length, 20)
    t.equal(await refreshesOf(world), 1, 'and not again within the pause')
    world.clock.forward(past - 55_000)
    const refused = await tokenError(() => tokens.tokenFor(world.ann))
    t.match(refused, { code: 'PROVIDER_UNREACHABLE' })
    t.ok(Number(refused.details.retryAfterMs) <= 7_000)
    world.provider.breakTokenEndpoint(undefined)
    world.clock.forward(8_000)
    t.not((await tokens.tokenFor(world.ann)).accessToken, accessToken)
  },
)

async function tokenError(
  work: () => unknown,
): Promise<{ readonly code: string; readonly details: { readonly retryAfterMs?: number } }> {
  try {
    await work()
  } catch (error) {
    if (isCredmgrError(error) && error.code === 'PROVIDER_UNREACHABLE') return error
    throw error
  }
  throw new Error('nothing was thrown')
}

t.test('a client that the provider refuses keeps its grants', async (t) => {
  const world = await startWorld(t)
  await world.connect()
  world.provider.breakTokenEndpoint({ status: 401, body: { error: 'invalid_client' } })
  world.clock.forward(past)
  const tokens = world.tokens()
  t.equal(await codeAndReason(() => tokens.tokenFor(world.ann)), 'PROVIDER_REJECTED')
  t.match(await world.store.vault.read(world.ann), { status: 'connected', intent: undefined })
  world.provider.breakTokenEndpoint(undefined)
  world.clock.forward(10_000)
  t.ok((await tokens.tokenFor(world.ann)).accessToken)
  const [failing] = world.events.filter((each) => each.event === 'failing')
  t.match(failing, { provider: 'idp', reason: 'invalid_client', connection: undefined })
})

t.test(
  'a process that dies between the answer and the disk leaves a trace: one retry, then a new consent',
  async (t) => {
    const world = await startWorld(t)
    await world.connect()
    world.clock.forward(past)
    const dying = withVault(world.store, async (each, credential, expected) => {
      if (credential.intent === undefined) throw new Error('killed here')
      await world.store.vault.write(each, credential, expected)
    })
    await t.rejects(async () => world.tokens({ store: dying }).tokenFor(world.ann), {
      message: 'killed here',
    })
    t.equal(await refreshesOf(world), 1)
    t.ok((await world.store.vault.read(world.ann))?.intent, 'the intent is on disk')

    const tokens = world.tokens({ store: await world.reopen() })
    for (const _ of Array.from({ length: 10 })) {
      t.equal(
        await codeAndReason(() => tokens.tokenFor(world.ann)),
        'CONNECTION_NOT_AUTHORIZED lost_rotation',
      )
    }
    t.equal(await refreshesOf(world), 2, 'the old refresh token was tried once')
  },
)

t.test(
  'an answer that cannot be written is not used, not lost, and written first next time',
  async (t) => {
    const world = await startWorld(t)
    await world.connect()
    world.clock.forward(past)
    let full = true
    const disk = withVault(world.store, async (each, credential, expected) => {
      if (full && credential.intent === undefined) {
        throw new CredmgrError('STORE_UNWRITABLE', 'no space left', { location: 'vault' })
      }
      await world.store.vault.write(each, credential, expected)
    })
    const tokens = world.tokens({ store: disk })
    t.equal(await codeAndReason(() => tokens.tokenFor(world.ann)), 'STORE_UNWRITABLE')
    full = false
    world.clock.forward(1_000)
    const { accessToken } = await tokens.tokenFor(world.ann)
    t.equal(await refreshesOf(world), 1, 'the provider was not asked again')
    t.equal((await world.store.vault.read(world.ann))?.accessToken, accessToken)
  },
)

t.test(
  'whatever keeps an answer from being written, it is written in the end, at the latest when the process stops',
  async (t) => {
    const world = await startWorld(t)
    await world.connect()
    world.clock.forward(past)
    let broken = true
    const disk = withVault(world.store, async (each, credential, expected) => {
      if (broken && credential.intent === undefined) {
        throw new CredmgrError('STORE_UNREADABLE', 'too many open files', { location: 'vault' })
      }
      await world.store.vault.write(each, credential, expected)
    })
    const tokens = world.tokens({ store: disk })
    t.equal(await codeAndReason(() => tokens.tokenFor(world.ann)), 'STORE_UNREADABLE')
    broken = false
    await tokens.close()
    const record = await world.store.vault.read(world.ann)
    t.equal(record?.intent, undefined)
    const rotated = world.provider.issued.filter((each) => each.use === 'refresh')
    t.equal(record?.refreshToken, rotated.at(-1)?.token)
  },
)

t.test(
  'a mended provider is asked at once after a reload, whatever pause the broken one wanted',
  async (t) => {
    const world = await startWorld(t)
    await world.connect()
    world.clock.forward(past)
    world.provider.breakTokenEndpoint({ status: 503, headers: { 'retry-after': '3600' } })
    const tokens = world.tokens()
    t.equal(await codeAndReason(() => tokens.tokenFor(world.ann)), 'PROVIDER_UNREACHABLE')
    world.provider.breakTokenEndpoint(undefined)
    t.equal(
      await codeAndReason(() => tokens.tokenFor(world.ann)),
      'PROVIDER_UNREACHABLE',
      'the pause holds',
    )
    world.served = withConnection(world, world.ann, (each) => ({ ...each }))
    t.equal(
      await codeAndReason(() => tokens.tokenFor(world.ann)),
      'PROVIDER_UNREACHABLE',
      'a reload alone changes nothing',
    )
    world.served = withConnection(world, world.ann, (each) => ({
      ...each,
      provider: { ...each.provider, tokenParams: { mended: 'yes' } },
    }))
    t.ok((await tokens.tokenFor(world.ann)).accessToken)
  },
)

t.test(
  'a new consent, or the end of one, reaches another process within five seconds',
  async (t) => {
    const world = await startWorld(t)
    await world.connect()
    const there = world.tokens({ store: await world.reopen() })
    const before = await there.tokenFor(world.ann)
    await world.connect()
    t.equal((await there.tokenFor(world.ann)).accessToken, before.accessToken)
    world.clock.forward(5_000)
    const after = await there.tokenFor(world.ann)
    t.not(after.accessToken, before.accessToken)
    await world.store.vault.remove(world.ann, 2)
    t.equal((await there.tokenFor(world.ann)).accessToken, after.accessToken)
    world.clock.forward(5_000)
    t.equal(
      await codeAndReason(() => there.tokenFor(world.ann)),
      'CONNECTION_NOT_AUTHORIZED never_consented',
    )
    t.equal(await refreshesOf(world), 0)
  },
)

t.test('a record that is as it was is not opened for half a minute, nor needed', async (t) => {
  const world = await startWorld(t)
  await world.connect()
  const { vault, lock } = withVault(world.store, (...all) => world.store.vault.write(...all))
  let opened = 0
  let isBroken = false
  const read: Vault['read'] = (each) => {
    opened += 1
    return vault.read(each)
  }
  const summary: Vault['summary'] = async (each) => {
    if (!isBroken) return await vault.summary(each)
    throw new CredmgrError('STORE_UNREADABLE', 'too many open files', { location: 'vault' })
  }
  const tokens = world.tokens({ store: { vault: { ...vault, read, summary }, lock } })
  const { accessToken } = await tokens.tokenFor(world.ann)
  for (const broken of [false, true]) {
    isBroken = broken
    world.clock.forward(10_000)
    t.equal((await tokens.tokenFor(world.ann)).accessToken, accessToken)
    t.equal(opened, 1)
  }
  world.clock.forward(10_000)
  await tokens.tokenFor(world.ann)
  t.equal(opened, 2)
})

t.test('a damaged record of client credentials is replaced by the next request', async (t) => {
  const world = await startWorld(t)
  await world.tokens().tokenFor(world.orders)
  await writeFile(join(world.directory, 'store', 'vault', 'machine', 'orders.json'), '{"format":1}')
  t.ok((await world.tokens().tokenFor(world.orders)).accessToken)
  t.equal(world.provider.countTokenRequests('client_credentials'), 2)
})

t.test('a consent in the middle of a refresh wins', async (t) => {
  const world = await startWorld(t)
  await world.connect()
  world.clock.forward(past)
  const release = world.provider.holdTokenRequests()
  const tokens = world.tokens()
  const waiting = tokens.tokenFor(world.ann)
  await world.provider.waitForHeld(1)
  const fresh = await freshCredential(world)
  release()
  t.equal((await waiting).accessToken, fresh)
  t.equal((await world.store.vault.read(world.ann))?.accessToken, fresh)
})

/** Writes what a consent writes while a refresh is under way. */
async function freshCredential(world: World): Promise<string> {
  const { vault } = world.store
  const held = await vault.read(world.ann)
  if (held === undefined) throw new Error('no record')
  const { intent: _intent, ...rest } = held
  const now = world.clock.now()
  const accessToken = 'not-a-real-token-of-another-consent'
  const generation = held.generation + 1
  const written = { ...rest, generation, accessToken, obtainedAt: now, expiresAt: now + 60_000 }
  await vault.write(world.ann, written, held.generation)
  return accessToken
}

t.test(
  'a refresh token is never sent for another client, host or audience, nor an access token used',
  async (t) => {
    const world = await startWorld(t)
    await world.connect()
    const elsewhere = await startWorld(t)
    const changes = {
      client: { clientId: 'another' },
      host: { endpoints: { ...elsewhere.served.connections.get(world.ann)?.provider.endpoints } },
      audience: { audience: 'https://another.example' },
    }
    const { served } = world
    for (const [what, change] of Object.entries(changes)) {
      world.served = served
      world.served = withConnection(world, world.ann, (each) => ({
        ...each,
        ...('clientId' in change ? { clientId: change.clientId } : {}),
        provider: { ...each.provider, ...change },
      }))
      const tokens = world.tokens()
      t.equal(
        await codeAndReason(() => tokens.tokenFor(world.ann)),
        'CONNECTION_NOT_AUTHORIZED client_changed',
        what,
      )
    }
    t.equal(await refreshesOf(world), 0)
    t.equal(await refreshesOf(elsewhere), 0)
    world.served = served
    t.ok((await world.tokens().tokenFor(world.ann)).accessToken, 'as it was, it works as before')
  },
)

t.test('a token of an account that is not expected any more is not used', async (t) => {
  const world = await startWorld(t)
  await world.connect()
  world.served = withConnection(world, world.ann, (each) => ({
    ...each,
    spec: { ...each.spec, expect: { account: 'bob' } },
  }))
  t.equal(
    await codeAndReason(() => world.tokens().tokenFor(world.ann)),
    'CONNECTION_NOT_AUTHORIZED wrong_account',
  )
})

t.test(
  'client credentials are minted once for all who wait, and anew when the scopes change',
  async (t) => {
    const world = await startWorld(t)
    const tokens = world.tokens()
    const minted = await Promise.all(
      Array.from({ length: 50 }, async () => tokens.tokenFor(world.orders)),
    )
    t.equal(world.provider.countTokenRequests('client_credentials'), 1)
    t.equal(new Set(minted.map((each) => each.accessToken)).size, 1)
    world.clock.forward(past)
    await tokens.tokenFor(world.orders)
    t.equal(world.provider.countTokenRequests('client_credentials'), 2)
    world.served = withConnection(world, world.orders, (each) => ({
      ...each,
      spec: { ...each.spec, scopes: ['api.write'] },
    }))
    t.match(await tokens.tokenFor(world.orders), { scope: 'api.write' })
    t.equal(world.provider.countTokenRequests('client_credentials'), 3)
  },
)

t.test('a token that an upstream refuses is renewed once, for all who were refused', async (t) => {
  const world = await startWorld(t)
  await world.connect()
  const tokens = world.tokens()
  const refused = await tokens.tokenFor(world.ann)
  t.equal(await tokens.another(refused), undefined, 'it has just been obtained')
  world.clock.forward(60_000)
  const before = await refreshesOf(world)
  const others = await Promise.all(Array.from({ length: 20 }, () => tokens.another(refused)))
  const [first] = others
  t.type(first?.accessToken, 'string')
  t.not(first?.accessToken, refused.accessToken)
  t.ok(others.every((each) => each?.accessToken === first?.accessToken))
  t.equal((await refreshesOf(world)) - before, 1)
  const late = await tokens.another(refused)
  t.equal(late?.accessToken, first?.accessToken, 'who comes late gets the newer one')
  t.equal((await refreshesOf(world)) - before, 1)
})

t.test('an upstream that refuses every token uses up one refresh a minute at most', async (t) => {
  const world = await startWorld(t, { accessTokenTtl: 3_600 })
  await world.connect()
  const tokens = world.tokens()
  world.clock.forward(60_000)
  const before = await refreshesOf(world)
  for (let request = 0; request < 100; request++) {
    await tokens.another(await tokens.tokenFor(world.ann))
  }
  t.equal((await refreshesOf(world)) - before, 1)
})

t.test('where nothing can renew it, the refusal of an upstream stands', async (t) => {
  const world = await startWorld(t, { accessTokenTtl: 3_600 })
  await world.connect()
  const tokens = world.tokens()
  const refused = await tokens.tokenFor(world.ann)
  world.clock.forward(60_000)
  world.provider.revokeGrants({ account: 'ann' })
  t.equal(await tokens.another(refused), undefined)
  t.match(await world.store.vault.read(world.ann), { status: 'needsReauth' })
})
