import type { AuthorizationContext } from './credential.ts'

/**
 * Where a policy may stand. `route`: in the list of a route; `branch`: in a list within that, which
 * some requests take; `onError`: in the list that shapes the answer to a refused request.
 */
export type PolicyPlace = 'route' | 'branch' | 'onError'

/** What a text may carry that must not go everywhere. */
export interface Carries {
  /** A connection's token. */
  readonly token: boolean
  /** Something that the caller has chosen and nobody has verified. */
  readonly caller: boolean
}

export const carriesNothing: Carries = { token: false, caller: false }

/** What two texts carry together. */
export function together(one: Carries, other: Carries): Carries {
  return { token: one.token || other.token, caller: one.caller || other.caller }
}

/** A context variable as it is declared. */
export interface ContextVariable {
  /** Its index in {@link ContextValue}s of a request; one for each name of a route. */
  readonly slot: number
  /** `context`: an authorization context, used by its members; `text`: used by its name. */
  readonly type: 'context' | 'text'
  readonly carries: Carries
}

/** What a context variable holds for one request. */
export type ContextValue = AuthorizationContext | string | undefined

/** What is known of a request at one place of a route's policies, before there is a request. */
export interface PolicyScope {
  readonly place: PolicyPlace
  /** Path of the route's match. */
  readonly path: string
  /** The route has no callers. */
  readonly isPublic: boolean
  /** Variables that the policies before this place declare; a policy adds its own. */
  readonly variables: Map<string, ContextVariable>
  /** Slots of all variables of the route. */
  readonly slots: Map<string, number>
}

/** The scope at the beginning of a route's policies. */
export function routeScope(path: string, isPublic: boolean): PolicyScope {
  return { place: 'route', path, isPublic, variables: new Map(), slots: new Map() }
}

/**
 * The order in which the policies of a list are judged. What shapes refusals comes last, wherever it
 * stands: it runs after whichever of the others, and sees what they have left.
 */
export function judgingOrder<T>(
  list: readonly T[],
  placeWithin: (item: T) => PolicyPlace | undefined,
): readonly T[] {
  const isLast = (item: T): boolean => placeWithin(item) === 'onError'
  return [...list.filter((each) => !isLast(each)), ...list.filter(isLast)]
}

/** The scope of a list within the one of `scope`, see {@link leaveBranch}. */
export function enterBranch<S extends PolicyScope>(scope: S, place: PolicyPlace): S {
  const within = scope.place === 'onError' ? scope.place : place
  return { ...scope, place: within, variables: new Map(scope.variables) }
}

/** What a branch has declared is known behind it too; it has no value where the branch was not taken. */
export function leaveBranch(scope: PolicyScope, branch: PolicyScope): void {
  for (const [name, variable] of branch.variables) {
    const known = scope.variables.get(name) ?? variable
    const carries = together(known.carries, variable.carries)
    scope.variables.set(name, { ...known, carries })
  }
}

/** What templates call by these names is no variable. */
const reserved: ReadonlySet<string> = new Set(['request', 'caller', 'lastError'])

/**
 * Declares a variable. A text may be given another value later; a context is declared once.
 *
 * @returns The variable's slot, or in one sentence what is wrong with it.
 */
export function declareVariable(
  { variables, slots }: PolicyScope,
  name: string,
  { type, carries }: Omit<ContextVariable, 'slot'>,
): number | string {
  if (reserved.has(name)) return `"${name}" is not free for a context variable`
  const known = variables.get(name)
  if (known !== undefined && (known.type === 'context' || type === 'context')) {
    return `context variable "${name}" is declared twice`
  }
  const slot = slots.get(name) ?? slots.size
  slots.set(name, slot)
  variables.set(name, { slot, type, carries: together(carries, known?.carries ?? carriesNothing) })
  return slot
}
