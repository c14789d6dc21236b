import type { Span } from './resource.ts'

/** What may be wrong with a configuration. The codes are public; the sentences are not. */
export const diagnosticCodes = {
  CM0001: 'an ignore comment that ignores nothing',
  CM0002: 'an ignore comment without a code or without a reason',
  CM1001: 'the file is not valid YAML',
  CM1002: 'a field is not known here',
  CM1003: 'the same key or object is declared twice',
  CM1004: 'a reference names something that is not declared',
  CM1005: 'a value has the wrong type or form',
  CM1006: 'a required field is missing',
  CM1007: 'two fields exclude each other',
  CM1008: 'an alias, anchor, tag or merge key is not allowed here',
  CM1009: 'the input is too large, too deep, or not text',
  CM1010: 'an environment variable, or a variable of the configuration, has no value',
  CM1011: 'an interpolation is malformed or stands where none is allowed',
  CM1012: 'a part of the language that this version does not have yet',
  CM1013: 'an include that leaves the directory, matches nothing, or stands where none is allowed',
  CM1014: 'a repetition that is not understood',
  CM1015: 'an overlay changes something that is not there',
  CM1016: 'a variable that the configuration does not declare',
  CM1017: 'a row of data that makes no object',
  CM1018: 'a data file that cannot be read',
  CM1019: 'a move, a removal or an import that cannot be meant',
  CM2001: 'a literal secret in a file that is meant for version control',
  CM2003: 'a secret cannot be read',
  CM2004: 'a sealed secret does not open',
  CM2005: 'a secret is not of the form that its place needs',
  CM3001: 'a scope that allows everything, or more than is needed',
  CM3002: 'a scope that the provider is not known to have',
  CM3003: 'a token that nothing can refresh',
  CM3004: 'a scope that may write where nothing does',
  CM3010: 'an endpoint on another host than the issuer',
  CM3011: 'a URL must use https',
  CM3012: 'a redirect URL with a wildcard',
  CM3013: 'a protection of the authorization code that is switched off',
  CM3014: 'a client secret in the body of the request',
  CM3015: 'OpenID Connect scopes without an issuer',
  CM3016: 'one client in two environments',
  CM3017: 'a secret that was not replaced for long',
  CM3102: 'an object is declared and never used',
  CM3103: 'a connection that no access policy allows anybody to use',
  CM3104: 'a principal that is allowed already',
  CM3105: 'a grant that is wider than what is declared',
  CM3106: 'a person’s connection on a route without callers',
  CM3107: 'one person’s connection is shared with a group',
  CM3108: 'a consent that any account may give',
  CM3201: 'an upstream without https',
  CM3202: 'a token would go to a host that its provider does not name',
  CM3203: 'an upstream that is an IP address or a metadata service',
  CM3204: 'two routes match the same requests',
  CM3205: 'a route that takes more requests than it should',
  CM3206: 'a token in the query, or in a header that the caller may set as well',
  CM3210: 'a route with a token that the pages of every origin may use',
  CM3301: 'a guard that is gone, or missing in production',
  CM3302: 'a move, a removal or an import that was done long ago',
  CM3303: 'something that only production changes',
  CM3304: 'a file of the configuration that is not in version control',
  CM3401: 'a text that looks like a secret',
  CM3402: 'a variable that looks like a secret in a field that is not secret',
  CM3403: 'a sealed value that is not whole, or sealed to a key that is not the newest',
  CM3404: 'a secret whose source others may replace or read',
  CM3405: 'a key, a state or a plan in version control',
  CM3501: 'more connections in YAML than anybody reads',
  CM5003: 'a client secret that the provider refuses',
  CM5004: 'a client that is to be registered where that is not possible',
} as const

export type DiagnosticCode = keyof typeof diagnosticCodes

/** `info`: worth knowing, and perhaps meant. */
export type Severity = 'error' | 'warning' | 'info'

/**
 * Something an author should change in a text, with its place.
 *
 * `message` names the thing in quotes, is lower case, has no final period and holds no secret.
 */
export interface Diagnostic {
  readonly code: DiagnosticCode
  readonly severity: Severity
  readonly message: string
  /** Absent when the problem has no place in a file. */
  readonly span?: Span
  /** Said beside the caret: `did you mean "github"?`. */
  readonly label?: string
  /** A second place that belongs to it: the first of two declarations. */
  readonly related?: { readonly span: Span; readonly label: string }
  readonly notes?: readonly string[]
  readonly help?: readonly string[]
  /** The text of the marked line is not to be printed, because a secret stands in it. */
  readonly hideText?: boolean
}

/** A value, or the reasons there is none. Warnings may accompany a value. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }
