import { ofKind, type ResourceAddress, type State } from '../model/index.ts'
import type { Plan } from './plan.ts'
import { counted, named } from './words.ts'

/**
 * Connections whose loss the applied configuration forbids: those with `lifecycle.preventDestroy` in
 * `state` that `plan` deletes or makes anew, or whose stored grant it revokes or forgets. A configuration that
 * drops the guard together with the connection does not lift it.
 *
 * @returns Their addresses, sorted; empty when the plan may go on.
 */
export function blockedByPreventDestroy(plan: Plan, state: State): readonly ResourceAddress[] {
  const lost = new Set<string>([
    ...plan.changes
      .filter(({ action }) => action === 'delete' || action === 'replace')
      .map(({ address }) => address),
    ...plan.tokens
      .filter(({ revokesOld }) => revokesOld)
      .map(({ connection }) => `connection.${connection}`),
  ])
  const now = new Map(plan.moves?.map(({ from, to }) => [from, to]))
  return ofKind(state.resources, 'connection')
    .filter(({ spec }) => spec.lifecycle.preventDestroy)
    .map(({ address }) => now.get(address) ?? address)
    .filter((address) => lost.has(address))
    .sort()
}

/** How many deletions a plan may have: so many, or this part of what is applied. */
export type DeleteLimit = { readonly count: number } | { readonly percent: number }

/** @returns `5` or `25%` as a limit, or `undefined` when `text` is neither. */
export function parseDeleteLimit(text: string): DeleteLimit | undefined {
  const [, digits, sign] = /^(\d{1,9})(%?)$/.exec(text) ?? []
  if (digits === undefined) return undefined
  if (sign === '') return { count: Number(digits) }
  return Number(digits) <= 100 ? { percent: Number(digits) } : undefined
}

const usualPercent = 25
const usualCount = 10

/**
 * Whether `plan` deletes more than it may.
 *
 * @param limit Default: 25 % of what is applied, or 10 objects, whichever is more.
 * @returns Why it does, or `undefined`.
 */
export function tooManyDeletes(
  plan: Plan,
  state: State,
  limit: DeleteLimit | undefined,
): string | undefined {
  const deletes = plan.changes.filter(({ action }) => action === 'delete').length
  const applied = state.resources.length
  const share = (percent: number): number => Math.floor((applied * percent) / 100)
  const usual = Math.max(share(usualPercent), usualCount)
  const most = limit === undefined ? usual : 'count' in limit ? limit.count : share(limit.percent)
  if (deletes <= most) return undefined
  const rule =
    limit === undefined
      ? `${usualPercent} % or ${usualCount}, whichever is more`
      : 'percent' in limit
        ? `${limit.percent} %`
        : 'as --max-deletes says'
  return `the plan deletes ${deletes} of ${counted(applied, 'applied object')}, and at most ${most} may go at once (${rule})`
}

/** What a gate of `--fail-on` may look for. */
export const gates = ['delete', 'replace', 'reconsent', 'widen', 'drift', 'lint'] as const

export type Gate = (typeof gates)[number]

/**
 * What of `plan` one of `wanted` forbids, a clause for each, in the order of {@link gates}.
 *
 * @param lintFindings How many errors and warnings lint has found.
 */
export function gated(
  plan: Plan,
  wanted: ReadonlySet<Gate>,
  lintFindings: number,
): readonly string[] {
  const { changes, tokens } = plan
  const doing = (action: string): readonly string[] =>
    changes.filter((each) => each.action === action).map(({ address }) => address)
  const found: { readonly [G in Gate]: () => string | undefined } = {
    delete: () => clause('deletes', doing('delete')),
    replace: () => clause('replaces', doing('replace')),
    reconsent: () => {
      const again = tokens.filter(({ effect }) => effect === 'reconsent')
      const addresses = again.map(({ connection }) => `connection.${connection}`)
      return clause('needs consent again for', addresses)
    },
    widen: () => {
      const wider = changes.filter(({ widens }) => widens !== undefined)
      return clause(
        'widens access by',
        wider.map(({ address }) => address),
      )
    },
    drift: () => {
      const urgent = plan.drift?.filter(({ needsAction }) => needsAction) ?? []
      return clause(
        'finds changes outside at',
        urgent.map(({ address }) => address),
      )
    },
    lint: () => (lintFindings === 0 ? undefined : `has ${counted(lintFindings, 'lint finding')}`),
  }
  return gates.flatMap((gate) => {
    const text = wanted.has(gate) ? found[gate]() : undefined
    return text === undefined ? [] : [`it ${text} (${gate})`]
  })
}

function clause(verb: string, addresses: readonly string[]): string | undefined {
  return addresses.length === 0 ? undefined : `${verb} ${named(addresses)}`
}
