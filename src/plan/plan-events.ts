import { type JsonObject, type ResourceAddress, resourceParts } from '../model/index.ts'
import type { Drift } from './drift.ts'
import type { ActionReason, Change, Plan, TokenChange } from './plan.ts'
import { summaryLine } from './words.ts'

/**
 * A plan as the objects of a line stream, in Terraform's machine-readable form: one
 * `planned_change` for every change, one `token_change` for every connection whose token does not
 * just stay, then `change_summary`. `@timestamp` is the time at which the plan was made.
 */
export function planEvents(plan: Plan): readonly JsonObject[] {
  const timestamp = new Date(plan.createdAt).toISOString()
  const event = (type: string, message: string, members: JsonObject): JsonObject => ({
    '@level': 'info',
    '@message': message,
    '@module': 'credmgr.ui',
    '@timestamp': timestamp,
    type,
    ...members,
  })
  const touched = plan.tokens.filter(({ effect }) => effect !== 'keep')
  const { moves = [], summary, drift = [] } = plan
  return [
    ...drift.map((each) =>
      event('resource_drift', `${each.address}: ${each.says}`, driftMembers(each)),
    ),
    ...moves.map(({ from, to, origin }) =>
      event('planned_change', `${to}: Plan to move`, {
        change: {
          resource: resourceOf(to),
          previous_resource: resourceOf(from),
          action: 'move',
          origin,
        },
      }),
    ),
    ...plan.changes.map((change) =>
      event('planned_change', `${change.address}: Plan to ${change.action}`, {
        change: plannedChange(change),
      }),
    ),
    ...touched.map((token) =>
      event('token_change', `connection.${token.connection}: Plan to ${token.effect} its token`, {
        token: tokenMembers(token),
      }),
    ),
    event('change_summary', summaryLine(summary), {
      changes: {
        add: summary.add,
        change: summary.change,
        import: summary.import ?? 0,
        remove: summary.destroy,
        ...(summary.move !== undefined && { move: summary.move }),
        operation: 'plan',
      },
    }),
  ]
}

/** Terraform's words for it in a line stream. */
const reasons: { readonly [R in ActionReason]: string } = {
  delete_because_no_resource_config: 'delete_because_no_resource_config',
  delete_because_removed: 'delete_because_removed',
  replace_because_cannot_update: 'cannot_update',
  replace_by_request: 'requested',
}

/** Terraform's type of event, with what it has no words for. */
export function driftMembers({ address, ...drift }: Drift): JsonObject {
  return { change: { resource: resourceOf(address), action: 'update' }, drift }
}

function resourceOf(address: ResourceAddress): JsonObject {
  return resourceMembers(address, resourceParts(address) ?? { kind: '', name: address })
}

function resourceMembers(
  address: ResourceAddress,
  { kind, name }: { readonly kind: string; readonly name: string },
): JsonObject {
  return { addr: address, resource_type: kind, resource_name: name, resource_key: null }
}

function plannedChange(change: Change): JsonObject {
  const { address, kind, name, action, origin, attributes, widens } = change
  const reason = change.reason && reasons[change.reason]
  return {
    resource: resourceMembers(address, { kind, name }),
    action,
    ...(reason !== undefined && { reason }),
    origin,
    attributes: attributes.map(({ path }) => path),
    ...(widens !== undefined && { widens }),
  }
}

function tokenMembers(token: TokenChange): JsonObject {
  const { connection, effect, reasons: why, addedScopes, servesUntilThen, revokesOld } = token
  return { connection, effect, reasons: why, addedScopes, servesUntilThen, revokesOld }
}
