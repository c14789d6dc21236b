import {
  type ClientRegistration,
  CredmgrError,
  canStayRegistered,
  type Diagnostic,
  type Endpoints,
  ofKind,
  type Resource,
  type ResourceAddress,
  registrationOf,
  type Span,
  type State,
  type StateResource,
} from '../model/index.ts'
import type { Plan } from '../plan/index.ts'

/** A client that is to be registered. */
export interface WantedRegistration {
  readonly address: ResourceAddress
  /** Name of the provider. */
  readonly name: string
  /** The client registration endpoint. */
  readonly endpoint: string
  readonly client: ClientRegistration
}

/** What decides it. */
export interface RegistrationBasis {
  readonly plan: Plan
  /** The resources as applied, at the addresses that the plan gives them. */
  readonly applied: State['resources']
  readonly discovered: ReadonlyMap<ResourceAddress, Endpoints>
}

/**
 * Decides which clients a plan registers: one for each provider that asks for it and has none that could
 * stay.
 *
 * @throws `CONFIG_INVALID` with `CM5004` at each provider whose server registers nobody
 */
export function wantedRegistrations({
  plan,
  applied,
  discovered,
}: RegistrationBasis): readonly WantedRegistration[] {
  const before = new Map(ofKind(applied, 'provider').map((each) => [each.address, each]))
  const wanted = plan.changes.flatMap(({ action, address, after }) => {
    const former = action === 'update' ? before.get(address) : undefined
    const client = clientToRegister(after, former)
    if (after?.kind !== 'provider' || client === undefined) return []
    const found = discovered.get(address) ?? former?.discovered
    const endpoint = after.spec.endpoints.registration ?? found?.registration
    return [{ provider: after, endpoint, client }]
  })
  const diagnostics = wanted.flatMap(({ endpoint, provider }) =>
    endpoint === undefined ? [withoutEndpoint(provider)] : [],
  )
  if (diagnostics.length > 0) {
    throw new CredmgrError('CONFIG_INVALID', 'a client cannot be registered', { diagnostics })
  }
  return wanted.flatMap(({ provider: { address, name }, endpoint, client }) =>
    endpoint === undefined ? [] : [{ address, name, endpoint, client }],
  )
}

/** @returns `undefined` for a client that is declared, and where the registered one can stay. */
function clientToRegister(
  after: Resource | undefined,
  former: StateResource<'provider'> | undefined,
): ClientRegistration | undefined {
  const client = after?.kind === 'provider' ? registrationOf(after.spec) : undefined
  const known = former?.registered?.client
  if (client === undefined || known === undefined) return client
  return canStayRegistered(known, client) ? undefined : client
}

function withoutEndpoint(provider: Resource): Diagnostic {
  return {
    code: 'CM5004',
    severity: 'error',
    message: `the issuer of "${provider.address}" names no endpoint at which clients are registered`,
    span: nameIn(provider),
    help: [
      'register a client there by hand, and declare its clientId',
      'or, where there is one that it does not name: endpoints.registration',
    ],
  }
}

/** A provider has no secret of its own to point at, only the name under which it is declared. */
function nameIn({ name, origin }: Resource): Span {
  return { ...origin, endLine: origin.line, endColumn: origin.column + name.length }
}
