import type { AccessDecision, Served, Tokens } from '../../engine/index.ts'
import type {
  AuthorizationContext,
  Caller,
  Checked,
  ConnectionAddress,
  DiagnosticCode,
  JsonObject,
  Logger,
  PolicyDescriptor,
  RouteSpec,
} from '../../model/index.ts'
import type { HeaderList } from '../header-list.ts'
import type { Problem } from '../problem.ts'

/** What a route's steps see of a request, and may change before it is forwarded. */
export interface Exchange {
  /** `undefined` only on a route that is public. */
  readonly caller: Caller | undefined
  /** The fields that the upstream will get. No credential of the caller is among them. */
  readonly headers: HeaderList
  /** The route's context variables by slot; `undefined` where a context could not be had. */
  readonly variables: (AuthorizationContext | undefined)[]
}

export interface StepPorts {
  readonly tokens: Tokens
  readonly logger: Logger
}

/** What a step says: `undefined` to go on, or what to answer instead. */
export type StepResult = Problem | undefined

/** One policy of one route, compiled. The usual case answers without a promise. */
export type Step = (exchange: Exchange, ports: StepPorts) => StepResult | Promise<StepResult>

/** What a policy may know while it is compiled. */
export interface CompileContext {
  readonly served: Served
  readonly route: RouteSpec
  /** Host of the upstream: lower case, without port. */
  readonly upstreamHost: string
  /** Context variables declared so far, with their slots. */
  readonly variables: Map<string, number>
  /** Asks the access policies. */
  mayUse(caller: Caller, connection: ConnectionAddress): AccessDecision
}

/**
 * A step that a route may take.
 *
 * `compile` reads the options and refuses what cannot run; what it returns runs for every request
 * and reads no option any more.
 */
export interface Policy extends PolicyDescriptor {
  /**
   * Its step changes nothing of a request but header fields, and answers only to refuse: a proxy that asks
   * for the fields to set can have it too.
   */
  readonly headersOnly?: true
  compile(options: JsonObject, context: CompileContext): Checked<Step>
}

export function compiled(step: Step): Checked<Step> {
  return { ok: true, value: step, diagnostics: [] }
}

export function refused(
  code: DiagnosticCode,
  ...messages: readonly string[]
): Checked<never> & { readonly ok: false } {
  const diagnostics = messages.map((message) => ({ code, severity: 'error', message }) as const)
  return { ok: false, diagnostics }
}
