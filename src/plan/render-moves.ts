import type { Paint } from './paint.ts'
import type { Plan, PlannedMove, TokenChange } from './plan.ts'
import { likelyRenames } from './renames.ts'
import { counted, printable } from './words.ts'

/** What is shown, and how. */
export interface MovePage {
  readonly plan: Plan
  readonly tokens: ReadonlyMap<string, TokenChange>
  readonly paint: Paint
}

/** A move that is shown, and how many others follow from it. */
interface ShownMove extends PlannedMove {
  /** Connections that go along with their provider. */
  readonly along: number
}

/** Moves that are said for themselves: what goes along with a provider is counted with it. */
export function shownMoves({ moves = [] }: Plan): readonly ShownMove[] {
  const providers = moves.filter(({ from }) => from.startsWith('provider.'))
  const follows = (each: PlannedMove): PlannedMove | undefined =>
    providers.find(
      (provider) => provider !== each && provider.origin === each.origin && isOf(each, provider),
    )
  const along = new Map<PlannedMove | undefined, number>()
  for (const each of moves) along.set(follows(each), (along.get(follows(each)) ?? 0) + 1)
  return moves
    .filter((each) => follows(each) === undefined)
    .map((each) => ({ ...each, along: along.get(each) ?? 0 }))
}

/** `connection.gh/bot` of `provider.gh`. */
function isOf({ from }: PlannedMove, provider: PlannedMove): boolean {
  return from.includes(`.${provider.from.replace('provider.', '')}/`)
}

/** One headline for each move. */
export function renderMoveBodies({ plan, tokens, paint }: MovePage): readonly string[] {
  return shownMoves(plan).map((move) => {
    const token = tokens.get(move.to)?.effect === 'keep' ? '   token kept' : ''
    const headline = paint('bold', `# ${move.from} has moved to ${move.to}`)
    return `  ${headline}   ${paint('dim', `${printable(move.origin)}${token}`)}`
  })
}

/** One line for each move, its address at `column` and as long as `pad`. */
export function renderMoveList(
  { plan, paint }: MovePage,
  { column, pad }: { readonly column: number; readonly pad: number },
): readonly string[] {
  return shownMoves(plan).map(({ from, to, along }) => {
    const more = along === 0 ? '' : `; ${counted(along, 'connection')} along with it`
    const symbol = `  ${paint('change', '>')}${' '.repeat(column - 3)}`
    return `${symbol}${to.padEnd(pad)}  move     was ${from}${more}`
  })
}

/** Offers the block by which a token is kept, ready to be pasted. */
export function renderRenames({ plan, paint }: MovePage): readonly string[] {
  const renames = likelyRenames(plan.changes)
  if (renames.length === 0) return []
  const one = renames.length === 1
  return [
    paint('bold', `Note: this looks like ${one ? 'a rename' : 'renames'}; the token is kept with`),
    '    moved:',
    ...renames.flatMap(({ from, to }) => [`      - from: ${from}`, `        to: ${to}`]),
  ]
}
