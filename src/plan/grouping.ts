import { type Declaration, groupedBy, isSameJson } from '../model/index.ts'
import type { AttributeChange, Change, TokenChange } from './plan.ts'
import { printable } from './words.ts'

/** One change, or many that are shown as one: to instances of one declaration the same happens. */
export interface Grouped {
  /** The first one stands for all. */
  readonly change: Change
  /** All of them, in the order of the plan; at least one. */
  readonly members: readonly Change[]
  /** Absent for a change that is shown by itself. */
  readonly declaration?: Declaration
}

/** So many instances are shown one by one, as everything else is. */
const listedAtMost = 10

/**
 * What is shown of `changes`, in their order, each group where its first change stands. What goes or is
 * made anew is never put together, and what differs in what happens to it (action, attributes,
 * token, access) does not stand in one group.
 */
export function grouped(
  changes: readonly Change[],
  tokens: ReadonlyMap<string, TokenChange>,
): readonly Grouped[] {
  const groups = groupedBy(
    changes,
    (change) => fateOf(change, tokens.get(change.address)) ?? change.address,
  )
  return [...groups.values()].flatMap((members): readonly Grouped[] => {
    const [change] = members
    const declaration = change.after?.instanceOf
    const isGroup = declaration !== undefined && members.length > listedAtMost
    if (isGroup) return [{ change, members, declaration }]
    return members.map((each) => ({ change: each, members: [each] }))
  })
}

/** What must be equal for two instances to be shown as one; `undefined` for what stands by itself. */
function fateOf(change: Change, token: TokenChange | undefined): string | undefined {
  const { action, reason, kind, after, attributes, unchangedAttributes, widens } = change
  if (after?.instanceOf === undefined || (action !== 'create' && action !== 'update')) {
    return undefined
  }
  const { effect, reasons, addedScopes, servesUntilThen, revokesOld } = token ?? {}
  return JSON.stringify([
    [kind, after.instanceOf.name, action, reason, widens],
    attributes.map(({ path, before, after: now }) => [
      path,
      before === undefined,
      now === undefined,
    ]),
    unchangedAttributes,
    [effect, reasons, addedScopes, servesUntilThen, revokesOld],
  ])
}

/** An attribute of one change, or of many: `differs` where each has a value of its own. */
export interface ShownAttribute extends AttributeChange {
  readonly differs?: boolean
}

/** The attributes of a group, as far as they are the same. */
export function commonAttributes({ change, members }: Grouped): readonly ShownAttribute[] {
  return change.attributes.map((attribute, at) => {
    const isCommon = members.every((each) => isSameChange(each.attributes[at], attribute))
    return isCommon ? attribute : { ...attribute, differs: true }
  })
}

function isSameChange(one: AttributeChange | undefined, other: AttributeChange): boolean {
  return isSameJson(one?.before, other.before) && isSameJson(one?.after, other.after)
}

/** `connection.github/{key}` for a group. */
export function addressOf({ change, declaration }: Grouped): string {
  return declaration === undefined
    ? change.address
    : `${change.kind}.${printable(declaration.name)}`
}

/** `412 instances (first: "u-00017", last: "u-09981")`; nothing for a change that stands by itself. */
export function instancesOf({ declaration, change, members }: Grouped, hint: string): string {
  if (declaration === undefined) return ''
  const [first, last] = [change, members.at(-1) ?? change].map((each) => keyIn(declaration, each))
  return `${members.length} instances (first: ${first}, last: ${last}${hint})`
}

/** `"u-00017"`, the key of an instance; its whole name where the key stands in it more than once. */
function keyIn({ name }: Declaration, instance: Change): string {
  const [before = '', after, ...more] = name.split('{key}')
  if (after === undefined || more.length > 0) return `"${printable(instance.name)}"`
  const key = instance.name.slice(before.length, instance.name.length - after.length)
  return `"${printable(key)}"`
}
