import {
  type Account,
  type ConnectionAddress,
  type Consenter,
  type Credential,
  type CredentialSummary,
  type EpochMs,
  isJsonObject,
  partsOf,
  type RefreshIntent,
} from '../model/index.ts'
import { type SealContext, seal, unseal } from './envelope.ts'
import type { StoreKeys } from './keyring.ts'
import { type Subject, signed, verified } from './signed-document.ts'

/** What a credential's file holds in format 1, beside `format`, `keyId` and `mac`. */
export interface CredentialFile {
  readonly connection: ConnectionAddress
  readonly generation: number
  readonly status: 'connected' | 'needsReauth'
  readonly reason?: string
  readonly grantBinding: string
  readonly account?: Account
  readonly grantedScopes: readonly string[]
  readonly requestedScopes: readonly string[]
  readonly tokenType: string
  readonly obtainedAt: EpochMs
  readonly expiresAt?: EpochMs
  readonly consentedAt?: EpochMs
  readonly consentedBy?: Consenter
  readonly intent?: RefreshIntent
  readonly sealed: {
    readonly accessToken?: string
    readonly refreshToken?: string
    /** As JSON: providers put addresses, names and tokens of other kinds into their answers. */
    readonly claims: string
  }
}

type SealedField = keyof CredentialFile['sealed']

/** Whose credential a file is. */
export interface CredentialPlace {
  readonly keys: StoreKeys
  readonly env: string
  readonly connection: ConnectionAddress
}

/** What a file gives, or one clause that says why it does not open. */
export type Opened<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string }

/** The text of a credential's file: each token and the claims sealed by themselves, the whole signed. */
export function encodeCredential(
  place: CredentialPlace,
  credential: Credential,
  nonce: () => Uint8Array,
): string {
  const { accessToken, refreshToken, claims, ...clear } = credential
  const sealedAs = (field: SealedField, text: string): string =>
    seal(place.keys, contextOf(place, clear, field), { text, nonce: nonce() })
  const sealed = {
    ...(accessToken !== undefined && { accessToken: sealedAs('accessToken', accessToken) }),
    ...(refreshToken !== undefined && { refreshToken: sealedAs('refreshToken', refreshToken) }),
    claims: sealedAs('claims', JSON.stringify(claims)),
  }
  const file: CredentialFile = { connection: place.connection, ...clear, sealed }
  return signed(place.keys, subjectOf(place), file)
}

export function openCredential(place: CredentialPlace, text: string): Opened<Credential> {
  const opened = openFile(place, text)
  if (!opened.ok) return opened
  const { connection: _connection, sealed, ...clear } = opened.value
  const secrets: { [Field in SealedField]?: string } = {}
  for (const field of ['accessToken', 'refreshToken', 'claims'] as const) {
    if (sealed[field] === undefined) continue
    const secret = unseal(place.keys, contextOf(place, clear, field), sealed[field])
    if (secret === undefined) return { ok: false, problem: `holds "${field}" that does not open` }
    secrets[field] = secret
  }
  const claims: unknown = JSON.parse(secrets.claims ?? 'null')
  if (!isJsonObject(claims)) return { ok: false, problem: 'holds no "claims"' }
  return { ok: true, value: { ...clear, ...secrets, claims } }
}

export function openSummary(place: CredentialPlace, text: string): Opened<CredentialSummary> {
  const opened = openFile(place, text)
  if (!opened.ok) return opened
  const { sealed, ...clear } = opened.value
  return { ok: true, value: { ...clear, hasRefreshToken: sealed.refreshToken !== undefined } }
}

function openFile(place: CredentialPlace, text: string): Opened<CredentialFile> {
  const document = verified(place.keys, subjectOf(place), text)
  if (!document.ok) return document
  // The signature says that `encodeCredential` made it.
  return { ok: true, value: document.body as unknown as CredentialFile }
}

function subjectOf({ env, connection }: CredentialPlace): Subject {
  const { provider, name } = partsOf(connection)
  return { env, provider, connection: name }
}

function contextOf(
  place: CredentialPlace,
  { generation }: { readonly generation: number },
  field: SealedField,
): SealContext {
  return { ...subjectOf(place), field, generation }
}
