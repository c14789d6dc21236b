/**
 * Consents that begin with a login: `p0/bot` may be connected by `ann` only, as `corp` or `staff` says
 * who that is. Each of the two is a real OpenID provider; `corp` has a client with a secret.
 *
 * @module
 */
import type { Test } from 'tap'
import type { Served, ServedIdentity } from '../../src/engine/index.ts'
import {
  loginSecretPointer,
  type Principal,
  resourceAddress,
  type SecretKey,
} from '../../src/model/index.ts'
import {
  type AuthorizationServer,
  startAuthorizationServer,
} from '../support/authorization-server.ts'
import {
  type CallbackSide,
  type CallbackWorld,
  type Click,
  publicUrl,
  startCallbackWorld,
  type Weakening,
} from './callback-world.ts'

export const identityNames = ['corp', 'staff'] as const

export type IdentityName = (typeof identityNames)[number]

export interface LoginWorld extends CallbackWorld {
  readonly issuers: { readonly [Name in IdentityName]: AuthorizationServer }
  /** The logins, seen as callbacks of their own. */
  readonly logins: CallbackSide
  /** Presses the button of `identity` and logs in. @returns Where its issuer sends the browser. */
  loginAt(path: string, as: LoginAs): Promise<{ readonly back: URL; readonly click: Click }>
  /** As that, and follows it. */
  logIn(
    path: string,
    as: LoginAs,
  ): Promise<{ readonly response: Response; readonly cookie: string }>
  /** Who may give the consent from now on. */
  setIdentities(change: (served: Served['identities']) => Served['identities']): void
}

export interface LoginAs {
  readonly login: string
  readonly cookie?: string
  readonly identity?: IdentityName
}

export interface LoginWorldOptions {
  readonly weakening?: Weakening
  /** Absent: `ann`, by either identity. */
  readonly by?: readonly Principal[]
  readonly count?: number
}

const secret = 'not-a-real-secret-of-the-login'

export async function startLoginWorld(
  t: Test,
  { weakening = {}, by = identityNames.map(annOf), count = 4 }: LoginWorldOptions = {},
): Promise<LoginWorld> {
  const corp = await startIssuer(t, 'corp', secret)
  const staff = await startIssuer(t, 'staff')
  const loginSecret = {
    address: resourceAddress('identity', 'corp'),
    pointer: loginSecretPointer,
    fingerprint: 'corp',
  } as SecretKey
  let identities: Served['identities'] = [
    { ...identityOf('corp', corp), loginSecret },
    identityOf('staff', staff),
  ]
  const world = await startCallbackWorld(t, {
    count,
    weakening,
    consentBy: { p0: by },
    identities: () => identities,
  })
  await world.store.vault.writeSecret(loginSecret, secret)

  const loginAt: LoginWorld['loginAt'] = async (path, { login, cookie, identity = 'corp' }) => {
    const click = await world.click(path, cookie, { identity })
    return { click, back: await world.consentAt(click.authorizationUrl, login) }
  }
  return {
    ...world,
    issuers: { corp, staff },
    logins: loginSide(world),
    loginAt,
    async logIn(path, as) {
      const { click, back } = await loginAt(path, as)
      return { response: await world.comeBack(back, click.cookie), cookie: click.cookie }
    },
    setIdentities(change) {
      identities = change(identities)
    },
  }
}

export function annOf(identity: string): Principal {
  return { type: 'user', identity, subject: 'ann', appIds: [] }
}

/** A link goes to `p0/bot`, and its path remembers with whom to log in. */
function loginSide(world: CallbackWorld): CallbackSide {
  const identities = new Map<string, string>()
  const completed = new Map<string, number>()
  return {
    names: identityNames,
    callbackPath: '/-/login/',
    forward: world.forward,
    consentAt: world.consentAt,
    async link(name) {
      const path = await world.link('p0')
      identities.set(path, name)
      return path
    },
    click: (path, cookie) => world.click(path, cookie, { identity: identities.get(path) ?? '' }),
    async comeBack(url, cookie) {
      const response = await world.comeBack(url, cookie)
      const name = url.pathname.split('/').at(-1) ?? ''
      if (response.status === 303) completed.set(name, (completed.get(name) ?? 0) + 1)
      return response
    },
    generation: async (name) => completed.get(name) ?? 0,
  }
}

async function startIssuer(
  t: Test,
  name: IdentityName,
  clientSecret?: string,
): Promise<AuthorizationServer> {
  const server = await startAuthorizationServer({
    clients: [
      {
        clientId: `login-${name}`,
        ...(clientSecret === undefined ? {} : { clientSecret }),
        redirectUris: [`${publicUrl}/-/login/${name}`, `${publicUrl}/-/login/elsewhere`],
      },
    ],
  })
  t.teardown(() => server.stop())
  return server
}

function identityOf(name: IdentityName, { issuer }: AuthorizationServer): ServedIdentity {
  return {
    name,
    spec: {
      type: 'oidc',
      issuer,
      audience: ['api://credmgr'],
      algorithms: ['RS256'],
      claims: {},
      clockTolerance: 30_000,
      login: { clientId: `login-${name}`, scopes: ['email', 'openid', 'profile'] },
    },
  }
}
