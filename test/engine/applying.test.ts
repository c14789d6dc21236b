import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { applyPlan, refreshNow, served } from '../../src/engine/index.ts'
import { isEmpty } from '../../src/plan/index.ts'
import { startAuthorizationServer } from '../support/authorization-server.ts'
import { ann, bob, codeOf, fetchNow, publicUrl, startDesk, text } from './desk.ts'

t.test('endpoints are discovered once and pinned, and the plan after it is empty', async (t) => {
  const desk = await startDesk(t)
  await desk.run(text())
  const provider = (await desk.state()).resources.find((each) => each.address === 'provider.idp')
  t.match(provider, { discovered: { token: `${desk.world.provider.issuer}/token` } })
  t.ok(isEmpty(await desk.plan(text())))
  await desk.run(
    text((each) =>
      each.replace(
        'clientSecret: { env: SECRET }',
        'clientSecret: { env: SECRET }\n    clientAuth: clientSecretPost',
      ),
    ),
  )
  t.notOk(
    desk.events.some((each) => each.type === 'discovered'),
    'an update does not look again',
  )
})

t.test('a failure before the commit leaves everything as it was', async (t) => {
  const desk = await startDesk(t)
  const plan = await desk.plan(text())
  await desk.world.provider.stop()
  t.equal(await codeOf(desk.apply(plan)), 'PROVIDER_UNREACHABLE')
  t.match(await desk.state(), { serial: 0, resources: [] })
})

t.test('of two applies of one serial one wins and the other’s plan is stale', async (t) => {
  const desk = await startDesk(t)
  const plans = await Promise.all([desk.plan(text()), desk.plan(text())])
  const codes = await Promise.all(plans.map((plan) => codeOf(desk.apply(plan))))
  t.same(codes.toSorted(), ['PLAN_STALE', 'done'])
  t.equal((await desk.state()).serial, 1)
})

t.test('a secret that has changed since the plan was made stops the apply', async (t) => {
  const desk = await startDesk(t)
  const plan = await desk.plan(text())
  desk.secrets = { ...desk.secrets, SECRET: 'not-a-real-other-secret' }
  t.equal(await codeOf(desk.apply(plan)), 'PLAN_STALE')
  t.equal((await desk.state()).serial, 0)
})

t.test('a connection that is made anew loses its grant, here and at the provider', async (t) => {
  const desk = await startDesk(t)
  await desk.run(text())
  await desk.consent(ann, 'ann')
  await desk.consent(bob, 'bob')
  const plan = await desk.plan(text(), { replace: ['idp/ann'] })
  t.match(plan.summary, { add: 1, change: 0, destroy: 1 })
  await desk.apply(plan)
  t.equal(desk.world.provider.revoked.length, 1)
  t.equal(await desk.auth(ann), 'pendingConsent never_consented')
  t.equal(await desk.auth(bob), 'connected')
  t.ok(isEmpty(await desk.plan(text())), 'and it is replaced once')
})

t.test('a plan of one serial is applied to another only when it is asked for', async (t) => {
  const desk = await startDesk(t)
  await desk.run(text())
  const route = (path: string) => text((each) => each.replace('/ann/**', path))
  const labelled = (each: string): string =>
    each.replace('idp/bob: {}', 'idp/bob: { labels: { a: b } }')
  const bobs = await desk.plan(text(labelled))
  const routes = await desk.plan(route('/first/**'))
  await desk.run(route('/other/**'))
  t.equal(await codeOf(desk.apply(bobs)), 'PLAN_STALE')
  t.match(await desk.apply(bobs, { rebase: true }), { serial: 3 })
  t.equal(await codeOf(desk.apply(routes, { rebase: true })), 'PLAN_STALE', 'it would undo one')
  t.ok(isEmpty(await desk.plan(labelled(route('/other/**')))), 'and both are there')
})

t.test('a part is applied, and what it does not name stays as it was', async (t) => {
  const desk = await startDesk(t)
  const part = await desk.plan(text(), { targets: ['idp/ann'] })
  await desk.apply(part)
  t.same(
    (await desk.state()).resources.map(({ address }) => address),
    ['gateway', 'provider.idp', 'connection.idp/ann'],
  )
  await desk.consent(ann, 'ann')
  const rest = await desk.plan(text())
  t.equal(rest.changes.length, part.leftOut)
  await desk.apply(rest)
  t.equal(await desk.auth(ann), 'connected', 'its grant is as it was')
  t.ok(isEmpty(await desk.plan(text())))
})

t.test('a deleted connection is revoked at the provider and gone here', async (t) => {
  const desk = await startDesk(t)
  await desk.run(text())
  await desk.consent(ann, 'ann')
  const credential = await desk.store.vault.read(ann)
  const result = await desk.run(undefined)
  t.equal(result.pendingRevocations, 0)
  t.same(desk.world.provider.revoked, [credential?.refreshToken])
  t.equal(await desk.store.vault.read(ann), undefined)
  t.match(
    desk.events.filter((each) => each.type === 'revoked'),
    [{ connection: 'idp/ann', outcome: 'revoked' }],
  )
})

t.test(
  'a revocation that fails stays recorded, the token unusable, and the next apply tries again',
  async (t) => {
    const desk = await startDesk(t)
    await desk.run(text())
    await desk.consent(ann, 'ann')
    const plan = await desk.plan(undefined)
    const { issuer } = desk.world.provider
    await desk.world.provider.stop()
    t.match(await desk.apply(plan), { pendingRevocations: 1 })
    t.equal(await desk.store.vault.read(ann), undefined)
    const { serial, pending } = await desk.state()
    t.match(pending, [{ connection: 'idp/ann', attempts: 1 }])
    t.notMatch(JSON.stringify(pending), 'not-a-real')

    const again = await startAuthorizationServer({
      port: Number(new URL(issuer).port),
      clients: [
        {
          clientId: 'credmgr',
          clientSecret: 'not-a-real-idp-secret',
          redirectUris: [`${publicUrl}/-/callback/idp`],
        },
      ],
    })
    t.teardown(() => again.stop())
    t.match(await desk.run(undefined), { pendingRevocations: 0 })
    t.match(await desk.state(), { serial, pending: [] }, 'which is no new configuration')
    t.equal(again.revoked.length, 1)
  },
)

t.test('a revocation that the provider refuses for good is told once and not kept', async (t) => {
  const desk = await startDesk(t)
  await desk.run(text())
  await desk.consent(ann, 'ann')
  const plan = await desk.plan(undefined)
  desk.world.provider.setClient({ clientId: 'credmgr', clientSecret: 'not-a-real-changed-one' })
  t.match(await desk.apply(plan), { pendingRevocations: 0 })
  t.match(desk.events.at(-1), { type: 'revocationFailed', final: true })
})

t.test('a revocation is asked for with the secret that the same plan brings', async (t) => {
  const shared = text((each) =>
    each.replace('grant: authorizationCode', 'grant: clientCredentials'),
  )
  const minting = shared.replace('[openid, profile, offline_access, api.read]', '[api.read]')
  const own = minting
    .replace('    clientSecret: { env: SECRET }\n', '')
    .replace('idp/ann: {}', 'idp/ann: { clientSecret: { env: SECRET } }')
    .replace('  idp/bob: {}\n', '')
  for (const yaml of [minting, own]) {
    const desk = await startDesk(t)
    await desk.run(yaml)
    const connection = served(await desk.state())?.connections.get(ann)
    if (connection === undefined) throw new Error('nothing is served')
    await refreshNow({ store: desk.store, clock: desk.world.clock, fetch: fetchNow }, connection)
    desk.secrets['SECRET'] = 'not-a-real-second-secret'
    desk.rotate('not-a-real-second-secret')
    await desk.apply(await desk.plan(yaml, { replace: ['idp/ann'] }))
    t.match(desk.events.at(-1), { type: 'revoked', outcome: 'revoked' })
  }
})

t.test(
  'another client gets no old grant: it is revoked with the old client, and consent is asked anew',
  async (t) => {
    const desk = await startDesk(t)
    await desk.run(text())
    await desk.consent(ann, 'ann')
    const other = {
      clientId: 'another',
      clientSecret: 'not-a-real-idp-secret',
      redirectUris: [`${publicUrl}/-/callback/idp`],
    }
    desk.world.provider.setClient(other)
    const yaml = text((each) => each.replace('clientId: credmgr', 'clientId: another'))
    const plan = await desk.plan(yaml)
    t.match(
      plan.tokens.find((each) => each.connection === ann),
      { effect: 'reconsent', revokesOld: true, servesUntilThen: false },
    )
    await desk.apply(plan)
    t.equal(desk.world.provider.revoked.length, 1)
    t.equal(await desk.auth(ann), 'pendingConsent never_consented')
    await desk.consent(ann, 'ann')
    t.equal(await desk.auth(ann), 'connected')
    t.ok(isEmpty(await desk.plan(yaml)))
  },
)

t.test(
  'a consent between plan and apply is revoked with the client that it was given to',
  async (t) => {
    const desk = await startDesk(t)
    await desk.run(text())
    const plan = await desk.plan(
      text((each) => each.replace('clientId: credmgr', 'clientId: another')),
    )
    await desk.consent(ann, 'ann')
    await desk.apply(plan)
    t.equal(desk.world.provider.revoked.length, 1)
    t.equal(await desk.store.vault.read(ann), undefined)
  },
)

t.test(
  'one of two connections of the same account goes without taking the other’s grant along',
  async (t) => {
    const desk = await startDesk(t)
    await desk.run(text())
    await desk.consent(ann, 'ann')
    await desk.consent(bob, 'ann')
    await desk.run(text((each) => each.replace('  idp/bob: {}\n', '')))
    t.same(desk.world.provider.revoked, [])
    t.match(
      desk.events.filter((each) => each.type === 'revoked'),
      [{ connection: 'idp/bob', outcome: 'shared' }],
    )
    t.equal(await desk.store.vault.read(bob), undefined)
    t.equal(await desk.auth(ann), 'connected')
    await desk.run(undefined)
    t.equal(desk.world.provider.revoked.length, 1, 'the last one takes it along')
  },
)

t.test('connections of the same account that go together are all revoked', async (t) => {
  const desk = await startDesk(t)
  await desk.run(text())
  await desk.consent(ann, 'ann')
  await desk.consent(bob, 'ann')
  await desk.run(undefined)
  t.equal(desk.world.provider.revoked.length, 2)
  t.same((await desk.state()).pending, [])
})

t.test('a connection that comes back under its old name starts without a token', async (t) => {
  const desk = await startDesk(t)
  await desk.run(text())
  await desk.consent(ann, 'ann')
  const orphan = await desk.store.vault.read(ann)
  await desk.run(undefined)
  if (orphan !== undefined) await desk.store.vault.write(ann, { ...orphan, generation: 1 }, 0)
  await desk.run(text())
  t.equal(await desk.auth(ann), 'pendingConsent never_consented')
})

t.test('a record that does not open is no obstacle to a consent nor to a deletion', async (t) => {
  const desk = await startDesk(t)
  await desk.run(text())
  const spoil = () =>
    writeFile(join(desk.world.directory, 'store', 'vault', 'idp', 'ann.json'), '{"format":1}')
  await desk.consent(ann, 'ann')
  await spoil()
  t.equal(await desk.auth(ann), 'error record_unreadable')
  await desk.consent(ann, 'ann')
  t.equal(await desk.auth(ann), 'connected')
  await spoil()
  t.match(await desk.run(undefined), { pendingRevocations: 0 })
  t.equal((await desk.store.vault.summaries()).length, 0)
})

t.test(
  'what lifecycle.preventDestroy guards is not destroyed, whatever the new file says',
  async (t) => {
    const desk = await startDesk(t)
    await desk.run(
      text((each) =>
        each.replace('idp/ann: {}', 'idp/ann: { lifecycle: { preventDestroy: true } }'),
      ),
    )
    await desk.consent(ann, 'ann')
    t.equal(await codeOf(desk.run(undefined)), 'PREVENT_DESTROY')
    t.equal(
      await codeOf(
        desk.run(text((each) => each.replace('clientId: credmgr', 'clientId: another'))),
      ),
      'PREVENT_DESTROY',
    )
    t.equal(await desk.auth(ann), 'connected')
  },
)

t.test(
  'a rotated client secret is used at once, and the old value leaves the vault after the next apply',
  async (t) => {
    const desk = await startDesk(t)
    await desk.run(text())
    await desk.consent(ann, 'ann')
    desk.secrets = { ...desk.secrets, SECRET: 'not-a-real-new-secret' }
    desk.rotate('not-a-real-new-secret')
    const plan = await desk.plan(text())
    t.match(plan.summary, { add: 0, change: 1, destroy: 0 })
    t.match(
      plan.tokens.find((each) => each.connection === ann),
      { effect: 'keep' },
    )
    const keys = async () => {
      const found = served(await desk.state())?.connections.get(ann)?.clientSecret
      return found
    }
    const before = await keys()
    await desk.apply(plan)
    const after = await keys()
    t.not(before?.fingerprint, after?.fingerprint)
    t.equal(after && (await desk.store.vault.readSecret(after)), 'not-a-real-new-secret')
    t.equal(
      before && (await desk.store.vault.readSecret(before)),
      'not-a-real-idp-secret',
      'for a gateway that has not reloaded',
    )
    await desk.run(text((each) => each.replace('path: /ann/**', 'path: /a/**')))
    t.equal(before && (await desk.store.vault.readSecret(before)), undefined)
  },
)

t.test('a lock that is held is waited for, then told with its holder', async (t) => {
  const desk = await startDesk(t)
  const plan = await desk.plan(text())
  const lease = await desk.store.lock.acquire('state', { wait: 1_000, operation: 'apply' })
  const options = { env: 'default', lockWait: 50, report: () => {} }
  t.equal(await codeOf(applyPlan(desk.ports(), plan, options)), 'STATE_LOCKED')
  await lease.release()
  t.equal(await codeOf(applyPlan(desk.ports(), plan, options)), 'done')
})

t.test(
  'another issuer gets no old grant either, with the same client and token endpoint',
  async (t) => {
    const desk = await startDesk(t)
    const { issuer, endpoints } = desk.world.provider
    const explicit = `endpoints: { authorization: ${endpoints.authorization}, token: ${endpoints.token}, revocation: ${endpoints.revocation} }`
    const declared = 'issuer: ${env:ISSUER}'
    await desk.run(text((each) => each.replace(declared, explicit)))
    await desk.consent(ann, 'ann')
    const yaml = text((each) => each.replace(declared, `issuer: ${issuer}\n    ${explicit}`))
    const plan = await desk.plan(yaml)
    t.match(
      plan.tokens.find((each) => each.connection === ann),
      {
        effect: 'reconsent',
        reasons: ['issuer_changed'],
        servesUntilThen: false,
        revokesOld: true,
      },
    )
    await desk.apply(plan)
    t.equal(desk.world.provider.revoked.length, 1)
    t.equal(await desk.auth(ann), 'pendingConsent never_consented')
  },
)
