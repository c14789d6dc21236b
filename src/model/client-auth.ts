import type { SecretRef } from './secret.ts'

/** How a client proves itself at the token endpoint, where a word says it all (RFC 6749 section 2.3). */
export type ClientAuthMethod = 'clientSecretBasic' | 'clientSecretPost' | 'clientSecretJwt' | 'none'

/** How assertions are signed (RFC 7518 section 3.1, RFC 8037). */
export const assertionAlgorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const

export type AssertionAlgorithm = (typeof assertionAlgorithms)[number]

/**
 * How a client proves itself: by its secret; by a signature of its own (`privateKeyJwt`, RFC 7523), the
 * key in PKCS#8 or as a JWK; or by a certificate (`tls`, RFC 8705), which a CA or the client itself signed.
 */
export type ClientAuth =
  | ClientAuthMethod
  | {
      readonly privateKeyJwt: {
        readonly key: SecretRef
        readonly alg: AssertionAlgorithm
        /** Which of the client's keys it is, where the provider knows several. */
        readonly kid?: string
        /** Named by its thumbprint, where the provider knows keys by their certificates; PEM. */
        readonly certificate?: SecretRef
      }
    }
  | { readonly tls: { readonly cert: SecretRef; readonly key: SecretRef } }

/** Whether the client shows a certificate in the TLS handshake. */
export function isByCertificate(clientAuth: ClientAuth): boolean {
  return typeof clientAuth === 'object' && 'tls' in clientAuth
}

/** Whether the client proves itself by a secret that it shares with the provider. */
export function hasSharedSecret(clientAuth: ClientAuth): boolean {
  return typeof clientAuth === 'string' && clientAuth !== 'none'
}

/**
 * What is said in the assertion of a JWT bearer grant (RFC 7523 section 2.1), and what signs it: a key of
 * one's own, or the JSON file of a Google service account, which says the rest itself.
 */
export type AssertionSpec =
  | {
      readonly serviceAccount: SecretRef
      /** In whose name the service account acts, where it may. */
      readonly subject?: string
    }
  | {
      readonly key: SecretRef
      readonly alg: AssertionAlgorithm
      readonly kid?: string
      /** Absent: the client id. */
      readonly issuer?: string
      /** Absent: the issuer. */
      readonly subject?: string
      /** Absent: the token endpoint. */
      readonly audience?: string
    }
