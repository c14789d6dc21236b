import { createHash, randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { consentOverHttp } from '../support/consent-over-http.ts'
import { mainConfig, startWorld, type World } from './world.ts'

const world = await startWorld()
t.teardown(() => world.stop())
await world.configure(mainConfig)
await world.ok(['apply', '--auto-approve'])

/** What another system has got from the provider for the same client: its refresh token. */
async function foreignToken({ provider, gateway, env }: World, login: string): Promise<string> {
  const verifier = randomBytes(32).toString('base64url')
  const redirectUri = `${gateway}/-/callback/idp`
  const url = new URL(provider.endpoints.authorization)
  url.search = String(
    new URLSearchParams({
      client_id: 'credmgr',
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: 'openid profile email offline_access api.read',
      prompt: 'consent',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    }),
  )
  const back = await consentOverHttp(url.href, { login, returnTo: gateway })
  const response = await fetch(provider.endpoints.token, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`credmgr:${env['IDP_SECRET']}`).toString('base64')}`,
    },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: back.searchParams.get('code') ?? '',
      redirect_uri: redirectUri,
      code_verifier: verifier,
    }),
  })
  const { refresh_token: token } = (await response.json()) as { readonly refresh_token: string }
  await writeFile(join(world.directory, 'old-token'), `${token}\n`, { mode: 0o600 })
  return token
}

t.test('the grant of another account is refused, and nothing of it is kept', async (t) => {
  await foreignToken(world, 'bob')
  const { exitCode, stderr } = await world.run(['import', 'idp/ann', '--token-file', 'old-token'])
  t.equal(exitCode, 1)
  t.match(stderr, 'wrong_account')
  t.match(await world.run(['status', '--exit-code']), { exitCode: 3 })
})

t.test('an imported grant serves requests, and no token is printed', async (t) => {
  const token = await foreignToken(world, 'ann')
  const { stdout, stderr } = await world.ok(['import', 'idp/ann', '--token-file', 'old-token'])
  t.match(stdout, 'connection.idp/ann: Imported the grant of ann, granted [')
  t.notMatch(stdout + stderr, token)
  const gateway = await world.serve()
  t.match(await world.call('/ann/hello'), { status: 200 })
  await gateway.stop()
  const again = await world.run(['import', 'idp/ann', '--token-file', 'old-token'])
  t.match(again, { exitCode: 1, stderr: /connected already/ })
})
