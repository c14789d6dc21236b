/** Thumbprints of a certificate, as members of a JOSE header (RFC 7515 sections 4.1.7 and 4.1.8). */
export interface Thumbprints {
  readonly x5t: string
  readonly 'x5t#S256': string
}

/**
 * @param pem The certificate; of a chain, which begins with it, the first.
 * @returns `undefined` when there is no certificate in it.
 */
export async function thumbprintsOf(pem: string): Promise<Thumbprints | undefined> {
  const [, body = ''] =
    /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/.exec(pem) ?? []
  const base64 = body.replace(/\s/g, '')
  if (base64 === '') return undefined
  const der = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0))
  return { x5t: await digest('SHA-1', der), 'x5t#S256': await digest('SHA-256', der) }
}

async function digest(algorithm: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest(algorithm, bytes))
  const base64 = btoa(String.fromCharCode(...hash))
  return base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}
