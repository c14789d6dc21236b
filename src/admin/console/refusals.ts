import { html } from 'hono/html'
import { type Account, accountName, type ConsentRefusal } from '../../model/index.ts'
import type { Explanation, Facts } from './explanation-page.ts'
import type { Html } from './layout.ts'
import { command, foreign } from './parts.ts'

/** The shelf of refusals: for every reason of the engine what happened and what to do next. */
export const refusals: { readonly [Reason in ConsentRefusal]: Explanation } = {
  link_unknown: {
    status: 404,
    title: 'This link is not valid',
    happened:
      () => html`credmgr does not know this consent link. It may have been cut off in a message,
or it was issued by another installation. Nothing was stored.`,
    next: () => [
      html`Open the link again exactly as it was sent to you, to its very end.`,
      html`If that does not help, ask whoever sent it for a new link.`,
    ],
    operator: newLink,
    again: false,
  },
  link_expired: {
    status: 410,
    title: 'This link has expired',
    happened: () =>
      html`A consent link is valid for 24 hours, and this one is older. Nothing was stored.`,
    next: () => [html`Ask whoever sent you the link for a new one, and open it within 24 hours.`],
    operator: newLink,
    again: false,
  },
  link_used: {
    status: 410,
    title: 'This link was already used',
    happened: () =>
      html`A consent was completed with this link before, and a link works only once.`,
    next: () => [
      html`If that was you, the connection is made and you can close this window.`,
      html`If that was not you, tell whoever sent you the link now: somebody else may have connected
their account.`,
    ],
    operator: (
      facts,
    ) => html`<p><code>credmgr status</code> shows the account that is connected. For another
consent, make a new link:</p>${connect(facts)}`,
    again: false,
  },
  connection_removed: {
    status: 410,
    title: 'This connection no longer exists',
    happened:
      () => html`The connection was removed from the configuration after the link was made, so there
is nothing left to consent to. Nothing was stored.`,
    next: () => [
      html`You can close this window.`,
      html`If you think that the connection is still needed, tell whoever sent you the link.`,
    ],
    operator: () => html`<p>Declare the connection again; its new link is printed by</p>
${command('credmgr apply')}`,
    again: false,
  },
  state_unknown: {
    status: 400,
    title: 'This sign-in is no longer valid',
    happened:
      () => html`The provider's answer belongs to no sign-in that credmgr is waiting for. It took too
long, it was already answered, or the page was loaded a second time. Nothing was stored by this answer.`,
    next: () => [
      html`Open the consent link again and go through the sign-in once more, without using Back or Reload.`,
      html`If the link says that it was already used, the connection is made and you can close this window.`,
    ],
    operator: newLink,
    again: true,
  },
  wrong_provider: {
    status: 400,
    title: 'The answer came from the wrong provider',
    happened:
      () => html`The sign-in was started at one provider, and the answer arrived at the address of
another. credmgr did not use it. Nothing was stored.`,
    next: () => [
      html`Open the consent link again and sign in once more.`,
      html`If this page comes back, stop and tell whoever sent you the link.`,
    ],
    operator:
      () => html`<p>Compare the redirect URL that is registered at the provider with the name of the
provider in the configuration: it ends in <code>/-/callback/&lt;provider&gt;</code>, and that of a login in
<code>/-/login/&lt;identity&gt;</code>.</p>`,
    again: true,
  },
  wrong_browser: {
    status: 403,
    title: 'The sign-in was started in another browser',
    happened:
      () => html`For your protection a consent must end in the browser in which it began. This browser
did not begin it, or it does not keep cookies for this site. Nothing was stored.`,
    next: () => [
      html`Open the consent link again in this browser, and continue from there.`,
      html`If this page comes back, allow cookies for this site, or leave the private window.`,
      html`If you did not open a consent link yourself, close this window: somebody may be trying to
connect your account as theirs.`,
    ],
    operator: newLink,
    again: true,
  },
  issuer_mismatch: {
    status: 400,
    title: 'The answer came from an unexpected server',
    happened:
      () => html`The answer names another authorization server than the one that was asked. This can
be a wrong setting, and it can be an attack. credmgr did not use it. Nothing was stored.`,
    next: () => [
      html`Do not sign in again for now.`,
      html`Tell whoever sent you the link what this page says.`,
    ],
    operator: (facts) => html`<p>Compare <code>issuer</code> of the
${facts.identity === undefined ? 'provider' : html`identity <code>${facts.identity}</code>`} in
<code>credmgr.config.yaml</code> with the one that the server publishes. Once it is right:</p>${connect(facts)}`,
    again: false,
  },
  access_denied: {
    status: 403,
    title: 'Access was not approved',
    happened:
      () => html`The provider says that the request was declined, by you or by a rule of your
organization. Nothing was stored.`,
    next: () => [
      html`Open the same link again when you are ready to approve; it stays valid.`,
      html`If you did not decline it yourself, ask your administrator at the provider to allow the
application.`,
      html`If you do not want to approve, there is nothing to do: close this window.`,
    ],
    again: true,
  },
  provider_error: {
    status: 400,
    title: 'The provider could not complete the sign-in',
    happened: () =>
      html`The provider answered with an error instead of an approval. Nothing was stored.`,
    next: () => [
      html`Open the same link again and try once more; it stays valid.`,
      html`If this page comes back, tell whoever sent you the link.`,
    ],
    operator:
      () => html`<p>The log of the gateway has the provider's error code. The usual causes are a scope
that the application may not ask for and a redirect URL that is not registered.</p>`,
    again: true,
  },
  wrong_account: {
    status: 403,
    title: 'You signed in with another account',
    happened: () =>
      html`This connection is meant for another account than the one that approved. Nothing was stored.`,
    next: ({ expect }) => [
      html`Sign out at the provider, or open a private window.`,
      html`Open the same link again; it stays valid.`,
      html`Sign in as ${named(expect) ?? html`the account that the consent page names`}, and approve.`,
    ],
    operator: (
      facts,
    ) => html`<p>If the other account is the right one, change <code>expect</code> of the
connection, apply, and make a new link:</p>${connect(facts)}`,
    again: true,
  },
  account_unknown: {
    status: 403,
    title: 'The provider did not say who signed in',
    happened: ({
      expect,
    }) => html`This connection is meant for ${named(expect) ?? html`one account`} only, and
credmgr could not find out whose approval this was. Nothing was stored.`,
    next: () => [
      html`Tell whoever sent you the link what this page says. Trying again will not help before the
configuration is changed.`,
    ],
    operator: (
      facts,
    ) => html`<p>Let the provider name the account: ask for the scope <code>openid</code>, or
set the provider's <code>userinfo</code> endpoint. Only if any account will do, remove
<code>expect</code>. Then apply, and make a new link:</p>${connect(facts)}`,
    again: false,
  },
  login_required: {
    status: 403,
    title: 'Log in first',
    happened: () =>
      html`Only certain people may give this consent, and none of them has logged in for it in this browser
in the last half hour. Nothing was stored.`,
    next: () => [
      html`Open the consent link again in this browser.`,
      html`Log in with the button there; you come back to the same page and go on from it.`,
    ],
    again: true,
  },
  login_denied: {
    status: 403,
    title: 'You have not logged in',
    happened: ({ identity }) =>
      html`The login${at(identity)} was declined, by you or by a rule of your organization. Nothing was
stored.`,
    next: () => [
      html`Open the consent link again when you are ready to log in; it stays valid.`,
      html`If you did not decline it yourself, ask your administrator to let you use the application.`,
    ],
    operator: loginClient,
    again: true,
  },
  login_failed: {
    status: 400,
    title: 'The login did not work',
    happened: ({ identity }) =>
      html`The login${at(identity)} has not proved who you are. Nothing was stored.`,
    next: () => [
      html`Open the consent link again and log in once more; it stays valid.`,
      html`If this page comes back, tell whoever sent you the link.`,
    ],
    operator: loginClient,
    again: true,
  },
  login_refused: {
    status: 403,
    title: 'You may not give this consent',
    happened: () =>
      html`You have logged in, and you are not one of the people who may give this consent. Nothing was
stored.`,
    next: () => [
      html`If you have another account, open the consent link again and log in with that one: you are
asked for it.`,
      html`Otherwise pass the link on to somebody who may give the consent; it stays valid.`,
    ],
    operator:
      () => html`<p>Compare <code>consent.by</code> of the connection with what the issuer says of
this person. What it does not say in the id_token or at its userinfo endpoint cannot match: it may need
another of <code>login.scopes</code>, and Entra ID leaves out <code>groups</code> of whoever has very
many.</p>`,
    again: true,
  },
  exchange_failed: {
    status: 400,
    title: 'The provider did not issue a token',
    happened:
      () => html`You approved, but the provider refused to give credmgr the token for it. Nothing was
stored.`,
    next: () => [
      html`Open the same link again and approve once more; it stays valid.`,
      html`If this page comes back, tell whoever sent you the link.`,
    ],
    operator:
      () => html`<p>The log of the gateway has the provider's error code. Check client id, client
secret, <code>clientAuth</code> and the registered redirect URL.</p>`,
    again: true,
  },
}

function named(expect: Account | undefined): Html | undefined {
  const name = expect === undefined ? undefined : accountName(expect)
  return name === undefined ? undefined : html`<strong>${foreign(name)}</strong>`
}

/** ` with corp`. */
function at(identity: string | undefined): Html | undefined {
  return identity === undefined ? undefined : html` with ${foreign(identity)}`
}

function loginClient({ identity = '<identity>' }: Facts): Html {
  return html`<p>The log of the gateway has the error code. Check <code>login</code> of the identity: its
client id and secret, and that the redirect URL registered for it ends in
<code>/-/login/${identity}</code>.</p>`
}

function newLink(facts: Facts): Html {
  return html`<p>This makes a new link:</p>${connect(facts)}`
}

function connect({ connection }: Facts): Html {
  return command(`credmgr connect ${connection ?? 'PROVIDER/NAME'}`)
}
