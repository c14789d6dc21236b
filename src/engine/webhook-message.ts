import type { ConnectionEvent, EpochMs } from '../model/index.ts'

/** One request of Standard Webhooks (standardwebhooks.com), signed. */
export interface WebhookMessage {
  readonly headers: { readonly [name: string]: string }
  readonly body: string
}

/**
 * @param secret As {@link isWebhookSecret} accepts it.
 * @param now The time of the attempt, not of the event: receivers refuse what is old.
 */
export async function webhookMessage(
  event: ConnectionEvent,
  secret: string,
  now: EpochMs,
): Promise<WebhookMessage> {
  const { id, type, connection, provider, at, reason = null } = event
  const [subject, whose] =
    connection === undefined ? ['provider', { provider }] : ['connection', { connection }]
  const timestamp = new Date(at).toISOString()
  const body = JSON.stringify({
    type: `${subject}.${type}`,
    timestamp,
    data: { ...whose, reason },
  })
  const seconds = String(Math.floor(now / 1000))
  const signature = await webhookSignature(secret, { id, seconds, body })
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'credmgr',
      'webhook-id': id,
      'webhook-timestamp': seconds,
      'webhook-signature': signature,
    },
  }
}

/** `v1,` and the base64 of HMAC-SHA256 over `id.seconds.body`. */
export async function webhookSignature(
  secret: string,
  { id, seconds, body }: { readonly id: string; readonly seconds: string; readonly body: string },
): Promise<string> {
  const bytes = secretBytes(secret)
  if (bytes === undefined) throw new RangeError('this is no webhook secret')
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign'])
  const content = new TextEncoder().encode(`${id}.${seconds}.${body}`)
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, content))
  return `v1,${btoa(String.fromCharCode(...mac))}`
}

/** Whether a text is `whsec_` and the base64 of 24 to 64 bytes. */
export function isWebhookSecret(text: string): boolean {
  return secretBytes(text) !== undefined
}

function secretBytes(text: string): Uint8Array<ArrayBuffer> | undefined {
  const [, encoded] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? []
  if (encoded === undefined || encoded.length % 4 !== 0) return undefined
  const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0))
  return bytes.length >= 24 && bytes.length <= 64 ? bytes : undefined
}
