import {
  type Caller,
  type Config,
  type ConnectionAddress,
  type Origin,
  ofKind,
  type Principal,
  type RouteSpec,
} from '../model/index.ts'
import { type AccessDecision, isPrincipal, mayUse } from './access.ts'

/** Whether a caller may use a connection, and by what. */
export interface AccessExplanation {
  readonly decision: AccessDecision
  /** The access policies that cover the connection; `matching` are the principals that the caller is. */
  readonly policies: readonly {
    readonly name: string
    readonly origin: Origin
    readonly matching: readonly Principal[]
  }[]
  /** Routes that take the connection's token in the caller's name, or in the gateway's own. */
  readonly routes: readonly { readonly name: string; readonly origin: Origin }[]
}

/** Explains what the gateway would decide, with its own evaluator, of a configuration as declared. */
export function explainAccess(
  config: Config,
  caller: Caller,
  connection: ConnectionAddress,
): AccessExplanation {
  const policies = ofKind(config.resources, 'accessPolicy')
  const specs = policies.map(({ spec }) => spec)
  const covering = policies.filter(({ spec }) => {
    const decision = mayUse([spec], caller, connection)
    return decision.allowed || decision.reason !== 'no_policy'
  })
  const isManaged = caller.type === 'managed'
  const routes = ofKind(config.resources, 'route').filter(({ spec }) =>
    contextsOf(spec).some((each) => each.connection === connection && each.managed === isManaged),
  )
  return {
    decision: mayUse(specs, caller, connection),
    policies: covering.map(({ name, origin, spec }) => ({
      name,
      origin,
      matching: spec.allow.filter((principal) => isPrincipal(caller, principal)),
    })),
    routes: routes.map(({ name, origin }) => ({ name, origin })),
  }
}

/** Which connections a route asks for, and in whose name. */
function contextsOf({
  policies,
}: RouteSpec): readonly { readonly connection: string; readonly managed: boolean }[] {
  return policies
    .filter(({ policy }) => policy === 'get-authorization-context')
    .map(({ options }) => ({
      connection: String(options['connection']),
      managed: options['identityType'] === 'managed',
    }))
}
