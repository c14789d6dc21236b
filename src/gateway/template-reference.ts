import {
  type AuthorizationContext,
  type Carries,
  type ContextVariable,
  carriesNothing,
  type Json,
  type JsonObject,
  type PolicyScope,
} from '../model/index.ts'
import { fieldText, isCredentialField, tokenPattern } from './header-list.ts'
import { lastError } from './last-error.ts'
import type { Exchange } from './policies/policy.ts'

/** What a hole of a template stands for. */
export interface Reader {
  read(exchange: Exchange): string | undefined
  readonly carries: Carries
  /** Present when nothing but the authorization context in that slot decides what is read. */
  readonly contextSlot?: number
}

const reference = /^([a-z][A-Za-z0-9]*)(?:\.([A-Za-z]+)(?:\.(\S+))?)?$/

/**
 * Compiles what stands in a hole:
 *
 * - `auth.accessToken`, `.tokenType`, `.scope`, `.expiresAt` (RFC 3339), `.claims.NAME` of an
 *   authorization context;
 * - `name`: a context variable that `set-variable` has set;
 * - `request.method`, `.path`, `.ipAddress`, `.headers.NAME` of the request as it came, credentials
 *   excepted;
 * - `caller.identity`, `.claims.NAME`: verified facts about the caller;
 * - `lastError.source`, `.reason`, `.message`, within `on-error`.
 *
 * @returns A reader, or in one sentence what is wrong.
 */
export function compileReference(expression: string, scope: PolicyScope): Reader | string {
  const [, name = '', member, rest] = reference.exec(expression) ?? []
  if (name === '') return `"{{ ${expression} }}" must be a context variable, or one and its member`
  if (name === 'request') return requestReader(member, rest)
  if (name === 'caller') return callerReader(scope, member, rest)
  if (name === 'lastError') return lastErrorReader(scope, member, rest)
  const variable = scope.variables.get(name)
  if (variable === undefined) {
    return `no policy before this one declares the context variable "${name}"`
  }
  if (variable.type === 'context') return contextReader(variable, member, rest)
  return member === undefined ? textReader(variable) : `"${name}" is a text and has no members`
}

function textReader({ slot, carries }: ContextVariable): Reader {
  return {
    carries,
    read({ variables }) {
      const value = variables[slot]
      return typeof value === 'string' ? value : undefined
    },
  }
}

function contextReader({ slot }: ContextVariable, member = '', rest?: string): Reader | string {
  const read = member === 'claims' && rest !== undefined ? claim(rest) : members.get(member)
  if (read === undefined || (rest !== undefined && member !== 'claims')) {
    return `an authorization context has no member "${member}"`
  }
  return {
    carries: { token: member === 'accessToken', caller: false },
    contextSlot: slot,
    read({ variables }) {
      const context = variables[slot]
      return typeof context === 'object' ? read(context) : undefined
    },
  }
}

type ContextRead = (context: AuthorizationContext) => string | undefined

const members: ReadonlyMap<string, ContextRead> = new Map<string, ContextRead>([
  ['accessToken', (context) => context.accessToken],
  ['tokenType', (context) => context.tokenType],
  ['scope', (context) => context.scope],
  [
    'expiresAt',
    ({ expiresAt }) => (expiresAt === undefined ? undefined : new Date(expiresAt).toISOString()),
  ],
])

function claim(name: string): ContextRead {
  return ({ claims }) => memberText(claims, name)
}

function memberText(object: JsonObject, name: string): string | undefined {
  const value = Object.hasOwn(object, name) ? object[name] : undefined
  return value === undefined || value === null ? undefined : textOf(value)
}

function textOf(value: Json): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

const chosenByCaller: Carries = { token: false, caller: true }

const names = new RegExp(tokenPattern)

function requestReader(member = '', rest?: string): Reader | string {
  if (member === 'headers' && rest !== undefined) return headerReader(rest)
  if (rest === undefined) {
    if (member === 'method') return { carries: carriesNothing, read: (it) => it.requestMethod }
    if (member === 'path') return { carries: chosenByCaller, read: (it) => it.requestPath }
    if (member === 'ipAddress') return { carries: carriesNothing, read: ipAddress }
  }
  return `a request has no member "${member}"`
}

function ipAddress({ request }: Exchange): string | undefined {
  return request.socket.remoteAddress
}

function headerReader(name: string): Reader | string {
  const lowerCase = name.toLowerCase()
  if (!names.test(name)) return `"${name}" is not a header field name`
  if (isCredentialField(lowerCase)) return `"${name}" is the caller’s own credential`
  return { carries: chosenByCaller, read: ({ request }) => fieldText(request, lowerCase) }
}

function callerReader(scope: PolicyScope, member = '', rest?: string): Reader | string {
  if (scope.isPublic) return 'a public route has no caller'
  if (member === 'identity' && rest === undefined) {
    return { carries: carriesNothing, read: identityOf }
  }
  if (member === 'claims' && rest !== undefined) {
    return { carries: carriesNothing, read: ({ caller }) => callerClaim(caller, rest) }
  }
  return `a caller has no member "${member}"`
}

function identityOf({ caller }: Exchange): string | undefined {
  return caller === undefined || caller.type === 'managed' ? undefined : caller.identity
}

function callerClaim(caller: Exchange['caller'], name: string): string | undefined {
  return caller?.type === 'oidc' ? memberText(caller.claims, name) : undefined
}

function lastErrorReader({ place }: PolicyScope, member = '', rest?: string): Reader | string {
  if (place !== 'onError') return 'there is a last error within on-error only'
  if (rest !== undefined || (member !== 'source' && member !== 'reason' && member !== 'message')) {
    return `an error has no member "${member}"`
  }
  return {
    carries: carriesNothing,
    read: ({ problem }) => (problem === undefined ? undefined : lastError(problem)[member]),
  }
}
