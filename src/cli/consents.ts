import { type ConnectionStatus, connectionStatuses } from '../engine/index.ts'
import {
  accountName,
  type ConnectionAddress,
  type DurationMs,
  type Expect,
  ofKind,
  type State,
  type Store,
} from '../model/index.ts'
import { openConsents, type Plan, printable, type TokenChange } from '../plan/index.ts'
import type { Invocation } from './command.ts'
import { describeDuration } from './durations.ts'
import { scopeList } from './grants.ts'
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

/** Shows who must consent and where: with links, or with the command that makes one. */
export async function showConsents(
  invocation: Invocation,
  store: Store,
  { open, showLinks }: { readonly open: readonly TokenChange[]; readonly showLinks: boolean },
): Promise<void> {
  if (open.length === 0) return
  const { host, out } = invocation
  const state = await store.state.read()
  const shown = open.slice(0, shownAtMost)
  const rows: Row[] = []
  for (const token of shown) rows.push(await row(invocation, { store, state, token, showLinks }))
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
  await showGateway(invocation, state)
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

function authorized({ address, account, grantedScopes }: ConnectionStatus): string {
  const who = account === null ? undefined : accountName(account)
  const by = who === undefined ? '' : ` by ${printable(who)}`
  return `connection.${address}: Authorized${by}, granted ${scopeList(grantedScopes)}`
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

async function row(
  { host, out }: Invocation,
  {
    store,
    state,
    token,
    showLinks,
  }: {
    readonly store: Store
    readonly state: State
    readonly token: TokenChange
    readonly showLinks: boolean
  },
): Promise<Row> {
  const { connection } = token
  const expected = accountName(expectOf(state, connection) ?? {}) ?? null
  const link = showLinks ? await (await host.consent(store)).issueLink(connection) : undefined
  const text = `connection.${connection}: Consent needed`
  out.event('consent_required', text, {
    connection,
    reasons: token.reasons,
    addedScopes: token.addedScopes,
    expected,
    ...(link && { url: link.url, expiresAt: new Date(link.expiresAt).toISOString() }),
  })
  const where = link?.url ?? `credmgr connect ${connection}`
  return {
    connection: `connection.${connection}`,
    expected: printable(expected ?? 'any account'),
    where,
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
