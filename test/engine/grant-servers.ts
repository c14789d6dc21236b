import { generateKeyPairSync } from 'node:crypto'
import { decodeProtectedHeader, jwtVerify } from 'jose'
import type { Test } from 'tap'
import { reply, type Seen, serve } from '../oauth/support.ts'
import { text } from './desk.ts'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
/** The key that the assertion server knows. */
export const pem = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
/** The file of a service account. */
export const account = (mail: string): string =>
  JSON.stringify({
    type: 'service_account',
    client_email: mail,
    private_key: pem,
    private_key_id: 'k1',
    // Nothing may go there: only the configuration says where anything is sent.
    token_uri: 'https://evil.example/token',
  })

/** A token endpoint that is as strict about assertions as Google is. */
export async function assertionServer(t: Test) {
  const claims: Record<string, unknown>[] = []
  let isRefusing = false
  const server = await serve(t, async (request: Seen, response) => {
    const { form } = request
    const assertion = form.get('assertion') ?? ''
    const audience = `${server.origin}/token`
    try {
      if (isRefusing) throw new Error('the key was taken out')
      const { payload } = await jwtVerify(assertion, rsa.publicKey, { audience })
      claims.push({ ...payload, kid: decodeProtectedHeader(assertion).kid })
      const token = `at-${claims.length}`
      reply(response, { body: { access_token: token, token_type: 'Bearer', expires_in: 60 } })
    } catch {
      reply(response, { status: 400, body: { error: 'invalid_grant' } })
    }
  })
  const refuse = (): void => {
    isRefusing = true
  }
  return { ...server, claims, refuse }
}

/** A provider of JWT bearer grants with one connection, `acme/main`. */
export const bearer = (origin: string, assertion: string): string => `version: 1
providers:
  acme:
    endpoints: { token: "${origin}/token" }
    grant: jwtBearer
    assertion: { ${assertion} }
    scopes: [read]
connections:
  acme/main: {}
`

/** `acme/main` exchanges the token of `idp/ann`. */
export const exchanging = (origin: string) =>
  text((each) =>
    each.replace(
      'connections:\n  idp/ann',
      `  acme:
    endpoints: { token: "${origin}/token" }
    grant: tokenExchange
    clientId: credmgr
    clientSecret: { env: SECRET }
    audience: https://api.acme.example
connections:
  acme/main: { subjectToken: { connection: idp/ann } }
  idp/ann`,
    ),
  )

/** A token endpoint that exchanges whatever it is given. */
export async function exchangeServer(t: Test, more: object = {}) {
  const issued_token_type = 'urn:ietf:params:oauth:token-type:access_token'
  const server = await serve(t, (_request: Seen, response) => {
    const access_token = `exchanged-${server.seen.length}`
    const usual = { access_token, token_type: 'Bearer', issued_token_type, expires_in: 3600 }
    reply(response, { body: { ...usual, ...more } })
  })
  return server
}
