import { type ConnectionStatus, connectionStatuses, type DeviceConsent } from '../engine/index.ts'
import {
  accountName,
  type ConnectionAddress,
  type DurationMs,
  type Expect,
  type JsonObject,
  ofKind,
  type State,
  type Store,
} from '../model/index.ts'
import { openConsents, type Plan, printable, type TokenChange } from '../plan/index.ts'
import type { Invocation } from './command.ts'
import {
  beginByDevice,
  deviceFacts,
  followDevices,
  isByDevice,
  whereToType,
} from './device-consents.ts'
import { describeDuration } from './durations.ts'
import { authorized } from './grants.ts'
import { table } from './output.ts'

/** More links than this are not made at once: nobody sends them by hand. */
const shownAtMost = 50

/** How often the store is looked at while waiting. */
const lookEvery: DurationMs = 1_000

/**
 * The connections that somebody must consent to now, after `plan`; in the plan's order.
 *
 * @param failed Those whose grant was to be imported, and could not be.
 */
export function consentsOf(
  plan: Plan,
  failed: readonly ConnectionAddress[],
): readonly TokenChange[] {
  const { first, again } = openConsents(plan.tokens)
  const open = new Set([...first, ...again])
  return plan.tokens.filter((each) => open.has(each) || failed.includes(each.connection))
}

/**
 * Shows who must consent and where: with links, or with the command that makes one. Codes for devices are
 * shown only when somebody waits: they end with this command.
 *
 * @returns The consents by device code that were begun.
 */
export async function showConsents(
  invocation: Invocation,
  store: Store,
  {
    open,
    ...shows
  }: {
    readonly open: readonly TokenChange[]
    readonly showLinks: boolean
    readonly waits: boolean
  },
): Promise<readonly DeviceConsent[]> {
  if (open.length === 0) return []
  const { showLinks } = shows
  const { host, out } = invocation
  const state = await store.state.read()
  const shown = open.slice(0, shownAtMost)
  const rows: Row[] = []
  const devices: DeviceConsent[] = []
  for (const token of shown) {
    const where = await placeOf(invocation, { store, state, token, ...shows })
    rows.push(row(invocation, { state, token, where }))
    if (where.device !== undefined) devices.push(where.device)
  }
  const connections = `${open.length} connection${open.length === 1 ? '' : 's'}`
  const rule = showLinks ? ' A link works once, for 24h:' : ''
  out.result(`\nConsent needed for ${connections}.${rule}\n`)
  // A program that reads it wants a line for each, however long.
  const width = host.terminal.isInteractive ? out.width : Number.POSITIVE_INFINITY
  for (const line of laidOut(rows, width)) out.result(line)
  if (open.length > shown.length) {
    out.result(`  and ${open.length - shown.length} more: credmgr status`)
  }
  out.result(`\n${footer(invocation, showLinks, shown[0])}`.trimEnd())
  if (!shown.every(({ connection }) => isByDevice(state, connection))) {
    await showGateway(invocation, state)
  }
  return devices
}

/** Says so when nothing answers where the links lead. */
export async function showGateway({ host, out }: Invocation, state: State): Promise<void> {
  const publicUrl = publicUrlOf(state)
  if (publicUrl === undefined || (await host.gatewayAnswers(publicUrl))) return
  const text = `No gateway answers at ${publicUrl}; start one with: credmgr serve`
  out.progress(out.paint('warning', text))
  out.event('gateway_absent', text, { publicUrl })
}

/**
 * Waits until nobody is waited for any more.
 *
 * @returns How many of `open` are still waited for when `timeout` is over.
 */
export async function waitForConsents(
  invocation: Invocation,
  store: Store,
  {
    open,
    devices,
    timeout,
  }: {
    readonly open: readonly TokenChange[]
    /** Consents by device code that were begun; they are followed meanwhile. */
    readonly devices: readonly DeviceConsent[]
    readonly timeout: DurationMs
  },
): Promise<number> {
  const ended = new AbortController()
  const signal = AbortSignal.any([invocation.host.interruption, ended.signal])
  const followed = followDevices(invocation, devices, signal)
  try {
    return await waitInStore(invocation, store, { open, timeout })
  } finally {
    ended.abort()
    await followed
  }
}

async function waitInStore(
  { host, out }: Invocation,
  store: Store,
  { open, timeout }: { readonly open: readonly TokenChange[]; readonly timeout: DurationMs },
): Promise<number> {
  const waiting = new Set(open.map(({ connection }) => connection))
  const deadline = host.clock.now() + timeout
  for (;;) {
    const statuses = await connectionStatuses({ store, clock: host.clock })
    for (const status of statuses.filter(({ address }) => waiting.has(address))) {
      if (!isConsented(status)) continue
      waiting.delete(status.address)
      const text = authorized(status)
      out.progress(text)
      out.event('connection_authorized', text, { connection: status.address })
    }
    const left = deadline - host.clock.now()
    if (waiting.size === 0 || left <= 0) return waiting.size
    await host.clock.sleep(Math.min(lookEvery, left), host.interruption)
  }
}

/** `Consent not finished after 10m: 3 of 5`. */
export function unfinished(count: number, of: number, timeout: DurationMs): string {
  return `Consent not finished after ${describeDuration(timeout)}: ${count} of ${of}`
}

function isConsented({ auth, reason }: ConnectionStatus): boolean {
  return (auth === 'connected' || auth === 'expiring') && reason !== 'scopes_added'
}

interface Row {
  readonly connection: string
  readonly expected: string
  /** A link, or the command that makes one. */
  readonly where: string
  readonly remark: string
}

/** Columns; where they do not fit, each link on a line of its own, so that it can be copied whole. */
function laidOut(rows: readonly Row[], width: number): readonly string[] {
  const lines = table(
    rows.map((each) => [`  ${each.connection}`, each.expected, each.where, each.remark]),
  )
  if (lines.every((line) => line.length <= width)) return lines
  const heads = table(rows.map((each) => [`  ${each.connection}`, each.expected, each.remark]))
  return heads.flatMap((head, index) => [head, `    ${rows[index]?.where ?? ''}`])
}

/** Where a person consents, with what programs are told of it. */
interface Place {
  readonly text: string
  readonly facts: JsonObject
  readonly device?: DeviceConsent
}

async function placeOf(
  invocation: Invocation,
  each: {
    readonly store: Store
    readonly state: State
    readonly token: TokenChange
    readonly showLinks: boolean
    readonly waits: boolean
  },
): Promise<Place> {
  const { store, state, showLinks, waits } = each
  const { connection } = each.token
  const isDevice = isByDevice(state, connection)
  if (!showLinks || (isDevice && !waits)) {
    return { text: `credmgr connect ${connection}`, facts: {} }
  }
  if (isDevice) {
    const device = await beginByDevice(invocation, store, connection)
    return { text: whereToType(device), facts: deviceFacts(device), device }
  }
  const { url, expiresAt } = await (await invocation.host.consent(store)).issueLink(connection)
  return { text: url, facts: { url, expiresAt: new Date(expiresAt).toISOString() } }
}

function row(
  { out }: Invocation,
  {
    state,
    token,
    where,
  }: { readonly state: State; readonly token: TokenChange; readonly where: Place },
): Row {
  const { connection } = token
  const expected = accountName(expectOf(state, connection) ?? {}) ?? null
  const text = `connection.${connection}: Consent needed`
  out.event('consent_required', text, {
    connection,
    reasons: token.reasons,
    addedScopes: token.addedScopes,
    expected,
    ...where.facts,
  })
  return {
    connection: `connection.${connection}`,
    expected: printable(expected ?? 'any account'),
    where: where.text,
    remark: remark(token),
  }
}

function remark({ effect, reasons, addedScopes }: TokenChange): string {
  if (reasons.includes('new') || reasons.includes('pending_consent')) return ''
  if (effect === 'reconsent' && reasons.every((reason) => reason === 'scopes_added')) {
    return `(adds: ${addedScopes.map(printable).join(', ')})`
  }
  return `(${reasons.map((reason) => printable(reason).replaceAll('_', ' ')).join(', ')})`
}

function footer(
  { option }: Invocation,
  showLinks: boolean,
  first: TokenChange | undefined,
): string {
  if (option('links') === 'hide') return ''
  if (!showLinks) return 'Links hidden (not a terminal); use --links=show'
  return `Send each link to its user. New link: credmgr connect ${first?.connection ?? 'ADDRESS'}`
}

function expectOf({ resources }: State, connection: ConnectionAddress): Expect | undefined {
  const found = resources.find(({ kind, name }) => kind === 'connection' && name === connection)
  return found?.kind === 'connection' ? found.spec.expect : undefined
}

function publicUrlOf(state: State): string | undefined {
  return ofKind(state.resources, 'gateway')[0]?.spec.publicUrl
}
