import { type Clock, type Fetch, isByCertificate, type ProviderSpec } from '../model/index.ts'

/** What the protocol needs from the machine. `fetch` must not follow redirects. */
export interface OAuthPorts {
  readonly fetch: Fetch
  readonly clock: Clock
}

/** One client at one authorization server, endpoints complete. */
export interface OAuthClient {
  /** Name of the provider in the configuration, for errors. */
  readonly name: string
  readonly provider: ProviderSpec
  readonly clientId: string
  readonly clientSecret?: string
  /** Tried once where the provider answers `invalid_client` to the first. */
  readonly otherSecret?: string
  /** Told when the other secret was right and the first was not. */
  readonly otherAccepted?: () => void
  /** Of `privateKeyJwt`: PKCS#8 in PEM, or a JWK. Of `tls`: PEM. */
  readonly privateKey?: string
  /** PEM. Of `tls`, with its chain; of `privateKeyJwt` where the assertion names it. */
  readonly certificate?: string
  /** What signs the assertion of `jwtBearer`: a key as above, or a service account's JSON file. */
  readonly assertionKey?: string
}

/** What is sent to prove the client, and must not come back in an error. */
export function secretsOf(client: OAuthClient): readonly string[] {
  return [client.clientSecret, client.otherSecret].filter((each) => each !== undefined)
}

/** The machine as a client with a certificate reaches its provider. */
export function portsAs<P extends OAuthPorts>(ports: P, client: OAuthClient): P {
  const { certificate: cert, privateKey: key } = client
  if (!isByCertificate(client.provider.clientAuth) || !cert || !key) return ports
  const clientCertificate = { cert, key }
  const fetch: Fetch = (url, init) => ports.fetch(url, { ...init, clientCertificate })
  return { ...ports, fetch }
}
