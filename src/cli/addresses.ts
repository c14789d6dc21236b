import { didYouMean } from '../config/index.ts'
import {
  CredmgrError,
  type ResourceAddress,
  resourceAddress,
  resourceParts,
  type State,
  type StateResource,
  templateParts,
} from '../model/index.ts'

/**
 * An address as people write it: `connection.github/release-bot`, or `github/release-bot` for short.
 *
 * @returns What is meant, whether there is such a thing or not.
 */
export function writtenAddress(text: string): ResourceAddress {
  if (resourceParts(text) !== undefined || !text.includes('/')) return text as ResourceAddress
  const kind = templateParts(text) === undefined ? 'connection' : 'connectionTemplate'
  return /^[a-zA-Z]+\./.test(text) ? (text as ResourceAddress) : resourceAddress(kind, text)
}

/** @throws `ADDRESS_UNKNOWN` when the state has none like it */
export function resourceIn({ resources }: State, text: string): StateResource {
  const address = writtenAddress(text)
  const found = resources.find((each) => each.address === address)
  if (found !== undefined) return found
  const names = resources.map((each) => each.address)
  // Somebody who gives a name alone may well have the kind in mind.
  const near = names.find((each) => each.endsWith(`.${text}`)) ?? didYouMean(address, names)
  throw new CredmgrError('ADDRESS_UNKNOWN', `"${text}" is not in the state`, {
    address: text,
    ...(near !== undefined && { suggestion: near }),
  })
}
