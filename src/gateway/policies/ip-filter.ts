import { BlockList, isIP, isIPv6 } from 'node:net'
import type { Json, JsonObject } from '../../model/index.ts'
import type { Problem } from '../problem.ts'
import { type Policy, type Read, reading, type StepResult, wrong } from './policy.ts'

/** Refuses a request by the address that it comes from: `ip-filter` of Azure API Management. */
export const ipFilter: Policy = {
  name: 'ip-filter',
  summary:
    'Takes requests from some addresses only, or from all but some. The address is that of the connection; no header is believed.',
  places: ['route', 'branch'],
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['action', 'addresses'],
    properties: {
      action: {
        type: 'string',
        enum: ['allow', 'forbid'],
        description:
          'Whether requests from these addresses are the only ones allowed, or the only ones refused.',
      },
      addresses: {
        type: 'array',
        minItems: 1,
        items: {
          type: 'string',
          pattern: '^[0-9A-Fa-f:.]+(?:/[0-9]{1,3}|-[0-9A-Fa-f:.]+)?$',
          description:
            'An address of IPv4 or IPv6, a range `FROM-TO`, or a network `ADDRESS/BITS`.',
          examples: ['192.0.2.1', '192.0.2.1-192.0.2.9', '2001:db8::/32'],
        },
        description: 'Addresses, ranges and networks.',
        examples: [['10.0.0.0/8', '192.0.2.1-192.0.2.9']],
      },
    },
  },
  ...reading(
    read,
    (options) =>
      ({ request }) =>
        decide(request.socket.remoteAddress, options),
  ),
}

interface Options {
  readonly listed: BlockList
  readonly allows: boolean
}

function read({ action, addresses }: JsonObject): Read<Options> {
  if (action !== 'allow' && action !== 'forbid') return wrong('action', 'must be allow or forbid')
  if (!Array.isArray(addresses) || addresses.length === 0) {
    return wrong('addresses', 'must be a list of addresses')
  }
  const listed = new BlockList()
  const bad = addresses.find((each) => !add(listed, each))
  if (bad !== undefined) return wrong('addresses', `"${bad}" is no address, range or network`)
  return { value: { listed, allows: action === 'allow' } }
}

/** @returns Whether `text` is something that can be listed. */
function add(listed: BlockList, text: Json): boolean {
  if (typeof text !== 'string') return false
  const [, first = '', bits, last] = /^([^/-]+)(?:\/(\d+)|-(.+))?$/.exec(text) ?? []
  if (isIP(first) === 0 || (last !== undefined && isIP(last) !== isIP(first))) return false
  try {
    if (bits !== undefined) listed.addSubnet(first, Number(bits), familyOf(first))
    else if (last !== undefined) listed.addRange(first, last, familyOf(first))
    else listed.addAddress(first, familyOf(first))
    return true
  } catch {
    // Too many bits, or a range that ends before it begins.
    return false
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4'
}

const refusal = {
  code: 'ip_not_allowed',
  detail: 'requests from this address are not allowed',
} as const
const unknown: Problem = { ...refusal, reason: 'FailedToParseCallerIP' }
const notAllowed: Problem = { ...refusal, reason: 'CallerIpNotAllowed' }
const blocked: Problem = { ...refusal, reason: 'CallerIpBlocked' }

/** @param remoteAddress Absent once the connection is gone. */
function decide(remoteAddress: string | undefined, { listed, allows }: Options): StepResult {
  const address = remoteAddress?.replace(/%.*$/, '')
  if (address === undefined || isIP(address) === 0) return unknown
  // An IPv4 address that is written as an IPv6 one is found under either spelling.
  if (listed.check(address, familyOf(address))) return allows ? undefined : blocked
  return allows ? notAllowed : undefined
}
