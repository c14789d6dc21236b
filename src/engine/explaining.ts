import {
  type AccessConditions,
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
    readonly conditions: AccessConditions | undefined
  }[]
  /**
   * Routes that take the connection's token in the caller's name, or in the gateway's own, and by which
   * the caller may use it, if he may by any.
   */
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
  const isLetBy = (route: string): boolean => {
    const { allowed } = mayUse(specs, caller, connection, { route })
    return allowed || !mayUse(specs, caller, connection).allowed
  }
  const routes = ofKind(config.resources, 'route').filter(({ name, spec }) => {
    const takes = contextsOf(spec).some(
      (each) => each.connection === connection && each.managed === isManaged,
    )
    return takes && isLetBy(name)
  })
  return {
    decision: mayUse(specs, caller, connection),
    policies: covering.map(({ name, origin, spec }) => ({
      name,
      origin,
      matching: spec.allow.filter((principal) => isPrincipal(caller, principal)),
      conditions: spec.conditions,
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
