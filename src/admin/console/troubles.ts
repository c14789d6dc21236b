import { html } from 'hono/html'
import type { Explanation } from './explanation-page.ts'

/** What can go wrong beside the reasons for which the engine refuses. */
export type Trouble =
  | 'no_cookie'
  | 'foreign_form'
  | 'provider_unreachable'
  | 'provider_rejected'
  | 'internal_error'

/** The shelf of troubles: for each what happened and what to do next. */
export const troubles: { readonly [Each in Trouble]: Explanation } = {
  no_cookie: {
    status: 403,
    title: 'Your browser does not keep cookies for this site',
    happened:
      () => html`credmgr ties a consent to the browser in which it begins, and needs one cookie for
that. Your browser did not send it. Nothing was stored.`,
    next: () => [
      html`Allow cookies for this site. If they are allowed, delete the ones that it has.`,
      html`Open the consent link again in this browser, and continue from there.`,
    ],
    again: true,
  },
  foreign_form: {
    status: 403,
    title: 'This request came from another site',
    happened:
      () => html`The consent was to be started by a page that is not credmgr's own. It was stopped.
Nothing was stored.`,
    next: () => [
      html`If you were just sent here by a page that you do not know, close this window.`,
      html`If you want to give your consent, open the link that you were sent, and continue from there.`,
    ],
    again: true,
  },
  provider_unreachable: {
    status: 503,
    title: 'The provider cannot be reached',
    happened: () =>
      html`credmgr could not reach the server that you were to sign in with. Nothing was stored.`,
    next: () => [
      html`Wait a minute, then try the same link again; it stays valid.`,
      html`If this page comes back, tell whoever sent you the link.`,
    ],
    operator:
      () => html`<p>Check that the host of the gateway reaches the provider's token endpoint, or at a login
the issuer of the identity; the log of the gateway says what failed.</p>`,
    again: true,
  },
  provider_rejected: {
    status: 502,
    title: 'The provider gave an answer that cannot be used',
    happened:
      () => html`The provider's answer to credmgr was an error, or not what the protocol asks for.
Nothing was stored.`,
    next: () => [
      html`Try the same link again; it stays valid.`,
      html`If this page comes back, tell whoever sent you the link.`,
    ],
    operator:
      () => html`<p>The log of the gateway has the error code. Check client id, client secret,
<code>clientAuth</code> and the endpoints of the provider.</p>`,
    again: true,
  },
  internal_error: {
    status: 500,
    title: 'Something went wrong in credmgr',
    happened: () => html`This is not your fault. The consent was probably not completed.`,
    next: () => [
      html`Try the same link again in a minute. If it says that it was already used, the connection is
made and you can close this window.`,
      html`If this page comes back, tell whoever sent you the link.`,
    ],
    operator: () => html`<p>The log of the gateway has an entry for it, with a code.</p>`,
    again: true,
  },
}
