import { canonicalJson, type Vault } from '../model/index.ts'
import type { ServedConnection } from './serving.ts'

/**
 * A connection that exchanges another's token, with which grant of that one it is: whoever consents anew
 * may be somebody else, and a token that was exchanged for the former is not to serve any longer.
 */
export async function withSubject(
  connection: ServedConnection,
  vault: Pick<Vault, 'summary'>,
): Promise<ServedConnection> {
  const subject = connection.spec.subjectToken?.connection
  if (subject === undefined) return connection
  const summary = await vault.summary(subject)
  const { grantBinding = null, consentedAt = null, status = null } = summary ?? {}
  const account = summary?.account === undefined ? null : { ...summary.account }
  const subjectGrant = canonicalJson({ grantBinding, consentedAt, status, account })
  return { ...connection, subjectGrant }
}
