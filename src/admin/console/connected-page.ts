import { html } from 'hono/html'
import type { ConsentOutcome } from '../../engine/index.ts'
import { type Html, layout } from './layout.ts'
import { accountList, command, row, scopeList } from './parts.ts'

/** What a resource owner reads after a consent that has nowhere else to lead. */
export function connectedPage(outcome: ConsentOutcome): Html {
  const { connection, account, grantedScopes, missingScopes } = outcome
  return layout({
    title: `${connection} is connected`,
    heading: html`<bdi>${connection}</bdi> is connected`,
    standing: { label: 'Connected', tone: 'good' },
    content: html`
<p class="lead">The token is sealed in credmgr's vault. You can close this window.</p>
${missingScopes.length > 0 ? missing(missingScopes) : undefined}
<dl>
${row('Account', account === undefined ? html`not named by the provider` : accountList(account))}
${row('Access granted', scopeList(grantedScopes))}
</dl>
<section class="operator">
<h2>For the operator</h2>
<p>This shows the connection and when its token expires:</p>
${command('credmgr status')}
</section>`,
  })
}

function missing(scopes: readonly string[]): Html {
  return html`<div class="care" role="note">
<p><strong>Warning: not everything was granted.</strong></p>
<p>Requests that need this access will fail at the provider:</p>
${scopeList(scopes)}
<p>To grant it as well, ask for a new link and approve all of it.</p>
</div>`
}
