import {
  canonicalJson,
  isJsonObject,
  isSameJson,
  type Json,
  type Kind,
  type ResourceAddress,
  type Specs,
  specJson,
} from '../model/index.ts'
import { pathOf } from './attribute-path.ts'
import type { AttributeChange } from './plan.ts'

/** One side of a comparison: a spec and the fingerprints of its secrets, by JSON pointer. */
export interface Side {
  readonly spec: Specs[Kind]
  readonly fingerprints: { readonly [pointer: string]: string | undefined }
}

export interface Comparison {
  /** Sorted by path. */
  readonly attributes: readonly AttributeChange[]
  readonly unchanged: number
}

/** Attributes whose change makes another object of a resource; all others are updated in place. */
const replacing: { readonly [K in Kind]?: readonly string[] } = {
  provider: ['clientId', 'grant', 'issuer'],
}

/** The one list in a specification whose order means something; every other array is a set. */
const orderedLists: { readonly [K in Kind]?: string } = { route: 'policies' }

/**
 * Compares two specifications attribute by attribute. Arrays are compared as sets, except a route's
 * `policies`. A secret differs when its reference or its fingerprint differs; a side that has no
 * fingerprint for it is not asked.
 *
 * @param before Absent for a resource that is to be created.
 * @param after Absent for a resource that is to be deleted.
 */
export function compareAttributes(
  kind: Kind,
  before: Side | undefined,
  after: Side | undefined,
): Comparison {
  if (before && after && isSame(before, after)) return { attributes: [], unchanged: 0 }
  const secrets = new Set([before, after].flatMap((side) => Object.keys(side?.fingerprints ?? {})))
  const old = leavesOf(kind, before, secrets)
  const desired = leavesOf(kind, after, secrets)
  const paths = [...new Set([...old.keys(), ...desired.keys()])].sort()
  const attributes = paths.flatMap((path) => {
    const [from, to] = [old.get(path), desired.get(path)]
    if (isSameLeaf(from, to)) return []
    const forcesReplacement = before && after && replacing[kind]?.includes(path)
    return [{ ...attributeChange(path, from, to), forcesReplacement: forcesReplacement === true }]
  })
  return { attributes, unchanged: paths.length - attributes.length }
}

/** `address#pointer`: how a plan names the secret at `pointer` of a resource. */
export function fingerprintKey(address: ResourceAddress, pointer: string): string {
  return `${address}#${pointer}`
}

interface Leaf {
  readonly value: Json
  readonly sensitive: boolean
  readonly fingerprint: string | undefined
}

/** Nearly all resources of a plan are unchanged; they are told apart without taking them to pieces. */
function isSame(before: Side, after: Side): boolean {
  if (!isSameJson(specJson(before.spec), specJson(after.spec))) return false
  const pointers = [...Object.keys(before.fingerprints), ...Object.keys(after.fingerprints)]
  return pointers.every((pointer) =>
    isSameSecret(before.fingerprints[pointer], after.fingerprints[pointer]),
  )
}

function isSameSecret(before: string | undefined, after: string | undefined): boolean {
  return before === after || after === undefined
}

function leavesOf(
  kind: Kind,
  side: Side | undefined,
  secrets: ReadonlySet<string>,
): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>()
  if (side === undefined) return leaves
  const add = (value: Json, keys: readonly string[]): void => {
    const pointer = pointerOf(keys)
    const sensitive = secrets.has(pointer)
    const ordered = sensitive || orderedLists[kind] === keys[0]
    const comparable = sensitive ? referenceOf(value) : value
    const fingerprint = side.fingerprints[pointer]
    leaves.set(pathOf(keys), { value: normalize(comparable, ordered), sensitive, fingerprint })
  }
  const visit = (value: Json, keys: readonly string[]): void => {
    if (isJsonObject(value) && !secrets.has(pointerOf(keys))) {
      for (const [key, member] of Object.entries(value)) visit(member, [...keys, key])
    } else if (value !== undefined && !isIdentity(kind, keys)) add(value, keys)
  }
  visit(specJson(side.spec), [])
  return leaves
}

/** One value sealed twice gives two texts; what it is, the fingerprint tells. */
function referenceOf(value: Json): Json {
  return isJsonObject(value) && value['sealed'] !== undefined ? { sealed: '…' } : value
}

/** RFC 6901. */
function pointerOf(keys: readonly string[]): string {
  return keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** A connection's address is its name: it stands in the headline and can not change. */
function isIdentity(kind: Kind, keys: readonly string[]): boolean {
  return kind === 'connection' && keys.length === 1 && keys[0] === 'address'
}

/** Keys and sets sorted at every level, no duplicates in sets, members without a value dropped. */
function normalize(value: Json, ordered: boolean): Json {
  if (Array.isArray(value)) {
    const members = value.map((each: Json) => normalize(each, ordered))
    return ordered ? members : sortedSet(members)
  }
  if (!isJsonObject(value)) return value
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  const inOrder = members.sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(inOrder.map(([key, member]) => [key, normalize(member, ordered)]))
}

function sortedSet(members: readonly Json[]): readonly Json[] {
  const byText = new Map(members.map((each) => [canonicalJson(each), each]))
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each)
}

function isSameLeaf(from: Leaf | undefined, to: Leaf | undefined): boolean {
  if (from === undefined || to === undefined) return false
  if (canonicalJson(from.value) !== canonicalJson(to.value)) return false
  return isSameSecret(from.fingerprint, to.fingerprint)
}

function attributeChange(
  path: string,
  from: Leaf | undefined,
  to: Leaf | undefined,
): Omit<AttributeChange, 'forcesReplacement'> {
  return {
    path,
    ...(from && { before: from.value }),
    ...(to && { after: to.value }),
    sensitive: from?.sensitive === true || to?.sensitive === true,
  }
}
