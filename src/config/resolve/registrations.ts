import {
  type ConnectionSpec,
  type GatewaySpec,
  type GrantType,
  grantNatures,
  type ProviderSpec,
  type RegistrationSpec,
  type Resource,
} from '../../model/index.ts'
import { nameOf } from '../naming.ts'
import { quote } from '../secret-text.ts'
import { type Entry, entryOf, knownText, member, type Node } from '../tree.ts'
import { compact, type Resolving, secretOf, sortedSet } from './context.ts'

/** How a client is to be registered, as far as its own provider says it. */
export function registrationOf(node: Node): RegistrationSpec | undefined {
  const registration = member(node, 'registration')
  if (registration === undefined) return undefined
  return compact({
    clientName: knownText(member(registration, 'clientName')) ?? 'credmgr',
    redirectUris: [],
    scopes: [],
    initialAccessToken: secretOf(member(registration, 'initialAccessToken')),
  })
}

/** The provider with what only the whole configuration says of its client. */
export function withRegistration(
  provider: Resource<'provider'>,
  gateway: GatewaySpec,
  connections: readonly Pick<ConnectionSpec, 'scopes'>[],
): Resource<'provider'> {
  const { name, spec } = provider
  const { registration, grant, scopes } = spec
  if (registration === undefined) return provider
  const isByBrowser = grantNatures[grant].consent === 'browser'
  const redirectUris = isByBrowser ? [`${gateway.publicUrl}/-/callback/${name}`] : []
  const all = sortedSet([...scopes, ...connections.flatMap((each) => each.scopes)])
  return {
    ...provider,
    spec: { ...spec, registration: { ...registration, redirectUris, scopes: all } },
  }
}

/** Grants with a client that is known by what it registers alone. */
const registrable: readonly GrantType[] = ['authorizationCode', 'deviceCode', 'clientCredentials']

/** What goes with a client that is registered, and what does not. */
export function checkRegistration(
  context: Resolving,
  provider: Entry,
  { grant, clientAuth, issuer, endpoints }: ProviderSpec,
): void {
  const { problems } = context
  const registration = entryOf(provider.value, 'registration')
  if (registration === undefined) return
  for (const field of ['clientId', 'clientSecret', 'nextClientSecret']) {
    const declared = entryOf(provider.value, field)
    if (declared === undefined) continue
    problems.error(
      'CM1007',
      declared.key,
      `${quote(field)} and "registration" exclude each other`,
      {
        label: 'the server assigns it',
        related: { range: registration.key, label: 'registered by apply' },
      },
    )
  }
  const refuse = (what: string, label: string): void => {
    const message = `"registration" and ${what} exclude each other`
    problems.error('CM1007', registration.key, message, { label })
  }
  if (!registrable.includes(grant)) refuse(`the grant ${grant}`, 'no client is registered for it')
  if (typeof clientAuth !== 'string') {
    refuse('this "clientAuth"', 'a registered client has a secret, or none')
  }
  const isDiscovered = issuer !== undefined && endpoints.token === undefined
  if (isDiscovered || endpoints.registration !== undefined) return
  const owner = nameOf(['providers', provider.name])
  problems.error('CM1006', registration.key, `${owner} lacks "endpoints.registration"`, {
    label: 'the client is registered there',
    help: ['with an issuer and no endpoints, apply discovers it'],
  })
}
