import type { IncomingMessage } from 'node:http'

/**
 * Header fields as a flat list: name, value, name, value. Names keep the case in which they came;
 * they are compared without it.
 */
export type HeaderList = string[]

/** RFC 9110 section 5.6.2. */
export const tokenPattern = "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"

/** What may stand in a field value: no CR, LF, NUL or other control character but the tab. */
const fieldValue = /^[\t\x20-\x7e\x80-\xff]*$/

export function isFieldValue(value: string): boolean {
  return fieldValue.test(value)
}

/** Fields by which callers prove who they are, in lower case. */
const credentialFields: ReadonlySet<string> = new Set([
  'authorization',
  'cookie',
  'proxy-authorization',
  'x-api-key',
])

/** Whether a field of that name, given in lower case, holds a credential. */
export function isCredentialField(lowerCase: string): boolean {
  return credentialFields.has(lowerCase)
}

/** Framing and routing of a message belong to the gateway. */
const gatewayFields: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** Whether the gateway alone sets the field of that name, given in lower case. */
export function isGatewayField(lowerCase: string): boolean {
  return gatewayFields.has(lowerCase)
}

/** @param lowerCase Must be in lower case. */
export function isNamed(name: string, lowerCase: string): boolean {
  return (
    name.length === lowerCase.length && (name === lowerCase || name.toLowerCase() === lowerCase)
  )
}

/**
 * All fields of that name, given in lower case, in the order in which they were sent. None, where
 * `Connection` says that they are for this hop only: the upstream will not get them.
 */
export function fieldsOf(rawHeaders: readonly string[], lowerCase: string): readonly string[] {
  const forThisHop = valuesOf(rawHeaders, 'connection').flatMap(nominated)
  return forThisHop.includes(lowerCase) ? [] : valuesOf(rawHeaders, lowerCase)
}

function valuesOf(rawHeaders: readonly string[], lowerCase: string): readonly string[] {
  return rawHeaders.filter(
    (_, index) => index % 2 === 1 && isNamed(rawHeaders[index - 1] ?? '', lowerCase),
  )
}

/**
 * The fields of that name, given in lower case, as one text. Not from Node's own object, which keeps
 * the first of some fields where the upstream gets all of them.
 */
export function fieldText(
  { rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>,
  lowerCase: string,
): string | undefined {
  const fields = fieldsOf(rawHeaders, lowerCase)
  return fields.length === 0 ? undefined : fields.join(', ')
}

/** Whether `headers` has a field of that name, given in lower case. */
export function hasHeader(headers: HeaderList, lowerCase: string): boolean {
  for (let index = 0; index < headers.length; index += 2) {
    if (isNamed(headers[index] ?? '', lowerCase)) return true
  }
  return false
}

/** Removes every field of that name, given in lower case. */
export function removeHeader(headers: HeaderList, lowerCase: string): void {
  for (let index = headers.length - 2; index >= 0; index -= 2) {
    if (isNamed(headers[index] ?? '', lowerCase)) headers.splice(index, 2)
  }
}

/** The field names that a `Connection` field declares to be for this hop only, in lower case. */
export function nominated(connection: string): readonly string[] {
  return connection
    .toLowerCase()
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '' && each !== 'keep-alive' && each !== 'close')
}
