/**
 * Certificates for tests, by hand: a machine may have no openssl, and one in the repository would expire.
 *
 * @module
 */
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

export interface Certificate {
  /** PEM. */
  readonly cert: string
  /** PEM, PKCS#8. */
  readonly key: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  readonly name: string
}

/** @param by Who signs it; absent: it signs itself. */
export function certificate(name: string, by?: Certificate): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const signer = by?.privateKey ?? privateKey
  const algorithm = sequence(oid('2a8648ce3d040302'))
  const year = 365 * 24 * 60 * 60 * 1000
  const validity = sequence(time(Date.now() - 60_000), time(Date.now() + year))
  const authority = sequence(oid('551d13'), tagged(0x04, sequence(tagged(0x01, Buffer.of(255)))))
  const body = sequence(
    tagged(0xa0, tagged(0x02, Buffer.of(2))),
    tagged(0x02, Buffer.concat([Buffer.of(1), randomBytes(8)])),
    algorithm,
    distinguishedName(by?.name ?? name),
    validity,
    distinguishedName(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(authority)),
  )
  const signature = tagged(0x03, Buffer.concat([Buffer.of(0), sign('sha256', body, signer)]))
  const der = sequence(body, algorithm, signature).toString('base64')
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${der.match(/.{1,64}/g)?.join('\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    privateKey,
    publicKey,
    name,
  }
}

/** DER without its armour, as `x5c` has it. */
export function x5cOf({ cert }: Certificate): string {
  return cert.replace(/-----[A-Z ]+-----|\s/g, '')
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content
  const long = length > 255 ? [0x82, length >> 8, length & 255] : [0x81, length]
  return Buffer.concat([Buffer.of(tag, ...(length < 128 ? [length] : long)), content])
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts))
}

function oid(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, 'hex'))
}

function distinguishedName(name: string): Buffer {
  const attribute = sequence(oid('550403'), tagged(0x0c, Buffer.from(name)))
  return sequence(tagged(0x31, attribute))
}

function time(at: number): Buffer {
  const text = new Date(at).toISOString().replace(/\D/g, '').slice(2, 14)
  return tagged(0x17, Buffer.from(`${text}Z`))
}
