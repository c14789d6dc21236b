import { diagnosticsJson, renderDiagnostics, type Sources } from '../config/index.ts'
import {
  type AnyCredmgrError,
  type Diagnostic,
  type ErrorCode,
  isCredmgrError,
  type Severity,
} from '../model/index.ts'
import { describeLocked } from './locks.ts'
import type { Output } from './output.ts'

export type { Sources } from '../config/index.ts'

/** What a failed command shows: for people on standard error, or as one event of the stream. */
export function showProblem(
  out: Output,
  error: unknown,
  { debug, sources }: { readonly debug: boolean; readonly sources: Sources },
): void {
  if (isCredmgrError(error) && error.code === 'CONFIG_INVALID') {
    showDiagnostics(out, error.details.diagnostics, sources)
    return
  }
  const { summary, detail } = isCredmgrError(error) ? explained(error) : unexpected(error)
  if (out.json) {
    const code = isCredmgrError(error) ? error.code : 'INTERNAL'
    const diagnostic = { severity: 'error', summary, detail, code }
    out.event('diagnostic', `Error: ${summary}`, { '@level': 'error', diagnostic })
  } else {
    out.problem(`${out.paint('error', 'Error:')} ${out.paint('bold', summary)}\n\n${detail}`)
  }
  if (debug && error instanceof Error) out.problem(`\n${error.stack ?? error.message}`)
}

/** Shows what an author should change, each with its place. */
export function showDiagnostics(
  out: Output,
  diagnostics: readonly Diagnostic[],
  sources: Sources,
): void {
  if (diagnostics.length === 0) return
  if (!out.json) {
    out.problem(renderDiagnostics(diagnostics, sources, { color: out.color }).trimEnd())
    return
  }
  const objects = diagnosticsJson(diagnostics, sources)
  for (const [at, each] of diagnostics.entries()) {
    const { title, level } = levels[each.severity]
    const members = { '@level': level, diagnostic: objects[at] ?? {} }
    out.event('diagnostic', `${title}: ${each.message}`, members)
  }
}

/** Terraform's words and levels. */
const levels: { readonly [S in Severity]: { readonly title: string; readonly level: string } } = {
  error: { title: 'Error', level: 'error' },
  warning: { title: 'Warning', level: 'warn' },
  info: { title: 'Info', level: 'info' },
}

/** Headlines; Terraform's where it has the same problem. */
const headlines: { readonly [C in ErrorCode]: string } = {
  CONFIG_INVALID: 'Invalid configuration',
  USAGE: 'Wrong usage',
  NOT_INTERACTIVE: 'Nobody can be asked for approval',
  STORE_NOT_INITIALIZED: 'Store is not initialized',
  NOTHING_APPLIED: 'Nothing is applied',
  STORE_UNREADABLE: 'Store cannot be read',
  STORE_UNWRITABLE: 'Store cannot be written',
  STATE_CORRUPT: 'State is damaged',
  STATE_TOO_NEW: 'State was written by a newer version',
  STATE_CONFLICT: 'State was changed at the same time',
  STATE_LOCKED: 'Error acquiring the state lock',
  STATE_REFUSED: 'State cannot be changed like that',
  LOCK_UNKNOWN: 'Failed to unlock state',
  ADDRESS_UNKNOWN: 'Unknown address',
  PLAN_STALE: 'Saved plan is stale',
  PLAN_INVALID: 'Saved plan cannot be read',
  PREVENT_DESTROY: 'Instance cannot be destroyed',
  PLAN_REFUSED: 'Plan is refused',
  KEY_MISSING: 'No key for the vault',
  KEY_INVALID: 'Invalid key for the vault',
  KEY_MISMATCH: 'Wrong key for the vault',
  VAULT_CONFLICT: 'Credential was changed at the same time',
  RECORD_UNREADABLE: 'Credential cannot be opened',
  LEASE_LOST: 'State lock was lost',
  CONNECTION_UNKNOWN: 'Unknown connection',
  CONNECTION_NOT_AUTHORIZED: 'Connection is not authorized',
  PROVIDER_UNREACHABLE: 'Provider does not answer',
  PROVIDER_SLOW: 'Provider has not answered yet',
  PROVIDER_REJECTED: 'Provider refused the request',
  PROVIDER_MISBEHAVED: 'Provider gave an answer that cannot be used',
  CONSENT_REFUSED: 'Consent was refused',
  REDIRECT_NOT_ALLOWED: 'Redirect is not allowed',
  PORT_IN_USE: 'Address is in use',
  CANNOT_LISTEN: 'Address cannot be listened on',
  GATEWAY_UNREACHABLE: 'Gateway does not answer',
  RELOAD_FAILED: 'Gateway has not loaded what is applied',
  FILE_UNREADABLE: 'File cannot be read',
  FILE_UNWRITABLE: 'File cannot be written',
  FILE_EXISTS: 'File exists already',
}

interface Explanation {
  readonly summary: string
  readonly detail: string
}

function explained(error: AnyCredmgrError): Explanation {
  if (error.code === 'STATE_LOCKED') {
    return { summary: headlines[error.code], detail: describeLocked(error.details) }
  }
  const remedy = remedyOf(error)
  const detail = sentence(error.message)
  return {
    summary: headlines[error.code],
    detail: remedy === undefined ? detail : `${detail}\n${sentence(remedy)}`,
  }
}

/** What to do next, where the error alone does not say it. */
function remedyOf(error: AnyCredmgrError): string | undefined {
  if ('remedy' in error.details) return error.details.remedy
  switch (error.code) {
    case 'STORE_NOT_INITIALIZED':
      return 'make one: credmgr init'
    case 'PLAN_STALE':
      return 'make a new plan: credmgr plan --out FILE'
    case 'PREVENT_DESTROY':
      return 'first apply a configuration in which its lifecycle.preventDestroy is false'
    case 'STATE_CONFLICT':
    case 'VAULT_CONFLICT':
    case 'LEASE_LOST':
      return 'nothing of this command was kept; run it again'
    case 'KEY_MISMATCH':
      return 'the key is given by CREDMGR_KEY or CREDMGR_KEY_FILE; nothing was changed'
    case 'CONNECTION_UNKNOWN':
      return suggestionOf(error.details.suggestion, 'credmgr status lists the connections')
    case 'CONNECTION_NOT_AUTHORIZED':
      return `only a new consent can help: credmgr connect ${error.details.connection}`
    case 'ADDRESS_UNKNOWN':
      return suggestionOf(error.details.suggestion, 'credmgr state list lists the addresses')
    default:
      return undefined
  }
}

function suggestionOf(suggestion: string | undefined, list: string): string {
  return suggestion === undefined ? `${list} that were applied` : `did you mean "${suggestion}"?`
}

/** The message of an unknown exception may hold anything, so only its name is shown. */
function unexpected(error: unknown): Explanation {
  const name = error instanceof Error ? error.name : typeof error
  return {
    summary: 'Internal error',
    detail: `credmgr failed unexpectedly (${name}). Run it again with CREDMGR_DEBUG=1 for the details.`,
  }
}

/** Messages are written without capital and period, to be put together; here they stand alone. */
function sentence(text: string): string {
  const capital = /^[a-z]+[ ,;:']/.test(text) && !text.startsWith('credmgr')
  const start = capital ? `${text.charAt(0).toUpperCase()}${text.slice(1)}` : text
  return /[.?!]$|: [^"]*$/.test(start) ? start : `${start}.`
}
