import { hash } from 'node:crypto'
import type { Served } from '../engine/index.ts'
import {
  type AccessPolicySpec,
  canonicalJson,
  isJsonObject,
  type Json,
  type RouteSpec,
} from '../model/index.ts'
import { policies } from './policies/index.ts'

/**
 * Digests of routes: of what they are, and of who may use their connections, because what was begun
 * under an access policy that is gone does not go on for ever. A description is no part of it.
 */
export function routeDigests({
  accessPolicies,
  gateway: { timeouts },
}: Served): (name: string, spec: RouteSpec) => string {
  const byPattern = indexed(accessPolicies)
  return (name, { description: _said, ...spec }) => {
    const access = connectionsOf(spec)
      .flatMap(patternsFor)
      .map((pattern) => byPattern.get(pattern) ?? [])
    const facts = { name, spec, access, timeouts }
    return hash('sha256', canonicalJson(facts as unknown as Json), 'base64')
  }
}

type Access = Pick<AccessPolicySpec, 'allow' | 'conditions'>

function indexed(all: readonly AccessPolicySpec[]): ReadonlyMap<string, Access[]> {
  const byPattern = new Map<string, Access[]>()
  for (const { connections, allow, conditions } of all) {
    const access = conditions === undefined ? { allow } : { allow, conditions }
    for (const pattern of connections) {
      const known = byPattern.get(pattern)
      if (known === undefined) byPattern.set(pattern, [access])
      else known.push(access)
    }
  }
  return byPattern
}

/** What an access policy may call a connection: `a/b/c`, `a/b/*`, `a/*`. */
function patternsFor(connection: string): readonly string[] {
  const parts = connection.split('/')
  const groups = parts.slice(1).map((_, at) => `${parts.slice(0, at + 1).join('/')}/*`)
  return [connection, ...groups]
}

function connectionsOf(spec: Pick<RouteSpec, 'policies'>): readonly string[] {
  return spec.policies.flatMap(({ policy, options }) => {
    const option = policies.find((each) => each.name === policy)?.connectionOption
    const connection = isJsonObject(options) && option !== undefined ? options[option] : undefined
    return typeof connection === 'string' ? [connection] : []
  })
}
