/** Pieces that more than one page shows. */
import { html } from 'hono/html'
import type { Account } from '../../model/index.ts'
import type { Html } from './layout.ts'

/** The name itself needs no label; the others say what they are. */
const labels = { email: 'E-mail', tenant: 'Tenant', subject: 'Subject' } as const

const labelled = ['email', 'tenant', 'subject'] as const

/** A string from a provider: kept apart, so that its writing direction cannot turn words around it. */
export function foreign(text: string): Html {
  return html`<bdi>${text}</bdi>`
}

/** A label and what it stands for, one line of a description list. */
export function row(label: string, value: Html | readonly Html[]): Html {
  return html`<div><dt>${label}</dt><dd>${value}</dd></div>`
}

/** Scopes as a list, or a word that says that there are none. */
export function scopeList(scopes: readonly string[]): Html {
  if (scopes.length === 0) return html`<span>none named</span>`
  const items = scopes.map((scope) => html`<li><code>${scope}</code></li>`)
  return html`<ul class="chips">${items}</ul>`
}

/** Every member of `account` that is known, the name first. */
export function accountList(account: Account): Html {
  const name = account.account
  const others = labelled.flatMap((member) => {
    const value = account[member]
    return value === undefined
      ? []
      : [html`<li><span>${labels[member]}</span> ${foreign(value)}</li>`]
  })
  return html`<ul class="members">
${name === undefined ? undefined : html`<li><strong>${foreign(name)}</strong></li>`}${others}
</ul>`
}

/** A command line to copy. */
export function command(line: string): Html {
  return html`<code class="command">${line}</code>`
}
