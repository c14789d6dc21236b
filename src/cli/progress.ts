import type { ApplyEvent } from '../engine/index.ts'
import type { Action } from '../plan/index.ts'
import type { Output } from './output.ts'

/** Terraform's words for what is being done to one resource, and that it is done. */
const words: { readonly [A in Action]: readonly [doing: string, done: string] } = {
  create: ['Creating...', 'Creation complete'],
  update: ['Modifying...', 'Modifications complete'],
  replace: ['Replacing...', 'Replacement complete'],
  delete: ['Destroying...', 'Destruction complete'],
}

/** Shows what happens during an apply, one line an event. */
export function reportTo(out: Output): (event: ApplyEvent) => void {
  return (event) => {
    const { type, text, hook } = described(event)
    out.progress(
      event.type === 'revocationFailed' ? `${out.paint('warning', 'Warning:')} ${text}` : text,
    )
    out.event(type, text, { hook })
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
    case 'committed':
      return {
        type: 'state_committed',
        text: `State: committed serial ${event.serial}`,
        hook: { serial: event.serial },
      }
    case 'revoked': {
      const { connection, host } = event
      const text = `connection.${connection}: Revoked at ${host}`
      return { type: 'token_revoked', text, hook: { connection, host } }
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

function unreachable(event: never): never {
  throw new TypeError(`unexpected event ${JSON.stringify(event)}`)
}
