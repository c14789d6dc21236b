import type { ApplyEvent } from '../engine/index.ts'
import { type Action, printable } from '../plan/index.ts'
import type { Output } from './output.ts'

/** Terraform's words for what is being done to one resource, and that it is done. */
const words: { readonly [A in Action]: readonly [doing: string, done: string] } = {
  create: ['Creating...', 'Creation complete'],
  update: ['Modifying...', 'Modifications complete'],
  replace: ['Replacing...', 'Replacement complete'],
  delete: ['Destroying...', 'Destruction complete'],
}

/** Shows what happens during an apply, one line an event. @returns A function that returns the line. */
export function reportTo(out: Output): (event: ApplyEvent) => string {
  return (event) => {
    const { type, text, hook } = described(event)
    const isWarning = event.type === 'revocationFailed' || event.type === 'importFailed'
    out.progress(isWarning ? `${out.paint('warning', 'Warning:')} ${text}` : text)
    out.event(type, text, { hook })
    return text
  }
}

interface Described {
  /** Terraform's event type where it has one. */
  readonly type: string
  readonly text: string
  readonly hook: { readonly [key: string]: string | number }
}

function described(event: ApplyEvent): Described {
  switch (event.type) {
    case 'started': {
      const { address, action } = event
      return {
        type: 'apply_start',
        text: `${address}: ${words[action][0]}`,
        hook: { address, action },
      }
    }
    case 'finished': {
      const { address, action } = event
      const text = `${address}: ${words[action][1]}`
      return { type: 'apply_complete', text, hook: { address, action } }
    }
    case 'discovered': {
      const { address, issuer } = event
      const text = `${address}: Discovered the endpoints of ${issuer}`
      return { type: 'provider_discovered', text, hook: { address, issuer } }
    }
    case 'moved': {
      const { from, to } = event
      const text = `${to}: Moved from ${from}`
      return { type: 'resource_moved', text, hook: { from, to } }
    }
    case 'committed':
      return {
        type: 'state_committed',
        text: `State: committed serial ${event.serial}`,
        hook: { serial: event.serial },
      }
    case 'imported':
    case 'importFailed':
      return describedImport(event)
    case 'revoked': {
      const { connection, host, outcome } = event
      const text = `connection.${connection}: ${withdrawn(event)}`
      const type = outcome === 'revoked' ? 'token_revoked' : 'token_not_revoked'
      return { type, text, hook: { connection, host, outcome } }
    }
    case 'revocationFailed': {
      const { connection, problem } = event
      const text = `connection.${connection}: Not revoked yet (${problem}); the next apply tries again`
      return { type: 'revocation_failed', text, hook: { connection, problem } }
    }
    default:
      return unreachable(event)
  }
}

function describedImport(
  event: Extract<ApplyEvent, { readonly type: 'imported' | 'importFailed' }>,
): Described {
  const { type, connection } = event
  if (type === 'imported') {
    const { account, grantedScopes } = event
    const whose = account?.account ?? account?.email ?? account?.subject
    const by = whose === undefined ? '' : ` of ${printable(whose)}`
    const scopes = grantedScopes.map(printable).join(', ')
    const text = `connection.${connection}: Imported the grant${by}, granted [${scopes}]`
    return { type: 'token_imported', text, hook: { connection } }
  }
  const { problem, final } = event
  const next = final
    ? 'a person must consent now; for another token: credmgr import'
    : 'it is tried again with its first use, and by the next apply'
  const text = `connection.${connection}: Not imported (${problem}); ${next}`
  return { type: 'import_failed', text, hook: { connection, problem } }
}

/** What has become of a grant: only a provider can end it, and not every one can be asked to. */
function withdrawn({ host, outcome }: Extract<ApplyEvent, { readonly type: 'revoked' }>): string {
  const provider = host === '' ? 'the provider' : host
  switch (outcome) {
    case 'revoked':
      return `Revoked at ${provider}`
    case 'unsupported':
      return `Wiped here; ${provider} has no revocation endpoint, so it lives on there until it expires`
    case 'shared':
      return `Wiped here; kept at ${provider}, because another connection uses the same grant`
    case 'nothing':
      return 'Nothing was stored, so there is nothing to revoke'
    default:
      return unreachable(outcome)
  }
}

function unreachable(event: never): never {
  throw new TypeError(`unexpected event ${JSON.stringify(event)}`)
}
