/**
 * A client secret is tried before anything is committed, at a real provider.
 */
import { generateKeyPairSync } from 'node:crypto'
import t, { type Test } from 'tap'
import { refreshNow, served } from '../../src/engine/index.ts'
import { type Diagnostic, type Fetch, isCredmgrError } from '../../src/model/index.ts'
import { isEmpty, type Plan } from '../../src/plan/index.ts'
import { addressOf, ann, codeOf, type Desk, fetchNow, publicUrl, startDesk, text } from './desk.ts'
import { exchangeServer, exchanging } from './grant-servers.ts'

async function connected(test: Test): Promise<Desk> {
  const desk = await startDesk(test)
  await desk.run(text())
  await desk.consent(ann, 'ann')
  return desk
}

async function refusalOf(work: Promise<unknown>): Promise<readonly Diagnostic[]> {
  try {
    await work
    return []
  } catch (error) {
    if (isCredmgrError(error) && error.code === 'CONFIG_INVALID') return error.details.diagnostics
    throw error
  }
}

const place = ({ code, span }: Diagnostic): string =>
  `${code} ${span?.file}:${span?.line}:${span?.column}`
const kinds = ({ events }: Desk): readonly string[] => events.map(({ type }) => type)

/** A network on which a refresh token that was never issued tells nothing of the client. */
function silentOf(stored: readonly string[]): Fetch {
  return (url, init) => {
    const token = new URLSearchParams(String(init?.body)).get('refresh_token')
    if (token === null || stored.includes(token)) return fetchNow(url, init)
    return Promise.resolve(Response.json({ error: 'invalid_request' }, { status: 400 }))
  }
}

t.test(
  'a secret that the provider knows is verified without any grant, then committed',
  async (t) => {
    const desk = await connected(t)
    desk.rotate('not-a-real-second-secret')
    desk.secrets['SECRET'] = 'not-a-real-second-secret'
    const before = await desk.store.vault.read(ann)
    await desk.run(text())
    t.ok(kinds(desk).indexOf('verified') < kinds(desk).indexOf('committed'))
    t.strictSame(await desk.store.vault.read(ann), before, 'no grant was touched')
  },
)

t.test('where the provider gives no other proof, one grant is refreshed', async (t) => {
  const desk = await connected(t)
  desk.rotate('not-a-real-second-secret')
  desk.secrets['SECRET'] = 'not-a-real-second-secret'
  const before = await desk.store.vault.read(ann)
  await desk.applyWith(await desk.plan(text()), silentOf([before?.refreshToken ?? '']))
  t.ok(kinds(desk).indexOf('verified') < kinds(desk).indexOf('committed'))
  const after = await desk.store.vault.read(ann)
  t.notSame(after?.refreshToken, before?.refreshToken, 'the grant goes on with what it was given')
  t.equal(after?.intent, undefined)
  t.match(await desk.world.provider.introspect(after?.accessToken ?? ''), { active: true })
})

t.test(
  'a secret that the provider refuses changes nothing, and is told at its place',
  async (t) => {
    const desk = await connected(t)
    desk.secrets['SECRET'] = 'not-a-real-wrong-secret'
    const plan = await desk.plan(text())
    const found = await refusalOf(desk.apply(plan))
    t.strictSame(found.map(place), ['CM5003 c.yaml:10:19'])
    t.match(found[0], { label: 'value read from env SECRET', message: /\(invalid_client\)$/ })
    t.notMatch(JSON.stringify(found), 'not-a-real-wrong-secret')
    t.match(await desk.state(), { serial: 1 })
    t.equal(await desk.auth(ann), 'connected', 'the grant is as it was')
    t.equal((await desk.store.vault.read(ann))?.intent, undefined)
    desk.secrets['SECRET'] = 'not-a-real-idp-secret'
    t.ok(isEmpty(await desk.plan(text())))
  },
)

t.test('the plan that was refused stays valid, once the provider knows the secret', async (t) => {
  const desk = await connected(t)
  desk.secrets['SECRET'] = 'not-a-real-later-secret'
  const plan = await desk.plan(text())
  t.equal(await codeOf(desk.apply(plan)), 'CONFIG_INVALID')
  desk.rotate('not-a-real-later-secret')
  await desk.apply(plan)
  t.match(await desk.state(), { serial: 2 })
})

t.test('a wrong secret is refused though nobody has consented yet', async (t) => {
  const desk = await startDesk(t)
  await desk.run(text())
  desk.secrets['SECRET'] = 'not-a-real-wrong-secret'
  t.strictSame((await refusalOf(desk.run(text()))).map(place), ['CM5003 c.yaml:10:19'])
})

t.test('what nothing can try is said', async (t) => {
  const desk = await startDesk(t)
  await desk.run(text())
  desk.secrets['SECRET'] = 'not-a-real-wrong-secret'
  await desk.applyWith(await desk.plan(text()), silentOf([]))
  t.ok(kinds(desk).includes('unverified'))
  t.match(await desk.state(), { serial: 2 })
})

const machine = (more = ''): string =>
  text((each) =>
    each.replace(
      'connections:\n  idp/ann',
      `  robot:
    issuer: \${env:ISSUER}
    grant: clientCredentials
    clientId: credmgr
    clientSecret: { env: ROBOT }${more}
    scopes: [api.read]
connections:
  robot/orders: {}
  idp/ann`,
    ),
  )

t.test('a client that acts for itself is tried by a token of its own', async (t) => {
  const desk = await startDesk(t)
  desk.secrets['ROBOT'] = 'not-a-real-idp-secret'
  await desk.run(machine())
  desk.secrets['ROBOT'] = 'not-a-real-wrong-secret'
  t.strictSame((await refusalOf(desk.run(machine()))).map(place), ['CM5003 c.yaml:16:19'])
  desk.secrets['ROBOT'] = 'not-a-real-idp-secret'
  await desk.run(machine('\n    clientAuth: clientSecretPost'))
  t.ok(kinds(desk).includes('verified'), 'another way to present it is tried as well')
})

/** A network on which the token endpoint refuses with another error than the provider has chosen. */
function refusing(error: string, status: number): Fetch {
  return async (url, init) => {
    const response = await fetchNow(url, init)
    const isRefusal = String(url).endsWith('/token') && !response.ok
    return isRefusal ? Response.json({ error }, { status }) : response
  }
}

t.test('a refusal is taken for one of the client unless its error proves the client', async (t) => {
  const desk = await startDesk(t)
  desk.secrets['ROBOT'] = 'not-a-real-idp-secret'
  await desk.run(machine())
  desk.secrets['ROBOT'] = 'not-a-real-wrong-secret'
  const plan = await desk.plan(machine())
  for (const [error, status] of [
    ['access_denied', 403],
    ['invalid_request', 400],
  ] as const) {
    const found = await refusalOf(desk.applyWith(plan, refusing(error, status)))
    t.strictSame(found.map(place), ['CM5003 c.yaml:16:19'], error)
    t.match(found[0], {
      message: new RegExp(`\\(${error}\\)$`),
      help: [/^check it/, /--no-verify/],
    })
  }
  t.match(await desk.state(), { serial: 1 })
  await desk.applyWith(plan, refusing('invalid_scope', 400))
  t.ok(kinds(desk).includes('verified'), 'who is told about a scope has been recognized')
})

t.test('a secret that only one connection has is tried by that connection', async (t) => {
  const desk = await startDesk(t)
  const own = machine()
    .replace('    clientSecret: { env: ROBOT }\n', '')
    .replace('robot/orders: {}', 'robot/orders: { clientSecret: { env: ROBOT } }')
  desk.secrets['ROBOT'] = 'not-a-real-idp-secret'
  await desk.run(own)
  desk.secrets['ROBOT'] = 'not-a-real-wrong-secret'
  t.strictSame((await refusalOf(desk.run(own))).map(place), ['CM5003 c.yaml:18:33'])
})

t.test(
  'a provider that is down stops the apply before the commit, unless it is not asked',
  async (t) => {
    const desk = await connected(t)
    desk.secrets['SECRET'] = 'not-a-real-second-secret'
    const plan: Plan = await desk.plan(text())
    const down = async (url: string | URL, init?: RequestInit): Promise<Response> => {
      if (String(url).endsWith('/token')) throw new TypeError('fetch failed')
      return fetchNow(url, init)
    }
    t.equal(await codeOf(desk.applyWith(plan, down)), 'PROVIDER_UNREACHABLE')
    t.match(await desk.state(), { serial: 1 })
    await desk.apply(plan, { verify: false })
    t.match(await desk.state(), { serial: 2 })
  },
)

const key = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const pem = key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

/** A provider whose client signs its assertions. */
const signing = (alg = 'ES256'): string =>
  machine().replace(
    'clientSecret: { env: ROBOT }',
    `clientAuth: { privateKeyJwt: { key: { env: ROBOT }, alg: ${alg}, kid: key-1 } }`,
  )

/** Lets the provider know the client by its key. */
function knowKey({ world }: Desk): void {
  world.provider.setClient({
    clientId: 'credmgr',
    auth: 'private_key_jwt',
    key: { ...key.publicKey.export({ format: 'jwk' }), kid: 'key-1', alg: 'ES256' },
    redirectUris: [`${publicUrl}/-/callback/idp`],
    grants: ['clientCredentials'],
  })
}

t.test('a client that signs with a key of its own obtains a token', async (t) => {
  const desk = await startDesk(t)
  knowKey(desk)
  desk.secrets['ROBOT'] = pem
  await desk.run(signing())
  const orders = served(await desk.state())?.connections.get(addressOf('robot/orders'))
  if (orders === undefined) throw new Error('nothing is served')
  const ports = { store: desk.store, clock: desk.world.clock, fetch: fetchNow }
  const { accessToken = '' } = await refreshNow(ports, orders)
  t.match(await desk.world.provider.introspect(accessToken), { active: true })
  t.notMatch(JSON.stringify(await desk.state()), 'PRIVATE KEY')
})

t.test(
  'what is no key for the algorithm is told at its place, before anything is asked',
  async (t) => {
    const desk = await startDesk(t)
    const sec1 = key.privateKey.export({ type: 'sec1', format: 'pem' }).toString()
    for (const [text, alg, problem] of [
      [pem, 'RS256', 'is no private key for RS256'],
      ['not-a-real-key', 'ES256', 'is neither PEM nor a JSON Web Key'],
      [sec1, 'ES256', 'is a PEM file of "EC PRIVATE KEY"'],
    ] as const) {
      desk.secrets['ROBOT'] = text
      const plan = await desk.check(signing(alg))
      t.match(plan.diagnostics.map(place), ['CM2005 c.yaml:16:41'])
      t.match(plan.diagnostics[0]?.message, problem)
      t.notMatch(JSON.stringify(plan.diagnostics), text.slice(30, 60) || 'not-a-real-key')
    }
  },
)

t.test('a client may prove itself by its secret without sending it', async (t) => {
  const desk = await startDesk(t)
  const clientSecret = 'not-a-real-secret-of-more-than-32-bytes'
  desk.world.provider.setClient({
    clientId: 'credmgr',
    clientSecret,
    auth: 'client_secret_jwt',
    redirectUris: [`${publicUrl}/-/callback/idp`],
    grants: ['clientCredentials'],
  })
  desk.secrets['ROBOT'] = clientSecret
  await desk.run(machine('\n    clientAuth: clientSecretJwt'))
  const orders = served(await desk.state())?.connections.get(addressOf('robot/orders'))
  if (orders === undefined) throw new Error('nothing is served')
  const sent: string[] = []
  const watching: Fetch = (url, init) => {
    sent.push(`${JSON.stringify(init?.headers)} ${String(init?.body)}`)
    return fetchNow(url, init)
  }
  const ports = { store: desk.store, clock: desk.world.clock, fetch: watching }
  const { accessToken = '' } = await refreshNow(ports, orders)
  t.match(await desk.world.provider.introspect(accessToken), { active: true })
  t.notMatch(sent.join(), clientSecret)
})

/** As if the client had both secrets at the provider, which knows only the first. */
const withBoth: Fetch = (url, init) => {
  const headers = new Headers(init?.headers)
  const [, encoded = ''] = headers.get('authorization')?.split(' ') ?? []
  const sent = decodeURIComponent(Buffer.from(encoded, 'base64').toString())
  if (sent === 'credmgr:not-a-real-next-secret') {
    const known = Buffer.from('credmgr:not-a-real-idp-secret').toString('base64')
    headers.set('authorization', `Basic ${known}`)
  }
  return fetchNow(url, { ...init, headers })
}

const withNext = (): string =>
  text((each) =>
    each.replace('{ env: SECRET }', '{ env: SECRET }\n    nextClientSecret: { env: NEXT }'),
  )

t.test('of two secrets each that changes is tried, though the other would do', async (t) => {
  const desk = await connected(t)
  desk.secrets['NEXT'] = 'not-a-real-wrong-secret'
  const wrong = await refusalOf(desk.applyWith(await desk.plan(withNext()), withBoth))
  t.strictSame(wrong.map(place), ['CM5003 c.yaml:11:23'])
  t.match(wrong[0]?.message, 'refuses the next client secret of "provider.idp"')
  t.match(await desk.state(), { serial: 1 })

  desk.secrets['NEXT'] = 'not-a-real-next-secret'
  await desk.applyWith(await desk.plan(withNext()), withBoth)
  t.equal(kinds(desk).filter((each) => each === 'verified').length, 1, 'the other is as it was')

  desk.secrets['SECRET'] = 'not-a-real-wrong-secret'
  const first = await refusalOf(desk.applyWith(await desk.plan(withNext()), withBoth))
  t.strictSame(first.map(place), ['CM5003 c.yaml:10:19'])
  desk.secrets['NEXT'] = 'not-a-real-other-wrong-secret'
  const both = await desk.plan(
    withNext().replace('\n    scopes', '\n    clientAuth: clientSecretBasic\n    scopes'),
  )
  const refused = await refusalOf(desk.applyWith(both, withBoth))
  t.strictSame(refused.map(place).sort(), ['CM5003 c.yaml:10:19', 'CM5003 c.yaml:11:23'])
  t.equal(await desk.auth(ann), 'connected')
})

t.test('the secret that stays is tried when the one that took its place is dropped', async (t) => {
  const desk = await connected(t)
  desk.secrets['NEXT'] = 'not-a-real-next-secret'
  await desk.applyWith(await desk.plan(withNext()), withBoth)
  desk.rotate('not-a-real-next-secret')
  const found = await refusalOf(desk.run(text()))
  t.strictSame(found.map(place), ['CM5003 c.yaml:10:19'])
  desk.secrets['SECRET'] = 'not-a-real-next-secret'
  await desk.run(text())
  t.ok(kinds(desk).includes('verified'))
})

t.test('a key that changes is tried, and told at its place', async (t) => {
  const desk = await startDesk(t)
  knowKey(desk)
  desk.secrets['ROBOT'] = pem
  await desk.run(signing())
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  desk.secrets['ROBOT'] = other.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const found = await refusalOf(desk.run(signing()))
  t.strictSame(found.map(place), ['CM5003 c.yaml:16:41'])
  t.match(found[0]?.message, 'refuses the client key of "provider.robot"')
})

t.test('an exchange is not tried while there is nothing to exchange', async (t) => {
  const { origin, seen } = await exchangeServer(t)
  const desk = await startDesk(t)
  const yaml = exchanging(origin)
  await desk.run(yaml)
  const changed = yaml.replace('audience:', 'clientAuth: clientSecretPost\n    audience:')
  await desk.run(changed)
  t.ok(kinds(desk).includes('unverified'))
  t.equal(seen.length, 0)
  await desk.consent(ann, 'ann')
  await desk.run(yaml)
  t.ok(kinds(desk).includes('verified'))
  t.equal(seen.length, 1)
})
