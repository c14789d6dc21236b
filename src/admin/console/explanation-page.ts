import { html } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Account } from '../../model/index.ts'
import { type Html, layout } from './layout.ts'
import { accountList, row } from './parts.ts'

/** What is known when a consent did not end in a connection. */
export interface Facts {
  readonly connection?: string
  readonly expect?: Account
  readonly account?: Account
  /** Where it was a login before the consent: the identity that was to prove who that is. */
  readonly identity?: string
  /** Where the same link can be opened again. */
  readonly path?: string
}

/** One way in which a consent can end, explained to the person in front of it. */
export interface Explanation {
  readonly status: ContentfulStatusCode
  readonly title: string
  readonly happened: (facts: Facts) => Html
  /** What the reader does now, in order; at least one step. */
  readonly next: (facts: Facts) => readonly Html[]
  /** What whoever runs credmgr does, where the reader alone cannot help. */
  readonly operator?: (facts: Facts) => Html
  /** The same link can be tried again. */
  readonly again: boolean
}

/**
 * The page of an explanation. What a provider said about an error is not on it: whoever made the
 * callback's address could write there what they like.
 *
 * @param code Stable, for whoever is asked for help.
 */
export function explanationPage(code: string, explanation: Explanation, facts: Facts): Html {
  const { title, happened, next, operator, again } = explanation
  return layout({
    title,
    standing: { label: 'Not connected', tone: 'bad' },
    content: html`
<p class="lead">${happened(facts)}</p>
${accounts(facts)}
<h2>What to do next</h2>
<ol>${next(facts).map((step) => html`<li>${step}</li>`)}</ol>
${again && facts.path !== undefined ? openAgain(facts.path) : undefined}
${operator === undefined ? undefined : forOperator(operator(facts))}`,
    footer: html`<p>Reason: <code>${code}</code>${concerning(facts)}</p>`,
  })
}

function accounts({ expect, account }: Facts): Html | undefined {
  if (expect === undefined && account === undefined) return undefined
  return html`<dl>
${expect === undefined ? undefined : row('Expected account', accountList(expect))}
${account === undefined ? undefined : row('You signed in as', accountList(account))}
</dl>`
}

function openAgain(path: string): Html {
  return html`<p class="again"><a class="button" href="${path}">Open the link again</a></p>`
}

function forOperator(hint: Html): Html {
  return html`<section class="operator"><h2>For the operator</h2>${hint}</section>`
}

function concerning({ connection }: Facts): Html | undefined {
  return connection === undefined ? undefined : html` · Connection: <bdi>${connection}</bdi>`
}
