import type { ApplyEvent } from '../engine/index.ts'
import type { Action } from '../plan/index.ts'
import { ofAccount, scopeList } from './grants.ts'
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
    const isWarning = failures.has(event.type)
    out.progress(isWarning ? `${out.paint('warning', 'Warning:')} ${text}` : text)
    out.event(type, text, { hook })
    return text
  }
}

const failures: ReadonlySet<ApplyEvent['type']> = new Set([
  'revocationFailed',
  'importFailed',
  'deregistrationFailed',
])

interface Described {
  /** Terraform's event type where it has one. */
  readonly type: string
  readonly text: string
  readonly hook: { readonly [key: string]: string | number }
}

type EventOf<T extends ApplyEvent['type']> = Extract<ApplyEvent, { readonly type: T }>

/** How each event is told. */
const tellings: { readonly [T in ApplyEvent['type']]: (event: EventOf<T>) => Described } = {
  started: ({ address, action }) => {
    const text = `${address}: ${words[action][0]}`
    return { type: 'apply_start', text, hook: { address, action } }
  },
  finished: ({ address, action }) => {
    const text = `${address}: ${words[action][1]}`
    return { type: 'apply_complete', text, hook: { address, action } }
  },
  discovered: ({ address, issuer }) => {
    const text = `${address}: Discovered the endpoints of ${issuer}`
    return { type: 'provider_discovered', text, hook: { address, issuer } }
  },
  registered: ({ address, host, clientId }) => {
    const text = `${address}: Registered client ${clientId} at ${host}`
    return { type: 'client_registered', text, hook: { address, host, client_id: clientId } }
  },
  deregistered: (event) => {
    const { address, host, outcome } = event
    const text = `${address}: ${deregistered(event)}`
    const type = outcome === 'removed' ? 'client_deregistered' : 'client_not_deregistered'
    return { type, text, hook: { address, host, outcome } }
  },
  deregistrationFailed: ({ address, host, problem }) => {
    const text = `${address}: Its client at ${host} is not removed yet (${problem}); the next apply tries again`
    return { type: 'deregistration_failed', text, hook: { address, host, problem } }
  },
  verified: ({ address, what, took }) => {
    const seconds = `${(took / 1000).toFixed(1)}s`
    const text = `${address}: Verified the ${what} with the token endpoint (${seconds})`
    return { type: 'client_verified', text, hook: { address, what } }
  },
  unverified: ({ address, what }) => {
    const text = `${address}: Not verified: no stored grant can try the ${what}`
    return { type: 'client_unverified', text, hook: { address, what } }
  },
  moved: ({ from, to }) => {
    return { type: 'resource_moved', text: `${to}: Moved from ${from}`, hook: { from, to } }
  },
  committed: ({ serial }) => {
    return { type: 'state_committed', text: `State: committed serial ${serial}`, hook: { serial } }
  },
  imported: ({ connection, account, grantedScopes }) => {
    const granted = scopeList(grantedScopes)
    const text = `connection.${connection}: Imported the grant${ofAccount(account)}, granted ${granted}`
    return { type: 'token_imported', text, hook: { connection } }
  },
  importFailed: ({ connection, problem, final }) => {
    const next = final
      ? 'a person must consent now; for another token: credmgr import'
      : 'it is tried again with its first use, and by the next apply'
    const text = `connection.${connection}: Not imported (${problem}); ${next}`
    return { type: 'import_failed', text, hook: { connection, problem } }
  },
  revoked: (event) => {
    const { connection, host, outcome } = event
    const text = `connection.${connection}: ${withdrawn(event)}`
    const type = outcome === 'revoked' ? 'token_revoked' : 'token_not_revoked'
    return { type, text, hook: { connection, host, outcome } }
  },
  revocationFailed: ({ connection, problem, final }) => {
    const text = final
      ? `connection.${connection}: Not revoked (${problem}), and not tried again: end the grant at the provider`
      : `connection.${connection}: Not revoked yet (${problem}); the next apply tries again`
    return { type: 'revocation_failed', text, hook: { connection, problem } }
  },
}

function described<T extends ApplyEvent['type']>(event: EventOf<T>): Described {
  return tellings[event.type as T](event)
}

/** What has become of a grant: only a provider can end it, and not every one can be asked to. */
function withdrawn({ host, outcome }: EventOf<'revoked'>): string {
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

function deregistered({ host, clientId, outcome }: EventOf<'deregistered'>): string {
  switch (outcome) {
    case 'removed':
      return `Removed client ${clientId} at ${host}`
    case 'unsupported':
      return `Client ${clientId} stays registered at ${host}, which removes none: a person can`
    case 'unheard':
      return `${host} may know a client of an apply that was cut off before it was answered`
    default:
      return unreachable(outcome)
  }
}

function unreachable(event: never): never {
  throw new TypeError(`unexpected event ${JSON.stringify(event)}`)
}
