import t from 'tap'
import { type ConsentRefusal, CredmgrError } from '../../src/model/index.ts'
import { refusal } from './memory-consent.ts'
import { clickThrough, newTicket, publicFixture } from './support.ts'

/** For every reason the status and what the reader is told to do. The compiler knows of a missing one. */
const expected: { readonly [Reason in ConsentRefusal]: readonly [number, string] } = {
  link_unknown: [404, 'ask whoever sent it for a new link'],
  link_expired: [410, 'Ask whoever sent you the link for a new one'],
  link_used: [410, 'you can close this window'],
  connection_removed: [410, 'You can close this window'],
  state_unknown: [400, 'Open the consent link again'],
  wrong_provider: [400, 'Open the consent link again'],
  wrong_browser: [403, 'Open the consent link again in this browser'],
  issuer_mismatch: [400, 'Do not sign in again'],
  access_denied: [403, 'Open the same link again when you are ready'],
  provider_error: [400, 'Open the same link again'],
  wrong_account: [403, 'Sign out at the provider'],
  account_unknown: [403, 'Tell whoever sent you the link'],
  exchange_failed: [400, 'Open the same link again'],
  login_required: [403, 'Log in with the button there'],
  login_denied: [403, 'when you are ready to log in'],
  login_failed: [400, 'log in once more'],
  login_refused: [403, 'pass the link on'],
}

/** Reasons after which only a new link helps, so that its command stands on the page. */
const newLink: readonly ConsentRefusal[] = ['link_unknown', 'link_expired', 'link_used']

/** Reasons after which the same link must not be offered again. */
const final: readonly ConsentRefusal[] = [
  'link_unknown',
  'link_expired',
  'link_used',
  'connection_removed',
  'issuer_mismatch',
  'account_unknown',
]

const reasons = Object.keys(expected) as ConsentRefusal[]

t.test('every refusal has its own page with a status, a reason and a next step', async (t) => {
  const titles = new Set<string>()
  for (const reason of reasons) {
    const fixture = publicFixture({
      steps: {
        finish: async () => {
          throw refusal(reason, { connection: 'github/release-bot' })
        },
      },
    })
    const response = await fixture.app.request('/-/callback/github?code=c&state=s')
    const [status, step] = expected[reason]
    t.equal(response.status, status, reason)
    const page = (await response.text()).replace(/\s+/g, ' ')
    t.match(page, 'What to do next', reason)
    t.ok(page.includes(step), `${reason}: ${step}`)
    t.match(page, `<code>${reason}</code>`, reason)
    titles.add(/<title>(.*?)<\/title>/.exec(page)?.[1] ?? '')
    t.match(fixture.log, [{ level: 'warn', facts: { reason, connection: 'github/release-bot' } }])
  }
  t.equal(titles.size, reasons.length)
})

t.test(
  'where a new link is needed the page has the command, with the address if it is known',
  async (t) => {
    for (const reason of newLink) {
      for (const connection of ['github/release-bot', undefined]) {
        const fixture = publicFixture({
          steps: {
            describe: async () => {
              throw refusal(reason, connection === undefined ? {} : { connection })
            },
          },
        })
        const page = await (await fixture.app.request('/-/consent/x')).text()
        t.match(page, `credmgr connect ${connection ?? 'PROVIDER/NAME'}`, reason)
      }
    }
  },
)

t.test('the same link is offered again only where it helps', async (t) => {
  for (const reason of reasons) {
    const fixture = publicFixture({
      steps: {
        begin: async () => {
          throw refusal(reason)
        },
      },
    })
    const headers = { cookie: `credmgr_browser=${'A'.repeat(43)}` }
    const response = await fixture.app.request('/-/consent/the-ticket', { method: 'POST', headers })
    const offered = (await response.text()).includes('href="/-/consent/the-ticket"')
    t.equal(offered, !final.includes(reason), reason)
  }
})

t.test('the page of a wrong account names both accounts', async (t) => {
  const fixture = publicFixture()
  fixture.world.exchange = async () => ({
    account: { account: 'alice', email: 'alice@acme.example' },
    scopes: [],
  })
  const { cookie, state } = await clickThrough(fixture, await newTicket(fixture))
  const response = await fixture.app.request(`/-/callback/github?code=c&state=${state}`, {
    headers: { cookie },
  })
  t.equal(response.status, 403)
  const page = await response.text()
  t.match(page, /Expected account[\s\S]*acme-release-bot[\s\S]*You signed in as[\s\S]*alice@acme/)
  t.equal(fixture.consent.connected.size, 0)
})

t.test(
  'an answer that no sign-in waits for ends on a page, and nothing is exchanged',
  async (t) => {
    let exchanges = 0
    const queries = [
      '',
      '?code=c',
      '?code=c&state=',
      '?code=c&state=unknown',
      '?code=c&state=STATE&state=STATE',
      '?code=c&state[]=STATE',
      '?code=c&State=STATE',
      '?code=c&state=STATE%00',
      '?code=c&state=STATE%20',
      '?access_token=fake&state=unknown',
    ]
    for (const query of queries) {
      const fixture = publicFixture()
      fixture.world.exchange = async () => {
        exchanges += 1
        return { scopes: [] }
      }
      const { cookie, state } = await clickThrough(fixture, await newTicket(fixture))
      const path = `/-/callback/github${query.replaceAll('STATE', state)}`
      const response = await fixture.app.request(path, { headers: { cookie } })
      t.equal(response.status, 400, query)
      t.match(await response.text(), 'state_unknown', query)
    }
    t.equal(exchanges, 0)
  },
)

t.test('a link walks through its life: unknown, shown, used, expired, removed', async (t) => {
  const fixture = publicFixture()
  const [used, old, removed] = [
    await newTicket(fixture),
    await newTicket(fixture),
    await newTicket(fixture),
  ]
  t.equal((await fixture.app.request('/-/consent/nobody')).status, 404)
  const { cookie, state } = await clickThrough(fixture, used)
  t.equal((await fixture.app.request(used)).status, 200, 'a click does not use it up')
  await fixture.app.request(`/-/callback/github?code=c&state=${state}`, { headers: { cookie } })
  const again = await fixture.app.request(used)
  t.equal(again.status, 410)
  t.match(await again.text(), 'link_used')
  fixture.world.connections.delete('github/release-bot')
  t.match(await (await fixture.app.request(removed)).text(), 'connection_removed')
  fixture.world.now += 24 * 3_600_000
  t.match(await (await fixture.app.request(old)).text(), 'link_expired')
})

t.test(
  'the log has the message of an error of ours, and its cause, where the page says so',
  async (t) => {
    const foreign = 'canary-that-a-provider-sent'
    const refused = new CredmgrError(
      'PROVIDER_REJECTED',
      'provider "github" refused the code',
      { provider: 'github', oauthError: 'invalid_client' },
      { cause: new Error(foreign) },
    )
    const unreachable = new CredmgrError(
      'PROVIDER_UNREACHABLE',
      'no response from provider "github"',
      { provider: 'github' },
      {
        cause: new TypeError(foreign, {
          cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }),
        }),
      },
    )
    const exchange = new CredmgrError(
      'CONSENT_REFUSED',
      'the code was not exchanged',
      { reason: 'exchange_failed', oauthError: `${foreign} <b>` },
      { cause: refused },
    )
    const full = new CredmgrError('STORE_UNWRITABLE', '"vault" cannot be written (ENOSPC)', {
      location: 'vault',
    })
    const rows: readonly (readonly [thrown: Error, level: string, facts: object])[] = [
      [refused, 'warn', { code: 'PROVIDER_REJECTED', problem: refused.message, cause: 'Error' }],
      [refused, 'warn', { oauthError: 'invalid_client' }],
      [unreachable, 'warn', { problem: unreachable.message, cause: 'TypeError (ECONNREFUSED)' }],
      [exchange, 'warn', { reason: 'exchange_failed', problem: exchange.message }],
      [
        exchange,
        'warn',
        { cause: `PROVIDER_REJECTED: ${refused.message}`, oauthError: '(not a code)' },
      ],
      [full, 'error', { code: 'STORE_UNWRITABLE', problem: full.message }],
      [new Error(foreign), 'error', { name: 'Error', code: null, problem: undefined }],
    ]
    for (const [thrown, level, facts] of rows) {
      const finish = async (): Promise<never> => {
        throw thrown
      }
      const { app, log } = publicFixture({ steps: { finish } })
      const response = await app.request('/-/callback/github?code=c&state=s')
      t.match(log, [{ level, facts }], thrown.message)
      t.notMatch(JSON.stringify(log) + (await response.text()), foreign)
    }
  },
)
