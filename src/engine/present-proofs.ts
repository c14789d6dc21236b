import {
  type ClientSecretKeys,
  ofKind,
  type PendingRevocation,
  type ProviderSpec,
  type State,
} from '../model/index.ts'
import { clientKeys, clientKeysIn, providerOf, servedConnections } from './serving.ts'

/** How a client proves itself. */
interface Proof {
  readonly clientAuth: ProviderSpec['clientAuth']
  readonly keys: ClientSecretKeys
}

/**
 * How clients prove themselves now: it may have been replaced since, or by the same plan.
 *
 * @returns What is pending, with that in the place of what was recorded.
 */
export function presentProofs({
  resources,
}: State): (pending: PendingRevocation) => PendingRevocation {
  const proofs = proofsByClient(resources)
  return (pending) => withProof(pending, proofs.get(clientOf(pending)))
}

function proofsByClient(resources: State['resources']): ReadonlyMap<string, Proof> {
  const ofConnections = [...servedConnections(resources).values()].map((each) => ({
    client: clientOf(each),
    proof: { clientAuth: each.provider.clientAuth, keys: clientKeysIn(each) },
  }))
  const ofProviders = ofKind(resources, 'provider').map((resource) => {
    const provider = providerOf(resource)
    const { clientId, clientAuth } = provider
    const client = clientOf({ clientId, provider })
    return { client, proof: { clientAuth, keys: clientKeys(resource) } }
  })
  const proving = [...ofConnections, ...ofProviders].filter(
    ({ proof }) => Object.keys(proof.keys).length > 0,
  )
  return new Map(proving.map(({ client, proof }) => [client, proof]))
}

function withProof(pending: PendingRevocation, proof: Proof | undefined): PendingRevocation {
  if (proof === undefined) return pending
  const { clientAuth, keys } = proof
  return { ...withoutKeys(pending), ...keys, provider: { ...pending.provider, clientAuth } }
}

function withoutKeys({
  clientSecret: _secret,
  nextClientSecret: _next,
  clientKey: _key,
  clientCertificate: _certificate,
  assertionKey: _assertion,
  ...pending
}: PendingRevocation): PendingRevocation {
  return pending
}

/** Equal for two that are one client: by its id, and where it is known by that. */
function clientOf({
  clientId,
  provider,
}: Pick<PendingRevocation, 'clientId' | 'provider'>): string {
  return JSON.stringify([clientId, serverOf(provider)])
}

function serverOf({ issuer, endpoints }: ProviderSpec): string | undefined {
  return issuer ?? endpoints.token
}
