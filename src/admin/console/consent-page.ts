import { html } from 'hono/html'
import type { ConsentRequest } from '../../engine/index.ts'
import { type Html, layout } from './layout.ts'
import { accountList, foreign, row, scopeList } from './parts.ts'

/** What a resource owner reads before anything happens; the button starts the consent. */
export function consentPage(request: ConsentRequest, proof: string): Html {
  const provider = shortTitle(request)
  return layout({
    title: `Connect ${request.connection}`,
    heading: html`Connect <bdi>${request.connection}</bdi>`,
    standing: { label: 'Consent request', tone: 'plain' },
    content: html`
<p class="lead">You are asked to let credmgr act at ${foreign(provider)} with the access listed here.
Nothing happens until you continue and approve.</p>
<dl>
${description(request)}
${row('Provider', html`${foreign(request.providerTitle)}<p class="hint">Configured as <code>${request.provider}</code></p>`)}
${row('Access', scopeList(request.scopes))}
${row('Sign in as', expectedAccount(request, provider))}
${person(request)}
${row(request.logIn === undefined ? 'You go to' : 'Then you go to', html`${foreign(request.authorizationHost)}<p class="hint">Your password is asked for there, never by credmgr.</p>`)}
${row('Link valid until', timeOf(request.expiresAt))}
</dl>
${form(request, proof, provider)}
<h2>What happens with the access</h2>
<p class="hint">credmgr seals the token that ${foreign(provider)} issues in its own vault. Applications that
are allowed to use this connection send their requests through credmgr; they never see the token.</p>
<h2>You did not expect this?</h2>
<p class="hint">Close this window. Continue only if you know who sent you the link and why.</p>`,
  })
}

/** The one button; or a login first, where only certain people may give the consent. */
function form({ logIn }: ConsentRequest, proof: string, provider: string): Html {
  const hidden = html`<input type="hidden" name="proof" value="${proof}">`
  if (logIn === undefined) {
    return html`<form method="post">
${hidden}
<button type="submit">Continue to ${foreign(provider)}</button>
</form>`
  }
  return html`<div class="care" role="note">
<p><strong>Log in first.</strong> Only certain people may give this consent. Say who you are, and you come
back to this page.</p>
</div>
<form method="post">
${hidden}
${logIn.map((name) => html`<button type="submit" name="identity" value="${name}">Log in with ${foreign(name)}</button>`)}
</form>`
}

function person({ loggedIn }: ConsentRequest): Html | undefined {
  if (loggedIn === undefined) return undefined
  return row(
    'Logged in as',
    html`${accountList(loggedIn)}<p class="hint">Proved by <bdi>${loggedIn.identity}</bdi>. It is recorded
with the consent.</p>`,
  )
}

function description({ description: text }: ConsentRequest): Html | undefined {
  return text === undefined ? undefined : row('Purpose', foreign(text))
}

function expectedAccount({ expect }: ConsentRequest, provider: string): Html {
  if (expect === undefined) {
    return html`<strong>Any account</strong><p class="hint">The connection will belong to whichever account is signed in
at ${foreign(provider)}. Check which one that is before you approve.</p>`
  }
  return html`${accountList(expect)}<p class="hint">Consent given with any other account is refused.</p>`
}

/** An issuer that stands for a title is too long to speak of; the host to go to says as much. */
function shortTitle({ providerTitle, authorizationHost }: ConsentRequest): string {
  return URL.canParse(providerTitle) ? authorizationHost : providerTitle
}

const dateForm = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'UTC',
})

/** The server does not know where the reader is: UTC, and said so. */
function timeOf(instant: number): Html {
  const iso = new Date(instant).toISOString()
  return html`<time datetime="${iso}">${dateForm.format(instant)} UTC</time>`
}
