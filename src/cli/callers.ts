import { type Caller, type Config, CredmgrError, type Json, ofKind } from '../model/index.ts'
import { suggestion } from './arguments.ts'

/** A token that is made up for a question does not expire while it is asked. */
const never = Number.MAX_SAFE_INTEGER

/**
 * A caller as somebody names it: an identity, with claims of a token where it is an issuer, or
 * `gateway`.
 *
 * @param claims `NAME=VALUE` each; a name that is there twice is a list.
 * @throws `USAGE`
 */
export function callerNamed(name: string, claims: readonly string[], config: Config): Caller {
  if (name === 'gateway') return { type: 'managed' }
  const identities = ofKind(config.resources, 'identity')
  const found = identities.find((each) => each.name === name)
  if (found === undefined) {
    const names = [...identities.map((each) => each.name), 'gateway']
    const message = `there is no identity "${name}"${suggestion(name, names)}`
    throw new CredmgrError('USAGE', message, { remedy: `identities: ${names.join(', ')}` })
  }
  if (found.spec.type === 'apiKey') return { type: 'apiKey', identity: name }
  return { type: 'oidc', identity: name, claims: claimsOf(claims), expiresAt: never }
}

function claimsOf(claims: readonly string[]): { readonly [name: string]: Json } {
  const values = new Map<string, Json>()
  for (const claim of claims) {
    const at = claim.indexOf('=')
    if (at < 1) {
      const message = 'option "--claim" needs a name and a value'
      throw new CredmgrError('USAGE', message, { remedy: 'for example: --claim sub=repo:acme/app' })
    }
    const [name, value] = [claim.slice(0, at), claim.slice(at + 1)]
    const before = values.get(name)
    values.set(name, before === undefined ? value : [before, value].flat())
  }
  return Object.fromEntries(values)
}
