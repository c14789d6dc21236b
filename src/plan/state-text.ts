import {
  CredmgrError,
  isJsonObject,
  type Json,
  type JsonObject,
  type Kind,
  resourceParts,
  type State,
} from '../model/index.ts'
import {
  type Check,
  hasShape,
  isCount,
  isListOf,
  isMapOf,
  isText,
  isTexts,
  specShapes,
} from './plan-file.ts'

/** A state that somebody has written down: what `state pull` prints and `state push` reads. */
export type WrittenState = Pick<State, 'lineage' | 'serial' | 'resources'> & {
  readonly env: string
}

/** A state as readable JSON. There is no secret in it. */
export function stateToText(state: State, env: string): string {
  const { lineage, serial, revision, resources, pending, usedPlans, appliedAt, madeBy } = state
  const file = {
    formatVersion: '1.0',
    env,
    lineage,
    serial,
    revision,
    ...(appliedAt !== undefined && { appliedAt: new Date(appliedAt).toISOString() }),
    ...(madeBy !== undefined && { madeBy }),
    resources,
    pending,
    usedPlans,
  }
  return `${JSON.stringify(file, undefined, 2)}\n`
}

/**
 * Reads what {@link stateToText} wrote, and what somebody has made of it.
 *
 * @param file Its name, for the error.
 * @throws `STATE_REFUSED` when it is not a whole state whose parts fit together
 */
export function stateFromText(text: string, file: string): WrittenState {
  const value = parsed(text)
  if (!isJsonObject(value)) throw invalid(file, 'it is not a JSON object')
  const { formatVersion } = value
  if (formatVersion !== '1.0') {
    const version = JSON.stringify(formatVersion ?? null)
    throw invalid(file, `it has format ${version}, and this version reads "1.0"`)
  }
  const broken = Object.keys(shape).filter((key) => shape[key]?.(value[key]) !== true)
  if (broken.length > 0) throw invalid(file, `"${broken.join('", "')}" is missing or malformed`)
  const state = value as unknown as WrittenState
  const problem = problemOf(state)
  if (problem !== undefined) throw invalid(file, problem)
  return state
}

const shape: { readonly [key: string]: Check } = {
  env: isText,
  lineage: isText,
  serial: isCount,
  resources: (value) => isListOf(value, isResource),
}

function isResource(value: Json | undefined): boolean {
  const members = {
    id: (id: Json | undefined) => typeof id === 'string' && id.startsWith('r_'),
    fingerprints: (each: Json | undefined) => isMapOf(each, isText),
    dependsOn: isTexts,
    origin: isText,
    createdSerial: isCount,
    updatedSerial: isCount,
  }
  if (!isJsonObject(value) || !hasShape(value, members)) return false
  const kind = kindOf(value)
  return kind !== undefined && hasShape(value['spec'], specShapes[kind])
}

/** The kind, when address, kind and name say the same. */
function kindOf({ address, kind, name }: JsonObject): Kind | undefined {
  const parts = resourceParts(String(address))
  return parts !== undefined && parts.kind === kind && parts.name === name ? parts.kind : undefined
}

function problemOf({ resources }: WrittenState): string | undefined {
  const addresses = new Set<string>(resources.map(({ address }) => address))
  const ids = new Set(resources.map(({ id }) => id))
  if (addresses.size !== resources.length) return 'an address stands there twice'
  if (ids.size !== resources.length) return 'an id stands there twice'
  for (const { address, dependsOn } of resources) {
    const missing = dependsOn.find((each) => !addresses.has(each))
    if (missing !== undefined) return `"${address}" refers to "${missing}", which is not there`
  }
  const strays = resources.filter((each) => each.kind === 'connection')
  const stray = strays.find(({ name, spec }) => spec.address !== name)
  return stray && `"${stray.address}" says that its address is "${stray.spec.address}"`
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function invalid(file: string, problem: string): CredmgrError<'STATE_REFUSED'> {
  const message = `"${file}" is not a state that can be pushed: ${problem}`
  return new CredmgrError('STATE_REFUSED', message, {
    remedy: 'nothing was changed; begin with what credmgr state pull prints',
  })
}
