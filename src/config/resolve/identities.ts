import { type IdentitySpec, type Resource, resourceAddress } from '../../model/index.ts'
import { type Entry, itemsOf, member, textOf } from '../tree.ts'
import { declaration, type Resolving, recordOf, secretOf, sortedSet, textsOf } from './context.ts'
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
  if (apiKey !== undefined) return { type: 'apiKey', apiKey }
  const issuer = member(value, 'issuer')
  urlOf(issuer, { query: false }, problems)
  const audience = member(value, 'audience')
  const algorithms = member(value, 'algorithms')
  const tolerance = member(value, 'clockTolerance')
  return {
    type: 'oidc',
    issuer: textOf(issuer) ?? '',
    audience: sortedSet(audience?.kind === 'list' ? textsOf(audience) : [textOf(audience) ?? '']),
    algorithms: sortedSet(
      itemsOf(algorithms).length > 0 ? textsOf(algorithms) : standardAlgorithms,
    ),
    claims: recordOf(member(value, 'claims')),
    clockTolerance: durationOf(tolerance, { least: '0s', most: '10m' }, problems) ?? 30_000,
  }
}
