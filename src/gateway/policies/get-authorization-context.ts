import { type AccessDecision, dependsOnMethod } from '../../engine/index.ts'
import {
  type AnyCredmgrError,
  type AuthorizationContext,
  type Caller,
  type Checked,
  type ConnectionAddress,
  carriesNothing,
  connectionAddress,
  declareVariable,
  hostAllowed,
  isCredmgrError,
  type JsonObject,
  type Logger,
  type PolicyProblem,
  type PolicyScope,
} from '../../model/index.ts'
import { type Problem, retryAfter } from '../problem.ts'
import {
  type CompileContext,
  type CompiledPolicy,
  compiled,
  type Exchange,
  type Policy,
  refused,
  type Step,
  type StepPorts,
  type StepResult,
} from './policy.ts'

const variableName = '^[a-z][A-Za-z0-9]*$'

/**
 * Puts a connection's token into a context variable, after the access policies have allowed it:
 * `get-authorization-context` of Azure API Management.
 */
export const getAuthorizationContext: Policy = {
  name: 'get-authorization-context',
  summary: 'Obtains a valid token of a connection for the caller, or for the gateway itself.',
  connectionOption: 'connection',
  places: ['route'],
  fieldNames: () => [],
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['connection'],
    properties: {
      connection: {
        type: 'string',
        description: 'Address of the connection, for example `github/release-bot`.',
        examples: ['github/release-bot'],
      },
      identityType: {
        type: 'string',
        enum: ['jwt', 'managed'],
        default: 'jwt',
        description:
          'Who uses the connection: `jwt` is the authenticated caller, whichever identity proved it; `managed` is the gateway itself. A route that is `public` has no caller and needs `managed`.',
      },
      as: {
        type: 'string',
        pattern: variableName,
        default: 'auth',
        description: 'Name of the context variable, used as `{{ auth.accessToken }}`.',
      },
      ignoreError: {
        type: 'boolean',
        default: false,
        description:
          'Go on without a token when the caller may not use the connection or no token can be had.',
      },
    },
  },
  check,
  compile,
}

function check({ as = 'auth' }: JsonObject, scope: PolicyScope): readonly PolicyProblem[] {
  const problem = typeof as === 'string' ? declareContext(as, scope) : undefined
  return typeof problem === 'string' ? [{ option: 'as', message: problem }] : []
}

interface Options {
  readonly connection: ConnectionAddress
  readonly managed: boolean
  readonly ignoreError: boolean
}

function compile(options: JsonObject, context: CompileContext): Checked<CompiledPolicy> {
  const { connection: address, identityType = 'jwt', as = 'auth', ignoreError = false } = options
  const connection = typeof address === 'string' ? connectionAddress(address) : undefined
  if (connection === undefined) return refused('CM1005', '"connection" must be "provider/name"')
  if (identityType !== 'jwt' && identityType !== 'managed') {
    return refused('CM1005', '"identityType" must be "jwt" or "managed"')
  }
  if (typeof as !== 'string' || !new RegExp(variableName).test(as)) {
    return refused('CM1005', `"as" must match ${variableName}`)
  }
  if (typeof ignoreError !== 'boolean') return refused('CM1005', '"ignoreError" must be a boolean')
  const managed = identityType === 'managed'
  return (
    unfit(connection, managed, context) ??
    declare(as, { connection, managed, ignoreError }, context)
  )
}

/** What does not fit the rest of the configuration. */
function unfit(
  connection: ConnectionAddress,
  managed: boolean,
  { served, route, upstreamHost }: CompileContext,
): Checked<CompiledPolicy> | undefined {
  const target = served.connections.get(connection)
  if (target === undefined) return refused('CM1004', `connection "${connection}" is not declared`)
  if (route.public && !managed) {
    return refused('CM1007', 'a public route has no caller, so "identityType" must be "managed"')
  }
  if (hostAllowed(target.provider.apiHosts, upstreamHost)) return undefined
  return refused(
    'CM3202',
    `tokens of provider "${target.providerName}" must not go to host "${upstreamHost}"`,
  )
}

function declare(as: string, options: Options, context: CompileContext): Checked<CompiledPolicy> {
  const slot = declareContext(as, context)
  if (typeof slot === 'string') return refused('CM1003', slot)
  return compiled(makeStep(slot, options, context))
}

/** @returns The variable's slot, or what is wrong with it. */
function declareContext(name: string, scope: PolicyScope): number | string {
  return declareVariable(scope, name, { type: 'context', carries: carriesNothing })
}

const gatewayItself: Caller = { type: 'managed' }

function makeStep(slot: number, options: Options, context: CompileContext): Step {
  const { connection, managed, ignoreError } = options
  const wanted = { slot, connection }
  const decide = deciderOf(connection, context)

  return function getContext(exchange, ports) {
    const caller = managed ? gatewayItself : exchange.caller
    if (caller === undefined) throw new TypeError('a route without callers has reached a policy')
    const decision = decide(caller, exchange.requestMethod)
    const result = decision.allowed ? obtain(exchange, wanted, ports) : denied(decision.reason)
    if (!ignoreError) return result
    return result instanceof Promise ? result.then(() => undefined) : undefined
  }
}

interface Wanted {
  readonly slot: number
  readonly connection: ConnectionAddress
}

/** The usual token is at hand and costs no promise. */
function obtain(
  exchange: Exchange,
  wanted: Wanted,
  { tokens, logger }: StepPorts,
): StepResult | Promise<StepResult> {
  try {
    const context = tokens.tokenFor(wanted.connection)
    if (!(context instanceof Promise)) return store(exchange, wanted.slot, context)
    return context.then(
      (value) => store(exchange, wanted.slot, value),
      (error: unknown) => unobtainable(wanted, error, logger),
    )
  } catch (error) {
    return unobtainable(wanted, error, logger)
  }
}

function unobtainable({ connection }: Wanted, error: unknown, logger: Logger): Problem {
  const problem = problemOf(error)
  if (problem === undefined) throw error
  logger.warn('no token for a request', { connection, code: problem.code })
  return problem
}

function store(exchange: Exchange, slot: number, context: AuthorizationContext): undefined {
  exchange.variables[slot] = context
}

type Decide = (caller: Caller, method: string) => AccessDecision

/** Only where a policy asks for the method is anything decided anew for another one. */
function deciderOf(connection: ConnectionAddress, { mayUse, served }: CompileContext): Decide {
  if (!dependsOnMethod(served.accessPolicies, connection)) {
    return remembering((caller) => mayUse(caller, connection))
  }
  const byMethod = new Map<string, (caller: Caller) => AccessDecision>()
  return (caller, method) => {
    const decide = byMethod.get(method) ?? remembering((each) => mayUse(each, connection, method))
    byMethod.set(method, decide)
    return decide(caller)
  }
}

/** Policies and callers are frozen, so that a decision holds as long as the snapshot and the caller. */
function remembering(
  decide: (caller: Caller) => AccessDecision,
): (caller: Caller) => AccessDecision {
  const decisions = new WeakMap<Caller, AccessDecision>()
  return (caller) => {
    const known = decisions.get(caller)
    if (known !== undefined) return known
    const decision = decide(caller)
    decisions.set(caller, decision)
    return decision
  }
}

function denied(reason: string): Problem {
  const detail = 'no access policy lets the caller use the connection of this route'
  return { code: 'access_denied', detail, reason }
}

/** @returns `undefined` for an error that nobody foresaw. */
function problemOf(error: unknown): Problem | undefined {
  if (!isCredmgrError(error)) return undefined
  switch (error.code) {
    case 'CONNECTION_NOT_AUTHORIZED':
      return notAuthorized(error.details.reason)
    case 'CONNECTION_UNKNOWN':
      return notAuthorized('connection_unknown')
    case 'PROVIDER_REJECTED':
      return {
        code: 'provider_rejected',
        detail: 'the provider refuses the client of this connection',
        reason: error.details.oauthError,
      }
    default:
      return unavailable(error)
  }
}

function notAuthorized(reason: string): Problem {
  const detail = 'the connection of this route needs the consent of its owner'
  return { code: 'connection_not_authorized', detail, reason }
}

function unavailable(error: AnyCredmgrError): Problem {
  const known = error.code === 'PROVIDER_UNREACHABLE' ? error.details.retryAfterMs : undefined
  return {
    code: 'token_unavailable',
    detail: 'no valid token can be had for the connection of this route at the moment',
    reason: error.code.toLowerCase(),
    headers: retryAfter(known),
  }
}
