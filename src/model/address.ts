declare const brand: unique symbol

/** The kinds of resource that a configuration declares, in the order in which one may refer to another. */
export const kinds = [
  'gateway',
  'identity',
  'provider',
  'connection',
  'connectionTemplate',
  'accessPolicy',
  'route',
] as const

export type Kind = (typeof kinds)[number]

/** `provider/name`, for example `github/release-bot`. */
export type ConnectionAddress = string & { readonly [brand]: 'ConnectionAddress' }

/** `kind.name`, for example `connection.github/release-bot`; the gateway's settings are just `gateway`. */
export type ResourceAddress = string & { readonly [brand]: 'ResourceAddress' }

/** Lower case letter first, then letters, digits and hyphens; 1 to 63 characters. Safe as a file name. */
export const namePattern = '[a-z][a-z0-9-]{0,62}'

const connectionForm = new RegExp(`^(${namePattern})/(${namePattern})$`)

/** @returns The address, or `undefined` when `text` is not `provider/name`. */
export function connectionAddress(text: string): ConnectionAddress | undefined {
  return connectionForm.test(text) ? (text as ConnectionAddress) : undefined
}

/** The two halves of a connection's address. */
export function partsOf(address: ConnectionAddress): { provider: string; name: string } {
  const slash = address.indexOf('/')
  return { provider: address.slice(0, slash), name: address.slice(slash + 1) }
}

/** The parts of a connection template: `github/users/{sub}`. */
export interface TemplateParts {
  readonly provider: string
  /** The name that its connections share: `users`. */
  readonly group: string
  /** The claim of a caller's verified token that names the caller's own connection. */
  readonly claim: string
}

const templateForm = new RegExp(`^(${namePattern})/(${namePattern})/\\{([A-Za-z_]\\w*)\\}$`)

/** @returns The parts, or `undefined` when `text` is not `provider/group/{claim}`. */
export function templateParts(text: string): TemplateParts | undefined {
  if (!text.endsWith('}')) return undefined
  const [whole, provider = '', group = '', claim = ''] = templateForm.exec(text) ?? []
  return whole === undefined ? undefined : { provider, group, claim }
}

export function resourceAddress(kind: Kind, name: string): ResourceAddress {
  return (kind === 'gateway' ? 'gateway' : `${kind}.${name}`) as ResourceAddress
}

/** The kind and the name of an address, or `undefined` when `text` is none. */
export function resourceParts(
  text: string,
): { readonly kind: Kind; readonly name: string } | undefined {
  if (text === 'gateway') return { kind: 'gateway', name: 'gateway' }
  const dot = text.indexOf('.')
  const kind = kinds.find((each) => each === text.slice(0, dot))
  const name = text.slice(dot + 1)
  if (kind === undefined || kind === 'gateway' || !isNameOf(kind, name)) return undefined
  return { kind, name }
}

const nameForm = new RegExp(`^${namePattern}$`)

function isNameOf(kind: Kind, name: string): boolean {
  if (kind === 'connection') return connectionAddress(name) !== undefined
  if (kind === 'connectionTemplate') return templateParts(name) !== undefined
  return nameForm.test(name)
}
