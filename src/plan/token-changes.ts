import {
  type ConnectionAddress,
  type CredentialSummary,
  isConsented as isConsentedGrant,
  isDeclared,
  ofKind,
  type Resource,
  type StateResource,
  satisfies,
} from '../model/index.ts'
import { type Bound, bindingChanges } from './binding-changes.ts'
import type { TokenChange } from './plan.ts'

/** What the tokens of a plan depend on. */
export interface TokenInput {
  /** What is declared, or stays as it was applied. */
  readonly desired: readonly (Resource | StateResource)[]
  readonly prior: readonly StateResource[]
  readonly credentials: ReadonlyMap<ConnectionAddress, CredentialSummary>
  /** Addresses of connections that are made anew on request, and of providers: their grant goes. */
  readonly replaced?: ReadonlySet<string>
  /** Addresses of connections whose user is to be asked again: their grant stays until then. */
  readonly reconsent?: ReadonlySet<string>
  /** Connections that begin with a refresh token from elsewhere, as long as they never had one. */
  readonly imports?: ReadonlySet<ConnectionAddress>
  /** Providers whose assertions say something else than before, by address. */
  readonly saidOtherwise?: ReadonlySet<string>
  /** Addresses of connections that go, and whose grant is left valid at the provider. */
  readonly forgotten?: ReadonlySet<string>
}

/**
 * What happens to the token of every connection that there is or will be, sorted by address. The one
 * place that knows what a change means for a grant:
 *
 * | what differs | a person consents | the client alone (credentials, assertion, exchange) |
 * |---|---|---|
 * | client id, or what a client is registered as, issuer, grant, origin of the token endpoint, audience, resource | `reconsent`, the old grant revoked | `remint` |
 * | scopes added | `reconsent`, the stored token serves until then | `remint` |
 * | scopes removed | `keep` | `remint` |
 * | client secret, next client secret, client authentication, key of an assertion | `keep` | `keep` |
 * | service account, issuer, subject or audience of an assertion | - | `remint` |
 * | the connection whose token is exchanged | - | `remint` |
 * | `consent` | `keep` | - |
 * | `expect`, and the stored account does not satisfy it | `reconsent` | - |
 * | the connection is gone | `revoke` | `revoke` |
 * | it is gone by a block of `removed` with `revoke: false` | `forget` | `forget` |
 * | it is in a block of `import`, and never had a token | `import` | - |
 * | it is made anew on request (`--replace`) | `reconsent`, the old grant revoked | `remint` |
 * | its consent is asked for anew (`--reconsent`) | `reconsent`, the stored token serves until then | - |
 *
 * A `static` grant has no token beside its secret, and always says `keep`.
 *
 * Without a usable credential the effect is `consent` or `remint`. Scopes and account are compared
 * with the credential, not only with the last declaration: what an earlier apply has asked for and
 * nobody has consented to yet is said again by every plan.
 */
export function tokenChanges(input: TokenInput): readonly TokenChange[] {
  const { desired, prior, credentials, replaced, reconsent, imports, forgotten } = input
  const { saidOtherwise } = input
  const before = worldOf(prior)
  const after = desired === prior ? before : worldOf(desired)
  const addresses = [...new Set([...before.keys(), ...after.keys()])].sort()
  return addresses.map((connection) => {
    const to = after.get(connection)
    const credential = credentials.get(connection)
    const isForgotten = forgotten?.has(`connection.${connection}`) === true
    if (to === undefined) return farewell(connection, credential, isForgotten)
    const from = before.get(connection)
    const isReplaced = [`connection.${connection}`, ...registeredFor(from)].some(
      (address) => replaced?.has(address) === true,
    )
    const isAskedAgain = reconsent?.has(`connection.${connection}`) === true
    const isImported = imports?.has(connection) === true
    const isSaidOtherwise = saidOtherwise?.has(`provider.${to.connection.provider}`) === true
    const requests = { isReplaced, isAskedAgain, isImported, isSaidOtherwise }
    return tokenChange({ connection, from, to, credential, ...requests })
  })
}

/** The connections of a plan that a person must consent to: for the first time, or again. */
export function openConsents(tokens: readonly TokenChange[]): {
  readonly first: readonly TokenChange[]
  readonly again: readonly TokenChange[]
} {
  const open = tokens.filter(({ effect }) => effect === 'consent' || effect === 'reconsent')
  const isFirst = ({ effect, reasons }: TokenChange): boolean =>
    effect === 'consent' && reasons.every((reason) => neverConsented.includes(reason))
  return { first: open.filter(isFirst), again: open.filter((each) => !isFirst(each)) }
}

/** Whether it is to be done though no declaration has changed: it was asked for, or is an import. */
export function isRequested({ effect, reasons }: TokenChange): boolean {
  return effect === 'import' || reasons.includes('requested')
}

const neverConsented: readonly string[] = ['new', 'pending_consent']

interface Case {
  readonly connection: ConnectionAddress
  readonly from: Bound | undefined
  readonly to: Bound
  readonly credential: CredentialSummary | undefined
  readonly isReplaced: boolean
  readonly isAskedAgain: boolean
  readonly isImported: boolean
  readonly isSaidOtherwise: boolean
}

function worldOf(
  resources: readonly (Resource | StateResource)[],
): ReadonlyMap<ConnectionAddress, Bound> {
  const providers = new Map(ofKind(resources, 'provider').map((each) => [each.name, each]))
  return new Map(
    ofKind(resources, 'connection').map(({ address, spec }) => {
      const provider = providers.get(spec.provider)
      if (provider === undefined) throw new TypeError(`"${address}" has no provider`)
      const discoveredToken = 'discovered' in provider ? provider.discovered?.token : undefined
      const registered = 'registered' in provider ? provider.registered : undefined
      const bound = { connection: spec, provider: provider.spec, discoveredToken, registered }
      return [spec.address, bound]
    }),
  )
}

function farewell(
  connection: ConnectionAddress,
  credential: CredentialSummary | undefined,
  isForgotten: boolean,
): TokenChange {
  const none = { connection, addedScopes: [], servesUntilThen: false } as const
  if (isForgotten) return { ...none, effect: 'forget', reasons: ['removed'], revokesOld: false }
  return { ...none, effect: 'revoke', reasons: ['deleted'], revokesOld: isUsable(credential) }
}

/** A record that `needsReauth` holds no token. */
function isUsable(credential: CredentialSummary | undefined): credential is CredentialSummary {
  return credential?.status === 'connected'
}

function tokenChange(each: Case): TokenChange {
  if (isDeclared(each.to.provider.grant)) return declaredChange(each)
  if (!isConsented(each.to)) return mintChange(each)
  return isImportDue(each) ? importChange(each) : consentChange(each)
}

/** An import is done once; one that has not come to its end is taken up again. */
function isImportDue({ isImported, from, credential }: Case): boolean {
  if (!isImported) return false
  if (from === undefined || credential === undefined) return true
  return credential.hasRefreshToken && credential.consentedAt === undefined
}

function importChange({ connection }: Case): TokenChange {
  const none = { addedScopes: [], servesUntilThen: false, revokesOld: false }
  return { connection, effect: 'import', reasons: ['import'], ...none }
}

/** A secret that is declared: nobody is asked for anything, and it is what it is declared to be. */
function declaredChange({ connection, from, to, credential }: Case): TokenChange {
  const none = { connection, effect: 'keep', addedScopes: [], servesUntilThen: false } as const
  if (from === undefined) return { ...none, reasons: ['new'], revokesOld: false }
  const hasChanged = from.provider.grant !== to.provider.grant
  const revokesOld = hasChanged && isConsented(from) && isUsable(credential)
  return { ...none, reasons: hasChanged ? ['grant_changed'] : [], revokesOld }
}

/** A token that the client obtains for itself. */
function mintChange(each: Case): TokenChange {
  const { connection, from, to, credential, isReplaced } = each
  const none = { connection, addedScopes: [], servesUntilThen: false, revokesOld: false } as const
  if (from === undefined) return { ...none, effect: 'remint', reasons: ['new'] }
  const said = each.isSaidOtherwise ? ['assertion_changed'] : []
  const broken = [...brokenBy(from, to, isReplaced), ...said]
  if (broken.length > 0) {
    const revokesOld = isUsable(credential) && (isReplaced || isConsented(from))
    return { ...none, effect: 'remint', reasons: broken, revokesOld }
  }
  if (credential === undefined) return { ...none, effect: 'remint', reasons: ['new'] }
  if (!isUsable(credential))
    return { ...none, effect: 'remint', reasons: [storedReason(credential)] }
  const addedScopes = missingScopes(to, credential)
  const declared = new Set(to.connection.scopes)
  const removed = credential.requestedScopes.some((scope) => !declared.has(scope))
  const reasons = [
    ...(addedScopes.length > 0 ? ['scopes_added'] : []),
    ...(removed ? ['scopes_removed'] : []),
  ]
  const effect = reasons.length > 0 ? 'remint' : 'keep'
  return { ...none, effect, reasons, addedScopes }
}

/** A token that a person consents to. */
function consentChange(each: Case): TokenChange {
  const { connection, from, to, credential } = each
  const addedScopes = missingScopes(to, credential)
  const base = { connection, addedScopes } as const
  const broken = from === undefined ? ['new'] : brokenBy(from, to, each.isReplaced)
  if (from === undefined || !isUsable(credential)) {
    const reasons = broken.length > 0 ? broken : [storedReason(credential)]
    const effect = 'consent'
    return { connection, effect, reasons, addedScopes, servesUntilThen: false, revokesOld: false }
  }
  const accountReasons = satisfies(credential.account, to.connection.expect)
    ? []
    : ['expect_changed']
  const fatal = [...broken, ...accountReasons]
  const reasons = [
    ...fatal,
    ...(addedScopes.length > 0 ? ['scopes_added'] : []),
    ...(each.isAskedAgain ? ['requested'] : []),
  ]
  if (reasons.length === 0) {
    return { ...base, effect: 'keep', reasons, servesUntilThen: false, revokesOld: false }
  }
  const servesUntilThen = fatal.length === 0
  return {
    ...base,
    effect: 'reconsent',
    reasons,
    servesUntilThen,
    revokesOld: broken.length > 0,
  }
}

function storedReason(credential: CredentialSummary | undefined): string {
  return credential === undefined ? 'pending_consent' : (credential.reason ?? 'needs_reauth')
}

/** What is declared and was neither asked for nor granted; a scope that a person has refused was asked for. */
function missingScopes(
  { connection }: Bound,
  credential: CredentialSummary | undefined,
): readonly string[] {
  if (credential === undefined) return connection.scopes
  const known = new Set([...credential.requestedScopes, ...credential.grantedScopes])
  return connection.scopes.filter((scope) => !known.has(scope)).sort()
}

/** Why the grant that `from` has can not go on in `to`. */
function brokenBy(from: Bound, to: Bound, isReplaced: boolean): readonly string[] {
  const changes = bindingChanges(from, to)
  return isReplaced ? [...changes, 'replaced'] : changes
}

function isConsented({ provider }: Bound): boolean {
  return isConsentedGrant(provider.grant)
}

/** The provider whose replacement registers another client. */
function registeredFor(from: Bound | undefined): readonly string[] {
  if (from?.registered === undefined || from.connection.clientId !== undefined) return []
  return [`provider.${from.connection.provider}`]
}
