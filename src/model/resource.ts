import type { ConnectionAddress, Kind, ResourceAddress } from './address.ts'
import type { AssertionSpec, ClientAuth } from './client-auth.ts'
import type { Endpoints } from './endpoints.ts'
import type { EventType } from './event.ts'
import type { GrantType } from './grant.ts'
import type { Json, JsonObject } from './json.ts'
import type { Principal, RequiredClaims } from './principal.ts'
import type { SecretRef } from './secret.ts'
import type { DurationMs } from './time.ts'

/** Settings of the gateway and of its control plane. */
export interface GatewaySpec {
  /** Origin under which browsers reach consent pages and the callback; no trailing slash. */
  readonly publicUrl: string
  /** `host:port` of the data plane, health, consent pages and callback. */
  readonly listen: string
  readonly admin: {
    /** `host:port` of the control plane's API. */
    readonly listen: string
    readonly roles: { readonly [Role in AdminRole]: readonly Principal[] }
  }
  readonly timeouts: {
    /** Until the upstream's connection stands. */
    readonly connect: DurationMs
    /** From the request's last byte to the answer's headers. */
    readonly headers: DurationMs
    /** Between two pieces of the answer's body. */
    readonly body: DurationMs
  }
  /** Proxies that show this secret may ask for the headers to inject; absent: none may. */
  readonly forwardAuth?: { readonly secret: SecretRef }
  /** Who is told of what happens to connections, by name; absent: nobody. */
  readonly webhooks?: { readonly [name: string]: WebhookSpec }
}

/** Where the secret of those proxies stands in the gateway's settings, as a JSON pointer. */
export const forwardAuthPointer = '/forwardAuth/secret'

/** Where the secret of a webhook stands in the gateway's settings, as a JSON pointer. */
export function webhookPointer(name: string): string {
  return `/webhooks/${name}/secret`
}

/** Whether a secret is one of those. */
export function isWebhookPointer(pointer: string): boolean {
  return /^\/webhooks\/[^/]+\/secret$/.test(pointer)
}

/** Where the keys of a caller stand in an identity, as JSON pointers. */
export const apiKeyPointers: readonly string[] = ['/apiKey', '/nextApiKey']

/** Where the secret of the client by which people log in stands in an identity, as a JSON pointer. */
export const loginSecretPointer = '/login/clientSecret'

/** Where events go, signed as Standard Webhooks says. */
export interface WebhookSpec {
  /** https; http only on loopback. */
  readonly url: string
  /** `whsec_` and the base64 of 24 to 64 bytes. */
  readonly secret: SecretRef
  /** Never empty. */
  readonly events: readonly EventType[]
}

/** `operator` may ask for login links; `viewer` may read the status of connections. An operator is a viewer. */
export type AdminRole = 'operator' | 'viewer'

/** A way to authenticate callers. */
export type IdentitySpec =
  | {
      readonly type: 'oidc'
      readonly issuer: string
      /** A token's `aud` must contain one of these. Never empty. */
      readonly audience: readonly string[]
      /** JWS algorithms accepted; asymmetric only. */
      readonly algorithms: readonly string[]
      readonly claims: RequiredClaims
      readonly clockTolerance: DurationMs
      /** The client by which people log in before a consent; absent: nobody can. */
      readonly login?: LoginSpec
    }
  | {
      readonly type: 'apiKey'
      readonly apiKey: SecretRef
      /** Accepted as well, for the time in which one key takes the other's place. */
      readonly nextApiKey?: SecretRef
    }

/** How a client is registered; the rest follows from the provider. */
export interface RegistrationSpec {
  readonly clientName: string
  /** Where browsers come back to; follows from the gateway's public URL. */
  readonly redirectUris: readonly string[]
  /** Those of the provider and of all its connections; sorted. */
  readonly scopes: readonly string[]
  /** Where not everybody may register a client (RFC 7591 section 3). */
  readonly initialAccessToken?: SecretRef
}

/** A client at the issuer of an identity, registered for `<publicUrl>/-/login/<identity>`. */
export interface LoginSpec {
  readonly clientId: string
  /** Absent: a public client. */
  readonly clientSecret?: SecretRef
  /** Asked for at the login; sorted, `openid` among them. */
  readonly scopes: readonly string[]
}

/** One authorization server, one client registration there, one grant; the template's facts merged in. */
export interface ProviderSpec {
  /** Name of the template that filled in what the configuration left out. */
  readonly template?: string
  /** Issuer identifier. With no `endpoints.token`, `apply` discovers the endpoints from it. */
  readonly issuer?: string
  readonly endpoints: Endpoints
  readonly grant: GrantType
  /** Empty where the grant needs no client, or `apply` registers it. */
  readonly clientId: string
  /** The client is registered by `apply` (RFC 7591). */
  readonly registration?: RegistrationSpec
  readonly clientSecret?: SecretRef
  /** Another secret of the same client, for the time in which one takes the other's place. */
  readonly nextClientSecret?: SecretRef
  readonly clientAuth: ClientAuth
  /** Of `jwtBearer`. */
  readonly assertion?: AssertionSpec
  readonly scopes: readonly string[]
  readonly audience?: string
  readonly resource?: string
  readonly authorizationParams: { readonly [name: string]: string }
  readonly tokenParams: { readonly [name: string]: string }
  readonly parameters: { readonly [name: string]: string }
  /** Hosts that may receive this provider's tokens, see {@link hostAllowed}; empty: any upstream that a route declares. */
  readonly apiHosts: readonly string[]
  /** Where to learn whose account consented, when there is no id_token; see the provider template. */
  readonly accountEndpoint?: AccountEndpoint
  readonly refresh: {
    /** A token is renewed when it has less than this to live, or than 20 % of its lifetime, whichever is less. */
    readonly margin: DurationMs
    /** Lifetime assumed when the provider does not state one; absent: the token does not expire. */
    readonly defaultLifetime?: DurationMs
    /** From a consent to its end, whatever is refreshed; absent: it does not end by itself. */
    readonly grantLifetime?: DurationMs
    /** A refresh token that was not used for so long is used, lest it die; absent: it may rest. */
    readonly keepAlive?: DurationMs
    /** Token requests that one process sends in a second, at most; absent: {@link defaultRatePerSecond}. */
    readonly ratePerSecond?: number
  }
}

export const defaultRatePerSecond = 50

/**
 * Whether a token may go to `host` (lower case, no port): `apiHosts` is empty, lists it, or has
 * `*.example.com` and it is a host below `example.com`, at any depth.
 */
export function hostAllowed(apiHosts: readonly string[], host: string): boolean {
  if (apiHosts.length === 0) return true
  return apiHosts.some((each) =>
    each.startsWith('*.') ? host.endsWith(each.slice(1)) : each === host,
  )
}

/** A provider's own endpoint that names the account, and which of its members mean what. */
export interface AccountEndpoint {
  readonly url: string
  readonly members: { readonly [Member in keyof Account]?: string }
}

/** Whose account consented, as far as the provider said. */
export interface Account {
  /** Stable identifier: the `sub` claim or the provider's own id. */
  readonly subject?: string
  /** The name that the account is known by at the provider: login, `preferred_username`. */
  readonly account?: string
  readonly email?: string
  readonly tenant?: string
}

/** The shortest name by which a person knows an account. */
export function accountName({ account, email, subject, tenant }: Account): string | undefined {
  return account ?? email ?? subject ?? tenant
}

/** Who logged in before a consent, because `consent.by` asked for it. */
export interface Consenter extends Account {
  /** Name of the identity that has proved it. */
  readonly identity: string
}

/** The account that must consent; every member given must be equal. Never empty. */
export type Expect = Account

/** Whether `account` is the one that must consent. An unknown account satisfies no expectation. */
export function satisfies(account: Account | undefined, expect: Expect | undefined): boolean {
  if (expect === undefined) return true
  if (account === undefined) return false
  const members: readonly (keyof Account)[] = ['subject', 'account', 'email', 'tenant']
  return members.every((name) => expect[name] === undefined || expect[name] === account[name])
}

export interface ConnectionSpec {
  readonly address: ConnectionAddress
  readonly provider: string
  /** Scopes asked for: the connection's own, else the provider's; sorted, no duplicates. */
  readonly scopes: readonly string[]
  readonly expect?: Expect
  /** Who must log in before the consent; absent: whoever has the link. Never empty. */
  readonly consent?: { readonly by: readonly Principal[] }
  readonly postLoginRedirectUrl?: string
  readonly allowedRedirectUrls: readonly string[]
  /** The client of this connection where it differs from the provider's. */
  readonly clientId?: string
  readonly clientSecret?: SecretRef
  readonly nextClientSecret?: SecretRef
  /** Of a `static` grant: the key itself. */
  readonly apiKey?: SecretRef
  /** Of a `static` grant: what HTTP Basic says (RFC 7617). */
  readonly basic?: { readonly username: string; readonly password: SecretRef }
  /** Of a `tokenExchange` grant: the connection whose token is exchanged. */
  readonly subjectToken?: { readonly connection: ConnectionAddress }
  readonly lifecycle: { readonly preventDestroy: boolean }
  readonly labels: { readonly [name: string]: string }
  readonly description?: string
}

/** One connection per verified caller, made at that caller's first consent. */
export interface ConnectionTemplateSpec {
  readonly provider: string
  readonly group: string
  /** The claim whose value names the caller's connection. */
  readonly claim: string
  /** As {@link ConnectionSpec.scopes}. */
  readonly scopes: readonly string[]
  readonly postLoginRedirectUrl?: string
  readonly allowedRedirectUrls: readonly string[]
  readonly labels: { readonly [name: string]: string }
  readonly description?: string
}

export interface AccessPolicySpec {
  /** Addresses of connections, `provider/*`, or `provider/group/*` for those of a template. */
  readonly connections: readonly string[]
  readonly allow: readonly Principal[]
  /** It allows nothing by any other way. Absent: by every way. */
  readonly conditions?: AccessConditions
  readonly description?: string
}

/** By which ways a policy lets a connection be used; an empty list asks for nothing. */
export interface AccessConditions {
  /** Names of routes; sorted. */
  readonly routes: readonly string[]
  /** Methods of the caller's request, in upper case; sorted. */
  readonly methods: readonly string[]
}

/** One step on a request; `options` have the shape that the policy of that name declares. */
export interface PolicySpec {
  readonly policy: string
  readonly options: JsonObject
}

/** The methods that a route may take; `TRACE` and `CONNECT` are never forwarded. */
export const routeMethods: readonly string[] = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
]

export interface RouteSpec {
  readonly match: {
    /** `*` is one segment; a final `**` is the rest. */
    readonly path: string
    /** Upper case; empty: every method. */
    readonly methods: readonly string[]
    /** Lower case, without port. */
    readonly host?: string
    /** Header values that a request must carry, by lower case name. */
    readonly headers: { readonly [name: string]: string }
  }
  /** Absolute URL without query; what `**` matched is appended to its path. */
  readonly upstream: string
  readonly policies: readonly PolicySpec[]
  /** Until the answer's headers; default: the gateway's. */
  readonly timeout?: DurationMs
  /** `true`: callers are not authenticated. */
  readonly public: boolean
  readonly description?: string
}

export interface Specs {
  gateway: GatewaySpec
  identity: IdentitySpec
  provider: ProviderSpec
  connection: ConnectionSpec
  connectionTemplate: ConnectionTemplateSpec
  accessPolicy: AccessPolicySpec
  route: RouteSpec
}

/** A place in a configuration file; line and column count from 1. */
export interface Origin {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** What is declared once, with `forEach`, and makes many resources. */
export interface Declaration {
  /** As it is written, the place of the key included: `github/{key}`. */
  readonly name: string
  readonly origin: Origin
}

/** A stretch of a configuration file; `endColumn` is the first column after it. */
export interface Span extends Origin {
  readonly endLine: number
  readonly endColumn: number
}

/** A secret as the configuration declares it: where to read it, and where that is written. */
export interface DeclaredSecret {
  readonly ref: SecretRef
  readonly span: Span
}

/** One declared object. Its `spec` is normalized: defaults filled in, sets sorted, secrets as references. */
export type Resource<K extends Kind = Kind> = {
  [Each in K]: {
    readonly address: ResourceAddress
    readonly kind: Each
    readonly name: string
    readonly spec: Specs[Each]
    /** The secrets within `spec`, by JSON pointer, for example `/clientSecret`. */
    readonly secrets: { readonly [pointer: string]: DeclaredSecret }
    /** Addresses of the resources that `spec` refers to; sorted. */
    readonly dependsOn: readonly ResourceAddress[]
    /** Of an instance: its row. */
    readonly origin: Origin
    /** What it is an instance of; absent for a resource that is declared by itself. */
    readonly instanceOf?: Declaration
  }
}[K]

/** The resources of one kind. */
export function ofKind<K extends Kind, R extends { readonly kind: Kind }>(
  resources: readonly R[],
  kind: K,
): readonly Extract<R, { readonly kind: K }>[] {
  return resources.filter((each): each is Extract<R, { readonly kind: K }> => each.kind === kind)
}

/** A spec as plain JSON, for comparing and printing. */
export function specJson(spec: Specs[Kind]): JsonObject {
  return spec as unknown as Record<string, Json>
}
