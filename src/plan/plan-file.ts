import {
  CredmgrError,
  connectionAddress,
  grantTypes,
  isJsonObject,
  type Json,
  type JsonObject,
  type Kind,
  kinds,
  resourceAddress,
  resourceParts,
} from '../model/index.ts'
import { summaryOf } from './make-plan.ts'
import type { Action, ActionReason, Plan, TokenEffect } from './plan.ts'

/** A plan as readable JSON: two spaces, one order of keys, a newline at the end. Equal plans give equal text. */
export function planToText(plan: Plan): string {
  const { formatVersion, planId, createdAt, expiresAt, env, prior, summary, config } = plan
  const { complete, leftOut, applyable, errored, changes, tokens } = plan
  const file = {
    formatVersion,
    planId,
    createdAt,
    expiresAt,
    env,
    prior: { lineage: prior.lineage, serial: prior.serial },
    ...(config && { config: inOrder(config, configKeys) }),
    complete,
    leftOut,
    applyable,
    errored,
    summary: inOrder(summary, ['add', 'change', 'destroy', 'move', 'import']),
    ...(plan.moves && { moves: inOrder(plan.moves, ['from', 'to', 'origin']) }),
    ...(plan.imports && { imports: inOrder(plan.imports, ['to', 'refreshToken']) }),
    changes: changes.map((change) => inOrder(change, changeKeys)),
    tokens: tokens.map((token) => inOrder(token, tokenKeys)),
    ...(plan.drift && {
      drift: inOrder(plan.drift, ['address', 'code', 'needsAction', 'says', 'remedy']),
    }),
    basis: inOrder(plan.basis, []),
    fingerprints: inOrder(plan.fingerprints, []),
  }
  return `${JSON.stringify(file, undefined, 2)}\n`
}

/**
 * Reads what {@link planToText} wrote.
 *
 * @param file Its name, for the error.
 * @throws `PLAN_INVALID` when `text` is not a whole plan of this format
 */
export function planFromText(text: string, file: string): Plan {
  const value = parsed(text, file)
  if (!isJsonObject(value)) throw invalid(file, 'it is not a JSON object')
  if (value['formatVersion'] !== '1.0') {
    const version = JSON.stringify(value['formatVersion'] ?? null)
    throw invalid(file, `it has format ${version}, and this version reads "1.0"`)
  }
  const broken = Object.keys(planShape).filter((key) => planShape[key]?.(value[key]) !== true)
  if (broken.length > 0) throw invalid(file, `"${broken.join('", "')}" is missing or malformed`)
  if (!isPlan(value))
    throw invalid(file, '"summary", "complete" or "config.digest" does not match the rest')
  return value
}

const configKeys = ['file', 'digest', 'variables', 'git', 'commit', 'dirty']

const changeKeys = [
  'action',
  'reason',
  'address',
  'kind',
  'name',
  'origin',
  'attributes',
  'unchangedAttributes',
  'after',
  'path',
  'before',
  'sensitive',
  'forcesReplacement',
]

const tokenKeys = [
  'connection',
  'effect',
  'reasons',
  'addedScopes',
  'servesUntilThen',
  'revokesOld',
]

/** The keys of `first` in that order, then the others sorted; below that the same. */
function inOrder(value: unknown, first: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => inOrder(each, first))
  if (typeof value !== 'object' || value === null) return value
  const members: { readonly [key: string]: unknown } = { ...value }
  const others = Object.keys(members).filter((key) => !first.includes(key))
  const keys = [...first.filter((key) => Object.hasOwn(members, key)), ...others.sort()]
  return Object.fromEntries(keys.map((key) => [key, inOrder(members[key], first)]))
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw invalid(file, 'it is not valid JSON', cause)
  }
}

function invalid(file: string, problem: string, cause?: unknown): CredmgrError<'PLAN_INVALID'> {
  const message = `"${file}" is not a plan that can be applied: ${problem}`
  return new CredmgrError('PLAN_INVALID', message, { file }, { cause })
}

export type Check = (value: Json | undefined) => boolean

export const isText: Check = (value) => typeof value === 'string' && value !== ''
export const isCount: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0
const isFlag: Check = (value) => typeof value === 'boolean'
export const isTexts: Check = (value) => isListOf(value, isText)
const isObject: Check = (value) => isJsonObject(value)
const isOneOf =
  (values: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && values.includes(value)

export function isListOf(value: Json | undefined, check: Check): boolean {
  return Array.isArray(value) && value.every((each: Json) => check(each))
}

export function isMapOf(value: Json | undefined, check: Check): boolean {
  return isJsonObject(value) && Object.values(value).every(check)
}

export function hasShape(
  value: Json | undefined,
  shape: { readonly [key: string]: Check },
): boolean {
  return isJsonObject(value) && Object.entries(shape).every(([key, check]) => check(value[key]))
}

const actions: readonly Action[] = ['create', 'update', 'replace', 'delete']
const reasons: readonly ActionReason[] = [
  'delete_because_no_resource_config',
  'delete_because_removed',
  'replace_because_cannot_update',
  'replace_by_request',
]
const effects: readonly TokenEffect[] = [
  'consent',
  'import',
  'keep',
  'remint',
  'reconsent',
  'revoke',
  'forget',
]

const planShape: { readonly [key: string]: Check } = {
  planId: (value) => typeof value === 'string' && value.startsWith('p_'),
  createdAt: isCount,
  expiresAt: isCount,
  env: isText,
  prior: (value) => hasShape(value, { lineage: isText, serial: isCount }),
  config: isOptional(isPlannedConfig),
  complete: isFlag,
  leftOut: isCount,
  applyable: isFlag,
  errored: isFlag,
  summary: (value) => hasShape(value, { add: isCount, change: isCount, destroy: isCount }),
  moves: isOptional((value) => isListOf(value, isMove)),
  imports: isOptional((value) => isListOf(value, isImport)),
  changes: (value) => isListOf(value, isChange),
  tokens: (value) => isListOf(value, isToken),
  drift: isOptional((value) => isListOf(value, isDrift)),
  basis: (value) => isMapOf(value, (digest) => digest === null || isText(digest)),
  fingerprints: (value) => isMapOf(value, isText),
}

function isOptional(check: Check): Check {
  return (value) => value === undefined || check(value)
}

function isPlannedConfig(value: Json | undefined): boolean {
  const git = isOptional((head) => hasShape(head, { commit: isText, dirty: isFlag }))
  return hasShape(value, { file: isText, digest: isOptional(isText), variables: isFlag, git })
}

const isToken: Check = (value) =>
  hasShape(value, {
    connection: (address) =>
      typeof address === 'string' && connectionAddress(address) !== undefined,
    effect: isOneOf(effects),
    reasons: isTexts,
    addedScopes: isTexts,
    servesUntilThen: isFlag,
    revokesOld: isFlag,
  })

const isMove: Check = (value) =>
  hasShape(value, { from: isAddressText, to: isAddressText, origin: isText })

const isDrift: Check = (value) =>
  hasShape(value, {
    address: isAddressText,
    code: isText,
    needsAction: isFlag,
    says: isText,
    remedy: isOptional(isText),
  })

const isImport: Check = (value) =>
  hasShape(value, { to: isConnectionText, refreshToken: isDeclaredSecret, span: isObject })

const isConnectionText: Check = (value) =>
  typeof value === 'string' && connectionAddress(value) !== undefined

const isAttribute: Check = (value) =>
  hasShape(value, { path: isText, sensitive: isFlag, forcesReplacement: isFlag })

const isChange: Check = (value) => {
  const shape = {
    action: isOneOf(actions),
    kind: isOneOf(kinds),
    name: isText,
    origin: isText,
    attributes: (list: Json | undefined) => isListOf(list, isAttribute),
    unchangedAttributes: isCount,
    reason: isOptional(isOneOf(reasons)),
    widens: isOptional(isTexts),
  }
  if (!isJsonObject(value) || !hasShape(value, shape) || !isAddressed(value)) return false
  if (value['action'] === 'delete') return value['after'] === undefined
  return isResource(value['after'], value)
}

function isAddressText(value: Json | undefined): boolean {
  return typeof value === 'string' && resourceParts(value) !== undefined
}

function isAddressed({ address, kind, name }: JsonObject): boolean {
  return isKind(kind) && typeof name === 'string' && address === resourceAddress(kind, name)
}

function isKind(value: Json | undefined): value is Kind {
  return isOneOf(kinds)(value)
}

function isResource(value: Json | undefined, change: JsonObject): boolean {
  const shape = {
    address: (address: Json | undefined) => address === change['address'],
    kind: (kind: Json | undefined) => kind === change['kind'],
    name: (name: Json | undefined) => name === change['name'],
    secrets: (secrets: Json | undefined) => isMapOf(secrets, isDeclaredSecret),
    dependsOn: isTexts,
    origin: isOrigin,
    instanceOf: isOptional((declaration) =>
      hasShape(declaration, { name: isText, origin: isOrigin }),
    ),
  }
  if (!isJsonObject(value) || !hasShape(value, shape) || !isKind(value['kind'])) return false
  return hasShape(value['spec'], specShapes[value['kind']])
}

const isOrigin: Check = (value) => hasShape(value, { file: isText, line: isCount, column: isCount })

const isDeclaredSecret: Check = (value) =>
  hasShape(value, {
    ref: (ref) => isMapOf(ref, (part) => isText(part) || isTexts(part)),
    span: isObject,
  })

/** The members without which nothing can serve a specification; the configuration has checked the rest. */
export const specShapes: { readonly [K in Kind]: { readonly [key: string]: Check } } = {
  gateway: { publicUrl: isText, listen: isText, admin: isObject, timeouts: isObject },
  identity: { type: isOneOf(['oidc', 'apiKey']) },
  provider: {
    endpoints: isObject,
    grant: isOneOf(grantTypes),
    clientId: (value) => typeof value === 'string',
    clientAuth: (value) => isText(value) || isObject(value),
    scopes: isTexts,
    authorizationParams: isObject,
    tokenParams: isObject,
    parameters: isObject,
    apiHosts: isTexts,
    refresh: isObject,
  },
  connection: {
    address: (address) => typeof address === 'string' && connectionAddress(address) !== undefined,
    provider: isText,
    scopes: isTexts,
    allowedRedirectUrls: isTexts,
    consent: isOptional((value) => hasShape(value, { by: (by) => isListOf(by, isObject) })),
    lifecycle: (value) => hasShape(value, { preventDestroy: isFlag }),
    labels: isObject,
  },
  connectionTemplate: {
    provider: isText,
    group: isText,
    claim: isText,
    scopes: isTexts,
    allowedRedirectUrls: isTexts,
    labels: isObject,
  },
  accessPolicy: { connections: isTexts, allow: (value) => isListOf(value, isObject) },
  route: {
    match: (value) => hasShape(value, { path: isText, methods: isTexts, headers: isObject }),
    upstream: isText,
    policies: (value) => isListOf(value, isObject),
    public: isFlag,
  },
}

/** The shape is proved by {@link planShape}; here what is said twice must agree. */
function isPlan(value: JsonObject | Plan): value is Plan {
  const { summary, complete, leftOut, applyable, config } = value as Plan
  const counted = summaryOf(value as Plan)
  const numbers = ['add', 'change', 'destroy', 'move', 'import'] as const
  const isCompared = config === undefined || applyable === (config.digest !== undefined)
  return (
    isCompared &&
    complete === (leftOut === 0) &&
    numbers.every((each) => counted[each] === summary[each])
  )
}
