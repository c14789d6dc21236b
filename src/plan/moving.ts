import {
  type Checked,
  type Diagnostic,
  filledPattern,
  type MovedBlock,
  matcherOf,
  type ResourceAddress,
  resourceAddress,
  resourceParts,
  type StateResource,
  starsOf,
} from '../model/index.ts'
import type { PlannedMove } from './plan.ts'

/**
 * Which of the applied resources have another address by `blocks`, and which. A block may lead on to
 * the next; an exact one goes before a pattern; a provider takes its connections along, unless a block
 * says otherwise. A block that nothing is applied for does nothing: it may be done already.
 *
 * @returns The moves in the order of `resources`, or diagnostics `CM1019`: two would come to one
 *   address, or to one that is taken.
 */
export function plannedMoves(
  resources: readonly StateResource[],
  blocks: readonly MovedBlock[],
): Checked<readonly PlannedMove[]> {
  if (blocks.length === 0) return { ok: true, value: [], diagnostics: [] }
  const next = stepper(blocks)
  const found = resources.flatMap(({ address }) => follow(address, next) ?? [])
  const diagnostics = conflicts(found, resources)
  if (diagnostics.length > 0) return { ok: false, diagnostics }
  const moves = found.map(({ from, to, block: { span } }) => {
    return { from, to: to as ResourceAddress, origin: `${span.file}:${span.line}` }
  })
  return { ok: true, value: moves, diagnostics: [] }
}

/** One step of a way, and the block that it follows from. */
interface Step {
  readonly to: string
  readonly block: MovedBlock
}

type Stepper = (address: string) => Step | undefined

function stepper(blocks: readonly MovedBlock[]): Stepper {
  const exact = new Map(blocks.map((block) => [block.from, block]))
  const patterns = blocks
    .filter(({ from }) => starsOf(from) > 0)
    .map((block) => ({ block, matches: matcherOf(block.from) }))
  const own: Stepper = (address) => {
    const block = exact.get(address)
    if (block !== undefined) return { to: block.to, block }
    for (const each of patterns) {
      const texts = each.matches(address)
      if (texts !== undefined) return { to: filledPattern(each.block.to, texts), block: each.block }
    }
    return undefined
  }
  return (address) => own(address) ?? withProvider(address, own)
}

/** The name of a provider is a part of the addresses of its connections. */
function withProvider(address: string, own: Stepper): Step | undefined {
  const [, kind = '', provider = '', rest = ''] =
    /^(connection|connectionTemplate)\.([^/]+)(\/.+)$/.exec(address) ?? []
  const step = kind === '' ? undefined : own(`provider.${provider}`)
  const name = step && resourceParts(step.to)?.name
  return step && name !== undefined ? { ...step, to: `${kind}.${name}${rest}` } : undefined
}

interface Found extends Step {
  readonly from: ResourceAddress
}

/** Where an address leads to in the end. Each block counts once, so that no way is endless. */
function follow(from: ResourceAddress, next: Stepper): Found | undefined {
  const used = new Set<MovedBlock>()
  let step = next(from)
  let last: Step | undefined
  while (step !== undefined && !used.has(step.block)) {
    used.add(step.block)
    last = step
    step = next(step.to)
  }
  return last === undefined || last.to === from ? undefined : { ...last, from }
}

function conflicts(
  moves: readonly Found[],
  resources: readonly StateResource[],
): readonly Diagnostic[] {
  const leaving = new Set<string>(moves.map(({ from }) => from))
  const staying = resources.map(({ address }) => address).filter((each) => !leaving.has(each))
  const taken = new Map<string, string>(staying.map((each) => [each, each]))
  const after = new Set<string>([...staying, ...moves.map(({ to }) => to)])
  return moves.flatMap((move) => {
    const other = taken.get(move.to)
    taken.set(move.to, other ?? move.from)
    const problem = problemOf(move, { other, after })
    return problem === undefined ? [] : [diagnosticOf(move, problem)]
  })
}

interface Problem {
  readonly why: string
  readonly help: string
}

function problemOf(
  { from, to }: Found,
  { other, after }: { readonly other: string | undefined; readonly after: ReadonlySet<string> },
): Problem | undefined {
  const target = resourceParts(to)
  if (target === undefined) {
    return { why: 'which cannot be an address', help: 'see what "*" stands for there' }
  }
  if (other !== undefined) {
    const why = other === to ? 'which is applied as well' : `and "${other}" would, too`
    const help = `take the block away, or let one of them go: credmgr state rm ${from}`
    return { why, help }
  }
  const isBelow = target.kind === 'connection' || target.kind === 'connectionTemplate'
  const provider = resourceAddress('provider', target.name.split('/')[0] ?? '')
  if (!isBelow || after.has(provider)) return undefined
  const why = `and "${provider}" is not applied`
  return { why, help: `apply it first, or move the provider: its connections go along` }
}

function diagnosticOf({ from, to, block }: Found, { why, help }: Problem): Diagnostic {
  return {
    code: 'CM1019',
    severity: 'error',
    span: block.span,
    message: `"${from}" would become "${to}", ${why}`,
    help: [help],
  }
}
