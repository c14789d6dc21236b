import {
  type IdentitySpec,
  type LoginSpec,
  type Resource,
  resourceAddress,
} from '../../model/index.ts'
import { type Entry, itemsOf, member, type Node, textOf } from '../tree.ts'
import {
  compact,
  declaration,
  type Resolving,
  recordOf,
  secretOf,
  sortedSet,
  textsOf,
} from './context.ts'
import { durationOf } from './durations.ts'
import { urlOf } from './urls.ts'

const standardAlgorithms = ['RS256', 'PS256', 'ES256', 'EdDSA']

/** One identity with its defaults; what a verifier needs and no more. */
export function resolveIdentity(context: Resolving, entry: Entry): Resource<'identity'> {
  return {
    address: resourceAddress('identity', entry.name),
    kind: 'identity',
    name: entry.name,
    spec: specOf(context, entry),
    dependsOn: [],
    ...declaration(context, entry, 'identities'),
  }
}

function specOf({ problems }: Resolving, { value }: Entry): IdentitySpec {
  const apiKey = secretOf(member(value, 'apiKey'))
  const nextApiKey = secretOf(member(value, 'nextApiKey'))
  if (apiKey !== undefined) return compact({ type: 'apiKey' as const, apiKey, nextApiKey })
  const issuer = member(value, 'issuer')
  urlOf(issuer, { query: false }, problems)
  const audience = member(value, 'audience')
  const algorithms = member(value, 'algorithms')
  const tolerance = member(value, 'clockTolerance')
  const login = loginOf(member(value, 'login'))
  return {
    type: 'oidc',
    issuer: textOf(issuer) ?? '',
    audience: sortedSet(audience?.kind === 'list' ? textsOf(audience) : [textOf(audience) ?? '']),
    algorithms: sortedSet(
      itemsOf(algorithms).length > 0 ? textsOf(algorithms) : standardAlgorithms,
    ),
    claims: recordOf(member(value, 'claims')),
    clockTolerance: durationOf(tolerance, { least: '0s', most: '10m' }, problems) ?? 30_000,
    ...(login !== undefined && { login }),
  }
}

/** What OpenID Connect Core 1.0 section 5.4 has for who somebody is. */
const standardScopes = ['email', 'openid', 'profile']

function loginOf(node: Node | undefined): LoginSpec | undefined {
  if (node === undefined) return undefined
  const written = member(node, 'scopes')
  const scopes = written === undefined ? standardScopes : ['openid', ...textsOf(written)]
  return compact({
    clientId: textOf(member(node, 'clientId')) ?? '',
    clientSecret: secretOf(member(node, 'clientSecret')),
    scopes: sortedSet(scopes),
  })
}
