/** Who may speak to the admin API at all. Decisions only; the app turns them into answers. */
import { isIPv4, isIPv6 } from 'node:net'
import { isPrincipal } from '../engine/index.ts'
import type { AdminRole, Caller, GatewaySpec } from '../model/index.ts'

/** Who has which role; `gateway.admin.roles` of the configuration. */
export type AdminRoles = GatewaySpec['admin']['roles']

/**
 * Whether a request for `hostHeader` can be meant for us. A page of an attacker reaches a loopback
 * port by letting its own name resolve to 127.0.0.1 (DNS rebinding), so only names that no stranger
 * controls are taken: `localhost`, an IP address, and the host of `listen`.
 */
export function isOwnHost(hostHeader: string | undefined, listen: string): boolean {
  const host = hostOf(hostHeader ?? '')
  if (host === undefined) return false
  return host === 'localhost' || isIPv4(host) || isBracketedIPv6(host) || host === hostOf(listen)
}

/**
 * Whether a browser sent the request for a page of another origin. There is no CORS: nothing but
 * programs and, later, our own console speaks to this API.
 */
export function isFromElsewhere(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin' && site !== 'none') return true
  const origin = headers.get('origin')
  return origin !== null && authorityOf(origin) !== headers.get('host')?.toLowerCase()
}

/** Whether `caller` has `role`; an operator is a viewer as well. */
export function hasRole(roles: AdminRoles, caller: Caller, role: AdminRole): boolean {
  const principals = role === 'viewer' ? [...roles.viewer, ...roles.operator] : roles.operator
  return principals.some((principal) => isPrincipal(caller, principal))
}

/** The host of `host[:port]` in lower case; an IPv6 address keeps its brackets. */
function hostOf(authority: string): string | undefined {
  const [, host] = /^(\[[^\]]*\]|[^:[\]]+)(?::\d{1,5})?$/.exec(authority.toLowerCase()) ?? []
  return host
}

function isBracketedIPv6(host: string): boolean {
  return host.startsWith('[') && isIPv6(host.slice(1, -1))
}

function authorityOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}
