import type {
  ClientSecretKeys,
  ConnectionSpec,
  JsonObject,
  ProviderSpec,
  SecretKey,
  Vault,
} from '../model/index.ts'
import { grantBinding, type OAuthClient } from '../oauth/index.ts'

/** A client as the state knows it. */
export interface ClientRecord extends ClientSecretKeys {
  readonly providerName: string
  /** Endpoints complete. */
  readonly provider: ProviderSpec
  readonly clientId: string
  readonly spec?: Pick<ConnectionSpec, 'subjectToken'>
  /** Which grant of the subject's is exchanged, see `withSubject`. */
  readonly subjectGrant?: string
}

/** What a grant made for `connection` now would belong to; see `grantBinding`. */
export function bindingOf(record: ClientRecord): string {
  const { providerName, provider, clientId, assertionKey, spec, subjectGrant } = record
  const more = {
    ...(assertionKey === undefined ? {} : { assertion: saidBy(provider, assertionKey) }),
    ...(spec?.subjectToken === undefined ? {} : { subject: spec.subjectToken.connection }),
    ...(subjectGrant === undefined ? {} : { subjectGrant }),
  }
  return grantBinding({ name: providerName, provider, clientId }, more)
}

/** In whose name an assertion speaks: of a service account, its file says so. */
function saidBy({ assertion }: ProviderSpec, { fingerprint }: SecretKey): JsonObject {
  const { subject = null } = assertion ?? {}
  if (assertion === undefined || 'serviceAccount' in assertion) {
    return { subject, serviceAccount: fingerprint }
  }
  const { issuer = null, audience = null } = assertion
  return { subject, issuer, audience }
}

/** The OAuth client of a connection, what it proves itself with opened. */
export async function openClient(
  record: ClientRecord,
  vault: Pick<Vault, 'readSecret'>,
): Promise<OAuthClient> {
  const { providerName, provider, clientId, clientKey, clientCertificate } = record
  const open = (key: SecretKey | undefined): Promise<string | undefined> =>
    key === undefined ? Promise.resolve(undefined) : vault.readSecret(key)
  const [key, cert] = [await open(clientKey), await open(clientCertificate)]
  const assertionKey = await open(record.assertionKey)
  return {
    name: providerName,
    provider,
    clientId,
    ...(await openSecrets(record, { vault, open })),
    ...(assertionKey === undefined ? {} : { assertionKey }),
    ...(key === undefined ? {} : { privateKey: key }),
    ...(cert === undefined ? {} : { certificate: cert }),
  }
}

/** Of two secrets of one client the one that was right the last time comes first. */
async function openSecrets(
  { clientSecret, nextClientSecret }: ClientRecord,
  {
    vault,
    open,
  }: {
    readonly vault: object
    readonly open: (key: SecretKey | undefined) => Promise<string | undefined>
  },
): Promise<Pick<OAuthClient, 'clientSecret' | 'otherSecret' | 'otherAccepted'>> {
  const isNextFirst = acceptedOf(vault).get(pairOf(clientSecret, nextClientSecret)) === true
  const keys = isNextFirst ? [nextClientSecret, clientSecret] : [clientSecret, nextClientSecret]
  const secrets = await Promise.all(keys.map(open))
  const [first, other] = secrets.filter((each) => each !== undefined)
  const otherAccepted = (): void => {
    acceptedOf(vault).set(pairOf(clientSecret, nextClientSecret), !isNextFirst)
  }
  return {
    ...(first === undefined ? {} : { clientSecret: first }),
    ...(other === undefined ? {} : { otherSecret: other, otherAccepted }),
  }
}

/** By the two secrets, whether the next one was right the last time; for the life of the process. */
const accepted = new WeakMap<object, Map<string, boolean>>()

function acceptedOf(vault: object): Map<string, boolean> {
  const known = accepted.get(vault) ?? new Map<string, boolean>()
  accepted.set(vault, known)
  return known
}

function pairOf(one: SecretKey | undefined, other: SecretKey | undefined): string {
  return JSON.stringify([one?.address, one?.fingerprint, other?.fingerprint])
}
