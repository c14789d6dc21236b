import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { startWorld, type World } from './world.ts'

const kinds = ['service', 'person', 'group', 'claims', 'key', 'gateway'] as const

const allow: { readonly [Kind in (typeof kinds)[number]]: string } = {
  service:
    '{ servicePrincipal: { identity: corp, tenantId: t-1, objectId: app-1, appIds: [client-1] } }',
  person: '{ user: { identity: corp, tenantId: t-1, objectId: ann-1 } }',
  group: '{ group: { identity: corp, objectId: g-1 } }',
  claims: "{ claims: { identity: corp, sub: 'repo:acme/app', environment: prod } }",
  key: '{ apiKey: batch }',
  gateway: '{ managedIdentity: gateway }',
}

/** One connection, one policy and one route for every kind of principal, and one for the error that is ignored. */
const config = `version: 1
gateway:
  publicUrl: \${env:PUBLIC_URL}
  listen: \${env:LISTEN}
  admin:
    listen: \${env:ADMIN_LISTEN}
identities:
  corp:
    issuer: \${env:ISSUER}
    audience: api://credmgr
  batch:
    apiKey: { env: BATCH_KEY }
providers:
  machine:
    issuer: \${env:ISSUER}
    grant: clientCredentials
    clientId: robot
    clientSecret: { file: ./robot.secret }
    scopes: [api.read]
connections:
${kinds.map((kind) => `  machine/${kind}: {}\n`).join('')}
accessPolicies:
${kinds.map((kind) => `  ${kind}:\n    connections: [machine/${kind}]\n    allow: [${allow[kind]}]\n`).join('')}
routes:
${kinds
  .map((kind) => {
    const identityType = kind === 'gateway' ? 'managed' : 'jwt'
    return `  ${kind}:
    match: { path: /${kind} }
    upstream: \${env:UPSTREAM}
    policies:
      - get-authorization-context: { connection: machine/${kind}, identityType: ${identityType} }
      - set-header: { Authorization: 'Bearer {{ auth.accessToken }}' }
`
  })
  .join('')}
  tolerant:
    match: { path: /tolerant }
    upstream: \${env:UPSTREAM}
    policies:
      - get-authorization-context: { connection: machine/person, ignoreError: true }
      - set-header: { Authorization: 'Bearer {{ auth.accessToken }}', X-Tried: 'yes' }
`

let world: World

t.before(async () => {
  world = await startWorld()
  await world.configure(config)
  const secret = join(world.directory, 'robot.secret')
  await writeFile(secret, `${world.env['ROBOT_SECRET']}\n`)
  await chmod(secret, 0o600)
  await world.ok(['apply', '--auto-approve'])
  await world.serve()
})

t.teardown(() => world?.stop())

t.test('each kind of principal opens its own connection and no other', async (t) => {
  const token = async (claims: Record<string, unknown>): Promise<RequestInit> => ({
    headers: { authorization: `Bearer ${await world.callerToken(claims)}` },
  })
  const person = { oid: 'ann-1', sub: 'pairwise', tid: 't-1', scp: 'use' }
  const callers: readonly [string, RequestInit, readonly string[]][] = [
    [
      'the application',
      await token({ oid: 'app-1', sub: 'app-1', tid: 't-1', azp: 'client-1' }),
      ['service'],
    ],
    [
      'another application of it',
      await token({ oid: 'app-1', sub: 'app-1', tid: 't-1', azp: 'client-2' }),
      [],
    ],
    [
      'the same ids in another tenant',
      await token({ oid: 'app-1', sub: 'app-1', tid: 't-2', azp: 'client-1' }),
      [],
    ],
    ['the person', await token(person), ['person']],
    [
      'the person in the group',
      await token({ ...person, groups: ['g-1', 'g-2'] }),
      ['person', 'group'],
    ],
    ['a stranger in the group', await token({ oid: 'x', sub: 'y', groups: ['g-1'] }), ['group']],
    ['the job', await token({ sub: 'repo:acme/app', environment: 'prod' }), ['claims']],
    ['the job elsewhere', await token({ sub: 'repo:acme/app', environment: 'dev' }), []],
    ['the key', {}, ['key']],
  ]
  for (const [who, init, open] of callers) {
    for (const kind of kinds) {
      // The gateway acts for itself there: whoever is authenticated may call.
      const expected = kind === 'gateway' || open.includes(kind) ? 200 : 403
      const response = await world.call(`/${kind}`, init)
      t.equal(response.status, expected, `${who} at ${kind}`)
      const body = await response.json()
      if (expected === 403) t.match(body, { code: 'access_denied', reason: 'no_match' })
    }
  }
  t.equal((await world.call('/gateway', { headers: {} })).status, 401, 'but not whoever is not')
})

t.test('with ignoreError a denied caller goes on without any token', async (t) => {
  const response = await world.call('/tolerant')
  t.equal(response.status, 401, 'the upstream’s own answer')
  const { headers } = world.upstream.last()
  t.equal(headers['x-tried'], 'yes')
  t.equal(headers.authorization, undefined)
})
