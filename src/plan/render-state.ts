import type { State, StateResource } from '../model/index.ts'
import { compareAttributes } from './attributes.ts'
import { byKindAndName } from './make-plan.ts'
import { createPaint } from './paint.ts'
import { renderAttributes } from './render-attributes.ts'
import type { RenderOptions } from './render-plan.ts'
import { printable } from './words.ts'

/** What is applied, for people: each resource with its attributes, secrets masked. Ends with a newline. */
export function renderState(state: State, options: RenderOptions): string {
  if (state.resources.length === 0) return 'Nothing is applied.\n'
  const separator = options.compact === true ? '\n' : '\n\n'
  const bodies = [...state.resources].sort(byKindAndName).map((each) => renderOne(each, options))
  return `${bodies.join(separator)}\n`
}

/** What is applied as readable JSON, one order of keys. It holds references of secrets, and no secret and no fingerprint. */
export function stateJsonText(state: State): string {
  const { lineage, serial, appliedAt, resources, pending } = state
  const shown = {
    formatVersion: '1.0',
    lineage,
    serial,
    ...(appliedAt !== undefined && { appliedAt }),
    resources: [...resources].sort(byKindAndName).map(resourceJson),
    pendingRevocations: pending.map(({ connection, since, attempts, lastError }) => ({
      connection,
      since,
      attempts,
      ...(lastError !== undefined && { lastError }),
    })),
  }
  return `${JSON.stringify(shown)}\n`
}

function resourceJson({ fingerprints: _, ...resource }: StateResource): object {
  const { address, kind, name, id, origin, createdSerial, updatedSerial, ...more } = resource
  return { address, kind, name, id, origin, createdSerial, updatedSerial, ...more }
}

function renderOne(resource: StateResource, { color, width, compact }: RenderOptions): string {
  const paint = createPaint(color)
  const { address, kind, spec, fingerprints, origin } = resource
  const head = `${paint('bold', `# ${address}`)}   ${paint('dim', printable(origin))}`
  if (compact === true) return head
  const { attributes } = compareAttributes(kind, undefined, { spec, fingerprints })
  const lines = renderAttributes(attributes, { paint, width, unsigned: true })
  return [head, ...lines.map((each) => each.slice(2))].join('\n')
}
