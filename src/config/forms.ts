import { namePattern } from '../model/index.ts'

/** A form that a text must have: what a schema checks, and what a person is told. */
export interface Form {
  readonly pattern: string
  /** Completes "expected …". */
  readonly says: string
}

/** Before interpolation an editor sees the reference instead of the value. */
const orReference = '|\\$\\{(?:env:|var:|each\\.)'

/** A name into which the key of a row may be put. */
const manyNames = '(?:[a-z]|\\{key\\})(?:[a-z0-9-]|\\{key\\}){0,62}'

/** The gateway’s settings are one, and have no name that could change. */
const kindsOfAddress = '(?:identity|provider|connection|connectionTemplate|accessPolicy|route)'

const variableName = '[A-Za-z_][A-Za-z0-9_]*'

type FormName =
  | 'text'
  | 'word'
  | 'username'
  | 'name'
  | 'objectName'
  | 'owner'
  | 'connection'
  | 'connectionKey'
  | 'connections'
  | 'duration'
  | 'listen'
  | 'host'
  | 'matchHost'
  | 'url'
  | 'scope'
  | 'variable'
  | 'path'
  | 'claim'
  | 'key'
  | 'glob'
  | 'sealed'
  | 'date'
  | 'resourceAddress'
  | 'addresses'

const nameSays =
  'a name: a lower case letter, then letters, digits and hyphens, 63 characters at most'

/** Every form that a text of a configuration may have to have. */
export const forms: { readonly [Name in FormName]: Form } = {
  text: { pattern: '\\S', says: 'a text that is not empty' },
  word: { pattern: '^\\S+$', says: 'a text without spaces' },
  username: { pattern: '^[^:\\x00-\\x1f\\x7f]+$', says: 'a user name; it cannot have a colon' },
  name: { pattern: `^${namePattern}$${orReference}`, says: nameSays },
  owner: { pattern: '^owner$', says: '`owner`, or a principal such as { apiKey: NAME }' },
  objectName: { pattern: `^${manyNames}$`, says: nameSays },
  connection: {
    pattern: `^${namePattern}/${namePattern}$${orReference}`,
    says: 'an address like provider/name',
  },
  connectionKey: {
    pattern: `^${manyNames}/(?:${manyNames}|${namePattern}/\\{${variableName}\\})$`,
    says: 'an address like provider/name, or a template like provider/users/{sub}',
  },
  connections: {
    pattern: `^${namePattern}/(?:${namePattern}|(?:${namePattern}/)?\\*)$${orReference}`,
    says: 'an address like provider/name, or provider/*, or provider/users/* for a template',
  },
  duration: {
    pattern: `^[0-9]{1,9}(?:ms|s|m|h|d)$${orReference}`,
    says: 'a duration: a whole number with ms, s, m, h or d, for example 30s',
  },
  listen: {
    pattern: `^(?:\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9.-]+):[0-9]{1,5}$${orReference}`,
    says: 'host:port, for example 127.0.0.1:8080',
  },
  host: {
    pattern: `^(?:\\*\\.)?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$${orReference}`,
    says: 'a host name such as api.github.com or *.googleapis.com',
  },
  matchHost: {
    pattern: `^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$${orReference}`,
    says: 'a host name without port',
  },
  url: { pattern: '^\\S+$', says: 'an absolute URL' },
  scope: {
    // RFC 6749 section 3.3.
    pattern: '^[!#-\\[\\]-~]+$',
    says: 'one scope, without spaces or quotes',
  },
  variable: { pattern: `^${variableName}$`, says: 'the name of a variable' },
  sealed: { pattern: '^cms1:', says: 'a value that `credmgr secrets seal` has made' },
  date: { pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', says: 'a day such as 2026-08-01' },
  resourceAddress: {
    pattern: `^${kindsOfAddress}\\.[^\\s*]+$${orReference}`,
    says: 'an address like connection.github/release-bot',
  },
  addresses: {
    pattern: `^${kindsOfAddress}\\.\\S+$${orReference}`,
    says: 'an address like connection.github/release-bot, or a pattern like connection.github/old-*',
  },
  glob: { pattern: '^[^/\\\\]', says: 'a path relative to this file' },
  path: { pattern: '^/', says: 'a path that begins with /' },
  claim: {
    pattern: '^(?!identity$|__proto__$)[^\\s"]+$',
    says: 'the name of a claim',
  },
  key: {
    pattern: '^(?!__proto__$)[^\\s"]+$',
    says: 'a name without spaces',
  },
}

/** What to tell about a pattern; the pattern itself when it is not one of ours. */
export function describePattern(pattern: string): string {
  const form = Object.values<Form>(forms).find((each) => each.pattern === pattern)
  return form?.says ?? `a text that matches ${pattern}`
}
