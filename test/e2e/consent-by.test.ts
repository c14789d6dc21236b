import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import t from 'tap'
import {
  type AuthorizationServer,
  startAuthorizationServer,
} from '../support/authorization-server.ts'
import { atProvider, startBrowser, type TestBrowser } from '../support/browser.ts'
import { mainConfig, startWorld, statusOf, type World } from './world.ts'

const secret = 'not-a-real-secret-of-the-login'
/** Where to put pictures of the pages, for whoever wants to look at them. */
const pictures = process.env['CREDMGR_PICTURES']

let world: World
let staff: AuthorizationServer
let browser: TestBrowser

t.before(async () => {
  world = await startWorld({ accessTokenTtl: 300 })
  staff = await startAuthorizationServer({
    clients: [
      {
        clientId: 'credmgr-login',
        clientSecret: secret,
        redirectUris: [`${world.gateway}/-/login/staff`],
      },
    ],
  })
  await writeFile(join(world.directory, 'login-secret'), secret, { mode: 0o600 })
  await world.configure(guarded('by staff'))
  await world.ok(['apply', '--auto-approve'])
  // What belongs to nothing is swept at the next apply; the secret of the login belongs to staff.
  await world.configure(guarded('by staff only'))
  await world.ok(['apply', '--auto-approve'])
  browser = await startBrowser()
})

t.teardown(async () => {
  await browser?.stop()
  await staff?.stop()
  await world?.stop()
})

/** Only carol of the staff may give the consent for ann's account. */
function guarded(description: string): string {
  return mainConfig
    .replace(
      'identities:\n',
      `identities:
  staff:
    issuer: ${staff.issuer}
    audience: api://staff
    login: { clientId: credmgr-login, clientSecret: { file: ./login-secret } }
`,
    )
    .replace(
      'expect: { account: ann }\n',
      `expect: { account: ann }
    description: ${description}
    consent: { by: [{ user: { identity: staff, subject: carol } }] }
`,
    )
}

async function picture(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return
  await mkdir(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
}

t.test('whoever may consent logs in first, in the same browser, then consents', async (t) => {
  const gateway = await world.serve()
  const link = await world.link('idp/ann')
  const page = await browser.newPage()
  await page.goto(link)
  await picture(page, '1-log-in-first')
  t.equal(await page.getByRole('button').count(), 1, 'there is no other button')
  await page.getByRole('button', { name: 'Log in with staff' }).click()
  await atProvider(page, { login: 'mallory' })
  t.match(page.url(), `${world.gateway}/-/login/staff`)
  t.match(await page.locator('body').textContent(), /You may not give this consent/)
  await picture(page, '2-wrong-person')

  await page.goto(link)
  await page.getByRole('button', { name: 'Log in with staff' }).click()
  t.match(page.url(), staff.issuer, 'asked again, though mallory is still logged in there')
  await atProvider(page, { login: 'carol' })
  t.equal(page.url(), link, 'back at the page of the link')
  t.match(await page.locator('body').textContent(), /Logged in as\s+carol/)
  await picture(page, '3-logged-in')

  await page.getByRole('button', { name: 'Continue to' }).click()
  await atProvider(page, { login: 'ann' })
  t.match(page.url(), `${world.gateway}/-/callback/idp`)
  await picture(page, '4-connected')
  t.match(await statusOf(world, 'idp/ann'), { auth: 'connected', account: { account: 'ann' } })
  const { stdout } = await world.ok(['state', 'show', 'idp/ann'])
  t.match(stdout, /consentedBy:\n +identity: staff\n +subject: carol/)
  await gateway.stop()
})

t.test('no one else gets past the page, with the same link or another browser', async (t) => {
  const gateway = await world.serve()
  const link = await world.link('idp/ann')
  const carol = await browser.newPage()
  await carol.goto(link)
  await carol.getByRole('button', { name: 'Log in with staff' }).click()
  await atProvider(carol, { login: 'carol' })
  const thief = await browser.newPage()
  await thief.goto(link)
  t.equal(await thief.getByRole('button', { name: 'Continue to' }).count(), 0)
  await thief.getByRole('button', { name: 'Log in with staff' }).click()
  await thief.getByText('Cancel').click()
  await thief.waitForURL(/\/-\/login\/staff/)
  t.match(await thief.locator('body').textContent(), /You have not logged in/)
  await picture(thief, '5-declined')
  await thief.goto(thief.url())
  t.match(await thief.locator('body').textContent(), /This sign-in is no longer valid/)
  await gateway.stop()
})

t.test('no secret or token of a login is in output, log or state', async (t) => {
  const gateway = await world.serve()
  const link = await world.link('idp/ann')
  const page = await browser.newPage()
  await page.goto(link)
  await page.getByRole('button', { name: 'Log in with staff' }).click()
  await atProvider(page, { login: 'carol' })
  await gateway.stop()
  const { stdout } = await world.ok(['state', 'pull'])
  const log = gateway.stdout() + gateway.stderr()
  const told = `${log}${stdout}`
  t.match(log, /logged in for a consent/)
  t.notMatch(told, secret)
  for (const { token } of staff.issued) t.notOk(told.includes(token))
})
