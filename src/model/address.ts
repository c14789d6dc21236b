declare const brand: unique symbol

/** The kinds of resource that a configuration declares, in the order in which one may refer to another. */
export const kinds = [
  'gateway',
  'identity',
  'provider',
  'connection',
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
  const [provider = '', name = ''] = address.split('/')
  return { provider, name }
}

export function resourceAddress(kind: Kind, name: string): ResourceAddress {
  return (kind === 'gateway' ? 'gateway' : `${kind}.${name}`) as ResourceAddress
}
