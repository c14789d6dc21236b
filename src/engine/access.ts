import {
  type AccessPolicySpec,
  type Caller,
  type ConnectionAddress,
  isJsonObject,
  type JsonObject,
  type Principal,
  partsOf,
} from '../model/index.ts'

export type AccessDecision =
  | { readonly allowed: true }
  | {
      readonly allowed: false
      /**
       * `no_policy`: nobody may use the connection. `groups_overage`: a group is allowed, and the
       * token names too many groups to list them (Entra ID then sends `_claim_names`).
       * `conditions_not_met`: the caller may use it, and not by this route or with this method.
       */
      readonly reason: 'no_policy' | 'no_match' | 'groups_overage' | 'conditions_not_met'
    }

/** How a connection is to be used. What is absent is not known, and fits every condition. */
export interface Way {
  /** Name of the route. */
  readonly route?: string
  /** Of the caller's request. */
  readonly method?: string
}

/** The one place that decides whether `caller` may use `connection`. Nothing is allowed unless a policy allows it. */
export function mayUse(
  policies: readonly AccessPolicySpec[],
  caller: Caller,
  connection: ConnectionAddress,
  way: Way = {},
): AccessDecision {
  const covering = policies.filter((policy) => covers(policy, connection))
  if (covering.length === 0) return { allowed: false, reason: 'no_policy' }
  const isAllowed = (policy: AccessPolicySpec): boolean =>
    policy.allow.some((principal) => isPrincipal(caller, principal))
  const [here, elsewhere] = [true, false].map((holds) =>
    covering.filter((policy) => fits(policy, way) === holds),
  )
  if (here?.some(isAllowed)) return { allowed: true }
  if (here?.some(({ allow }) => allow.some((principal) => mayBeHidden(caller, principal)))) {
    return { allowed: false, reason: 'groups_overage' }
  }
  return { allowed: false, reason: elsewhere?.some(isAllowed) ? 'conditions_not_met' : 'no_match' }
}

/** Whether what is decided of `connection` may differ from one method to another. */
export function dependsOnMethod(
  policies: readonly AccessPolicySpec[],
  connection: ConnectionAddress,
): boolean {
  return policies.some((policy) => {
    const { methods = [] } = policy.conditions ?? {}
    return methods.length > 0 && covers(policy, connection)
  })
}

function fits({ conditions }: AccessPolicySpec, { route, method }: Way): boolean {
  const { routes = [], methods = [] } = conditions ?? {}
  return isAmong(route, routes) && isAmong(method, methods)
}

function isAmong(value: string | undefined, allowed: readonly string[]): boolean {
  return value === undefined || allowed.length === 0 || allowed.includes(value)
}

/** Whether `policy` speaks of `connection`, by its address or by `provider/*`. */
function covers(policy: AccessPolicySpec, connection: ConnectionAddress): boolean {
  const everyOfProvider = `${partsOf(connection).provider}/*`
  return policy.connections.some((each) => each === connection || each === everyOfProvider)
}

/** Whether `caller` is `principal`. Strings are compared exactly. */
export function isPrincipal(caller: Caller, principal: Principal): boolean {
  if (principal.type === 'managedIdentity') return caller.type === 'managed'
  // No connection that is declared by itself was made in the name of a caller.
  if (principal.type === 'owner') return false
  if (caller.type === 'managed' || caller.identity !== principal.identity) return false
  if (principal.type === 'apiKey') return caller.type === 'apiKey'
  return caller.type === 'oidc' && claimsMatch(caller.claims, principal)
}

type ClaimsPrincipal = Exclude<Principal, { readonly type: 'managedIdentity' | 'apiKey' | 'owner' }>

function claimsMatch(claims: JsonObject, principal: ClaimsPrincipal): boolean {
  switch (principal.type) {
    case 'claims':
      return Object.entries(principal.claims).every(([name, value]) =>
        claimHas(claims, name, value),
      )
    case 'group':
      return tenantMatches(claims, principal.tenantId) && groupMatches(claims, principal.objectId)
    case 'servicePrincipal':
      return (
        isApplication(claims) &&
        own(claims, 'oid') === principal.objectId &&
        sees(claims, principal)
      )
    case 'user':
      return !isApplication(claims) && isPerson(claims, principal) && sees(claims, principal)
    default:
      return unreachable(principal)
  }
}

/** A claim that is an array must contain the value; a claim that is a string must be it. */
function claimHas(claims: JsonObject, name: string, value: string): boolean {
  const claim = own(claims, name)
  return Array.isArray(claim) ? claim.includes(value) : claim === value
}

function own(claims: JsonObject, name: string): JsonObject[string] | undefined {
  return Object.hasOwn(claims, name) ? claims[name] : undefined
}

function tenantMatches(claims: JsonObject, tenantId: string | undefined): boolean {
  return tenantId === undefined || own(claims, 'tid') === tenantId
}

function groupMatches(claims: JsonObject, objectId: string): boolean {
  const groups = own(claims, 'groups')
  return Array.isArray(groups) && groups.includes(objectId)
}

/**
 * Whether the token speaks for an application itself. Entra ID says so in the optional claim
 * `idtyp`; without it, an app-only token has no delegated scope and its subject is its object.
 */
function isApplication(claims: JsonObject): boolean {
  const idtyp = own(claims, 'idtyp')
  if (idtyp !== undefined) return idtyp === 'app'
  const oid = own(claims, 'oid')
  return oid !== undefined && own(claims, 'scp') === undefined && own(claims, 'sub') === oid
}

function isPerson(
  claims: JsonObject,
  { objectId, subject }: { objectId?: string; subject?: string },
): boolean {
  if (objectId === undefined && subject === undefined) return false
  const objectMatches = objectId === undefined || own(claims, 'oid') === objectId
  return objectMatches && (subject === undefined || own(claims, 'sub') === subject)
}

function sees(
  claims: JsonObject,
  { tenantId, appIds }: { tenantId?: string; appIds: readonly string[] },
): boolean {
  if (!tenantMatches(claims, tenantId)) return false
  if (appIds.length === 0) return true
  const application = own(claims, 'azp') ?? own(claims, 'appid')
  return typeof application === 'string' && appIds.includes(application)
}

/** A member of more groups than fit into a token gets a link to them instead of the list. */
function mayBeHidden(caller: Caller, principal: Principal): boolean {
  if (principal.type !== 'group' || caller.type !== 'oidc') return false
  if (caller.identity !== principal.identity) return false
  if (!tenantMatches(caller.claims, principal.tenantId)) return false
  const names = own(caller.claims, '_claim_names')
  return isJsonObject(names) && Object.hasOwn(names, 'groups')
}

function unreachable(value: never): never {
  throw new TypeError(`unexpected principal ${JSON.stringify(value)}`)
}
