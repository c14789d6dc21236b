import type { ClientAuthMethod } from './client-auth.ts'
import type { Endpoints } from './endpoints.ts'
import type { GrantType } from './grant.ts'
import type { JsonObject } from './json.ts'
import type { PolicyPlace, PolicyScope } from './policy-scope.ts'
import type { AccountEndpoint } from './resource.ts'
import type { DurationMs } from './time.ts'

/**
 * The facts about one well-known authorization server. Data only: what a configuration that names
 * the template need not say. `{name}` in an URL stands for the parameter of that name.
 */
export interface ProviderTemplate {
  readonly id: string
  readonly title: string
  /** What the template asks for: filled in from the provider's `parameters`. */
  readonly parameters: { readonly [name: string]: TemplateParameter }
  readonly issuer?: string
  readonly endpoints: Endpoints
  readonly grants: readonly GrantType[]
  readonly clientAuth: ClientAuthMethod
  /** Added to whatever scopes an authorization code grant declares, because nothing refreshes without them. */
  readonly requiredScopes: readonly string[]
  /** All scopes that there are; absent where there is no end to them. */
  readonly scopes?: readonly string[]
  readonly authorizationParams: { readonly [name: string]: string }
  readonly apiHosts: readonly string[]
  readonly accountEndpoint?: AccountEndpoint
  /** Lifetime of an access token when the provider does not state one; absent: it does not expire. */
  readonly defaultLifetime?: DurationMs
  /** How long a consent lasts at most, whatever is refreshed; absent: for as long as it is used. */
  readonly grantLifetime?: DurationMs
  /** Absent: nothing is known, and the strictest is assumed. */
  readonly refreshTokens?: RefreshTokenHabits
}

/** How a provider treats refresh tokens. */
export interface RefreshTokenHabits {
  /**
   * What a refresh token is worth after a refresh whose answer was lost. `reusable`: as much as
   * before. `grace`: as much for so long after its first use. `singleUse`: nothing, and trying it
   * a second time may be taken for theft.
   */
  readonly afterLoss: 'reusable' | 'singleUse' | { readonly grace: DurationMs }
  /** It dies when it is not used for so long; absent: it does not. */
  readonly idle?: DurationMs
}

export interface TemplateParameter {
  readonly description: string
  /** Absent: the configuration must give it. */
  readonly default?: string
  /** Regular expression that the whole value matches. */
  readonly pattern: string
  /**
   * Values that let accounts of every tenant consent; in lower case, compared without case. Then a
   * name or an address identifies nobody: whoever has a tenant of their own chooses both.
   */
  readonly anyTenant?: readonly string[]
}

/** What the configuration room must know of a route policy to check its options. */
export interface PolicyDescriptor {
  /** As Azure API Management names it: `get-authorization-context`. */
  readonly name: string
  readonly summary: string
  /** JSON Schema (draft-07) of the policy's options. */
  readonly schema: JsonObject
  /** The member of the options that holds a connection's address, if any. */
  readonly connectionOption?: string
  /** Where it may stand. */
  readonly places: readonly PolicyPlace[]
  /** A route has one at most. */
  readonly isOnly?: true
  /**
   * The place of the policies in its own lists: `policies`, `otherwise`, and `policies` of each item
   * of `when`. Absent: it has no such lists.
   */
  readonly nests?: PolicyPlace
  /**
   * What the schema cannot say, the policies in its own lists left out. Options that did not pass the
   * schema are not handed in.
   *
   * @param scope What stands before it; the policy adds the variables that it declares.
   */
  check(options: JsonObject, scope: PolicyScope): readonly PolicyProblem[]
}

/** Something wrong with one option of a policy. */
export interface PolicyProblem {
  /** The member of the options that it is about. */
  readonly option: string
  /** Where in that member: names of members and positions in lists. Absent: all of it. */
  readonly within?: readonly (string | number)[]
  /** In one sentence, lower case, without a final period. */
  readonly message: string
}

/** What stands on the shelves, handed to rooms that may not look there themselves. */
export interface Catalog {
  readonly templates: readonly ProviderTemplate[]
  readonly policies: readonly PolicyDescriptor[]
}
