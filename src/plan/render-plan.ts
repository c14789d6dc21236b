import { type ConnectionAddress, groupedBy, partsOf } from '../model/index.ts'
import { bindingReasons } from './binding-changes.ts'
import { addressOf, commonAttributes, type Grouped, grouped, instancesOf } from './grouping.ts'
import { isEmpty } from './make-plan.ts'
import { createPaint, type Paint, paintedSymbol, symbolOf } from './paint.ts'
import type { Action, Change, Plan, TokenChange, TokenEffect } from './plan.ts'
import { hiddenLine, renderAttributes } from './render-attributes.ts'
import { renderDriftNote } from './render-drift.ts'
import { renderMoveBodies, renderMoveList, renderRenames, shownMoves } from './render-moves.ts'
import { openConsents } from './token-changes.ts'
import { counted, describeReasons, printable, summaryLine } from './words.ts'

export interface RenderOptions {
  readonly color: boolean
  /** Columns of the terminal; decides what stands on one line, and cuts nothing off. */
  readonly width: number
  /** Only the list and what is below it. @default false */
  readonly compact?: boolean
  /** Every instance of a declaration by itself. @default false: many with one fate are shown as one */
  readonly every?: boolean
}

/** A plan for people, in Terraform's form. No secret stands in it; ends with a newline. */
export function renderPlan(plan: Plan, options: RenderOptions): string {
  const hint = '; --compact=false lists them'
  const { headline, bodies, others, notes, list, totals } = planParts(plan, { ...options, hint })
  const details = options.compact === true ? [] : [...bodies().map(({ text }) => text), others]
  const parts = [headline, ...details, notes, lines(list.map(({ text }) => text)), lines(totals)]
  return `${parts.filter((each) => each !== '').join('\n\n')}\n`
}

/** Of a change or a move, or of many: what it does, and how it is shown. */
export interface Shown {
  readonly action: Action | 'move'
  readonly text: string
  /** For how many changes it stands. */
  readonly count: number
}

/** What a plan is shown as, piece by piece; an empty text or list where there is nothing to show. */
export interface PlanParts {
  readonly headline: string
  /** In the order of the plan. */
  readonly bodies: () => readonly Shown[]
  /** Connections that are not changed themselves. */
  readonly others: string
  /** What may be meant otherwise. */
  readonly notes: string
  /** One line a change, destructive first. */
  readonly list: readonly Shown[]
  readonly totals: readonly string[]
}

interface PartOptions extends RenderOptions {
  /** Says how what a group hides is shown. */
  readonly hint?: string
}

export function planParts(plan: Plan, options: PartOptions): PlanParts {
  const style = { paint: createPaint(options.color), width: options.width }
  if (isEmpty(plan)) {
    const [headline = '', ...totals] = renderNothing(plan, style)
    const notes = lines(renderDriftNote(plan.drift ?? [], style.paint))
    const nothing = { bodies: () => [], others: '', notes, list: [], totals: [] }
    return { headline: lines([headline, ...totals]), ...nothing }
  }
  const page = createPage(plan, { ...style, ...options })
  return {
    headline: 'credmgr will perform the following actions:',
    bodies: () => [
      ...renderMoveBodies(page).map(moveShown),
      ...page.groups.map((each) => shownAs(each, lines(renderChange(each, page)))),
    ],
    others: lines(renderOthers(page)),
    notes: notes(page),
    list: renderList(page),
    totals: [style.paint('bold', summaryLine(plan.summary)), ...renderTotals(plan)],
  }
}

function shownAs({ change, members }: Grouped, text: string): Shown {
  return { action: change.action, count: members.length, text }
}

function moveShown(text: string): Shown {
  return { action: 'move', count: 1, text }
}

/** Paragraphs, with a blank line between them. */
function notes(page: Page): string {
  const all = [renderDriftNote(page.plan.drift ?? [], page.paint), renderRenames(page)]
  return all
    .map(lines)
    .filter((each) => each !== '')
    .join('\n\n')
}

interface Page {
  readonly plan: Plan
  readonly groups: readonly Grouped[]
  readonly hint: string
  readonly paint: Paint
  readonly width: number
  readonly tokens: ReadonlyMap<string, TokenChange>
  /** Tokens of connections that are not changed themselves, but whose provider is. */
  readonly others: readonly TokenChange[]
}

interface PageOptions extends Pick<Page, 'paint' | 'width'> {
  readonly every?: boolean
  readonly hint?: string
}

function createPage(plan: Plan, { paint, width, every = false, hint = '' }: PageOptions): Page {
  const changed = new Set<string>(plan.changes.map(({ address }) => address))
  const others = plan.tokens.filter(
    ({ connection, reasons }) =>
      !changed.has(`connection.${connection}`) &&
      reasons.some((reason) => bindingReasons.includes(reason) || reason === 'requested'),
  )
  const tokens = new Map(plan.tokens.map((each) => [`connection.${each.connection}`, each]))
  const alone = (change: Change): Grouped => ({ change, members: [change] })
  const groups = every ? plan.changes.map(alone) : grouped(plan.changes, tokens)
  return { plan, groups, hint, tokens, others, paint, width }
}

function renderNothing(plan: Plan, { paint }: { readonly paint: Paint }): readonly string[] {
  const { first, again } = openConsents(plan.tokens)
  const open = first.length + again.length
  const headline = plan.complete
    ? 'No changes. Your configuration matches the applied state.'
    : 'No changes. Nothing that was selected differs from the applied state.'
  const verb = open === 1 ? 'waits' : 'wait'
  const consent = `Consent: ${counted(open, 'connection')} still ${verb} for a user (credmgr status).`
  return [paint('bold', headline), ...(open === 0 ? [] : [consent]), ...renderLeftOut(plan)]
}

const verbs: { readonly [A in Action]: string } = {
  create: 'will be created',
  update: 'will be updated in-place',
  replace: 'must be replaced',
  delete: 'will be destroyed',
}

function renderChange(group: Grouped, page: Page): readonly string[] {
  const { action, reason, unchangedAttributes, widens = [] } = group.change
  const { paint } = page
  const token = page.tokens.get(group.change.address)
  const address = addressOf(group)
  const verb = reason === 'replace_by_request' ? 'will be replaced, as requested' : verbs[action]
  return [
    `  ${paint('bold', `# ${address} ${verb}${consequence(token)}`)}   ${place(group, page)}`,
    ...(group.declaration === undefined
      ? []
      : [`  ${paint('dim', `# ${instancesOf(group, page.hint)}`)}`]),
    ...(reason === 'delete_because_no_resource_config'
      ? [`  ${paint('dim', '# (because it is not in the configuration)')}`]
      : []),
    ...(reason === 'delete_because_removed'
      ? [`  ${paint('dim', '# (because a block of "removed" says so)')}`]
      : []),
    `${action === 'replace' ? '' : '  '}${paintedSymbol(paint, action)} ${address}`,
    ...renderAttributes(commonAttributes(group), page),
    ...widens.map((each) => `      ${paint('change', '!')} access: ${printable(each)}`),
    ...(token === undefined ? [] : renderToken(token, page)),
    ...(action === 'delete' || unchangedAttributes === 0
      ? []
      : [hiddenLine({ ...page, indent: 6 }, counted(unchangedAttributes, 'unchanged attribute'))]),
  ]
}

/** What follows for people from a change in place. */
function consequence(token: TokenChange | undefined): string {
  return token?.effect === 'reconsent' ? ', then needs consent again' : ''
}

function place({ change, declaration }: Grouped, { paint }: Page): string {
  const { action, origin } = change
  const { file, line } = declaration?.origin ?? {}
  const where = printable(file === undefined ? origin : `${file}:${line}`)
  return paint('dim', action === 'delete' ? `(was ${where})` : where)
}

/** Effects that say themselves why. */
const effects: readonly TokenEffect[] = ['keep', 'revoke', 'forget', 'import']

function renderToken(token: TokenChange, { paint }: Page): readonly string[] {
  const { effect, reasons } = token
  const isPlain = effects.includes(effect) || reasons.length === 0
  const why = isPlain ? '' : ` (${describeReasons(token)})`
  return [
    `      ${paint('consent', '*')} token: ${effect}${why}`,
    ...tokenNotes(token).map((note) => `        ${paint('dim', `# ${note}`)}`),
  ]
}

function tokenNotes({ effect, servesUntilThen, revokesOld }: TokenChange): readonly string[] {
  if (effect === 'revoke') {
    return [revokesOld ? 'revoked at the provider, then wiped' : 'none is stored']
  }
  if (effect === 'forget') return ['wiped here; it stays valid at the provider']
  if (effect === 'import') return ['begins with the refresh token that is imported']
  const old = revokesOld ? ['the stored grant is revoked at the provider'] : []
  if (effect !== 'reconsent') return old
  return servesUntilThen
    ? ['the stored token keeps serving with its granted scopes until the user agrees']
    : ['requests are refused until the user agrees', ...old]
}

/** Beyond this many connections with the same fate only the first are named. */
const namedAtMost = 20

function renderOthers(page: Page): readonly string[] {
  if (page.others.length === 0) return []
  const groups = groupedBy(page.others, (token) => lines(renderToken(token, page)))
  return [
    `  ${page.paint('bold', '# connections that are not changed themselves')}`,
    ...[...groups].flatMap(([fate, tokens]) => [...renderNames(tokens, page), fate]),
  ]
}

function renderNames(tokens: readonly TokenChange[], { paint }: Page): readonly string[] {
  const named = tokens.slice(0, namedAtMost)
  const hidden = tokens.length - named.length
  return [
    ...named.map(({ connection }) => `  ${paint('consent', '*')} connection.${connection}`),
    ...(hidden > 0
      ? [`    ${paint('dim', `# (${counted(hidden, 'more connection')} hidden)`)}`]
      : []),
  ]
}

/** Destructive first: the last screen is what people read. */
const listOrder: readonly Action[] = ['delete', 'replace', 'update', 'create']

const listVerbs: { readonly [A in Action]: string } = {
  create: 'create',
  update: 'update',
  replace: 'replace',
  delete: 'destroy',
}

function renderList(page: Page): readonly Shown[] {
  const { groups } = page
  const moves = shownMoves(page.plan)
  const addresses = [...groups.map(addressOf), ...moves.map(({ to }) => to)]
  const pad = addresses.reduce((most, { length }) => Math.max(most, length), 0)
  const isWider = page.plan.changes.some(({ widens }) => widens !== undefined)
  const ordered = listOrder.flatMap((action) =>
    groups.filter((each) => each.change.action === action),
  )
  const moved = renderMoveList(page, { pad, column: isWider ? 9 : 8 })
  const shown = ordered.map((group) => {
    const { action, address, widens } = group.change
    const star = isConsent(page.tokens.get(address)) ? page.paint('consent', '*') : ' '
    const wider = widens === undefined ? ' ' : page.paint('change', '!')
    const marks = isWider ? `${star}${wider}` : star
    const symbol = `${paintedSymbol(page.paint, action)}${' '.repeat(3 - symbolOf(action).length)}`
    const fate = [fateOf(group.change, page), instancesOf(group, page.hint)]
    const what = fate.filter((each) => each !== '').join('; ')
    const words = `${addressOf(group).padEnd(pad)}  ${listVerbs[action].padEnd(9)}${what}`
    return shownAs(group, `  ${symbol} ${marks} ${words}`.trimEnd())
  })
  return [...shown, ...moved.map(moveShown)]
}

function isConsent(token: TokenChange | undefined): boolean {
  return token?.effect === 'consent' || token?.effect === 'reconsent'
}

function fateOf({ kind, name, address }: Change, { tokens, others }: Page): string {
  const token = tokens.get(address)
  if (kind === 'provider') return providerFate(name, others)
  return token === undefined ? '' : tokenFate(token)
}

function providerFate(name: string, others: readonly TokenChange[]): string {
  const again = others.filter(
    ({ connection, effect }) => effect === 'reconsent' && providerOf(connection) === name,
  ).length
  if (again === 0) return ''
  return `${counted(again, 'connection')} ${again === 1 ? 'needs' : 'need'} consent again`
}

function tokenFate(token: TokenChange): string {
  const fates: { readonly [E in TokenEffect]?: string } = {
    consent: 'needs consent',
    import: 'imports its token',
    reconsent: `needs consent again (${describeReasons(token)})`,
    revoke: token.revokesOld ? 'revokes its token' : '',
    forget: 'wipes its token, and revokes nothing',
  }
  return fates[token.effect] ?? ''
}

function providerOf(connection: ConnectionAddress): string {
  return partsOf(connection).provider
}

function renderTotals(plan: Plan): readonly string[] {
  const wider = plan.changes.filter(({ widens }) => widens !== undefined).length
  const verb = wider === 1 ? 'lets' : 'let'
  return [
    ...renderConsents(plan.tokens),
    ...(wider === 0 ? [] : [`Access: ${counted(wider, 'object')} (!) ${verb} more through.`]),
    ...renderLeftOut(plan),
  ]
}

function renderLeftOut({ leftOut }: Plan): readonly string[] {
  if (leftOut === 0) return []
  const verb = leftOut === 1 ? 'is' : 'are'
  return [`Incomplete: ${counted(leftOut, 'more change')} ${verb} left out by what was selected.`]
}

function renderConsents(tokens: readonly TokenChange[]): readonly string[] {
  const staying = tokens.filter(({ effect }) => effect !== 'revoke' && effect !== 'forget')
  if (staying.length === 0) return []
  const { first, again } = openConsents(tokens)
  const stay = staying.filter(
    ({ effect, reasons }) => (effect === 'keep' || effect === 'remint') && !reasons.includes('new'),
  ).length
  const count = staying.filter(({ effect }) => effect === 'import').length
  const imported = count === 0 ? '' : `, ${count} imported`
  return [
    `Consent after apply: ${first.length} new, ${again.length} again${imported}; ${stay} stay authorized.`,
  ]
}

function lines(each: readonly string[]): string {
  return each.join('\n')
}
