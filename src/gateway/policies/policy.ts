import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AccessDecision, Served, Tokens } from '../../engine/index.ts'
import type {
  Caller,
  Checked,
  ConnectionAddress,
  ContextValue,
  DiagnosticCode,
  DurationMs,
  Json,
  JsonObject,
  Logger,
  PolicyDescriptor,
  PolicyProblem,
  PolicyScope,
  RouteSpec,
} from '../../model/index.ts'
import type { AnswerFields } from '../answer-fields.ts'
import type { HeaderList } from '../header-list.ts'
import type { Limits } from '../limits.ts'
import type { Problem, Reply } from '../problem.ts'

/** What a route's steps see of a request, and may change before it is forwarded. */
export interface Exchange {
  /** As it came. Its credentials are for the authenticator alone. */
  readonly request: IncomingMessage
  /** To learn when it has ended; steps answer by what they return. */
  readonly response: ServerResponse
  /** `undefined` only on a route that is public, and where no caller could be authenticated. */
  readonly caller: Caller | undefined
  /** The fields that the upstream will get. No credential of the caller is among them. */
  readonly headers: HeaderList
  /** The route's context variables by slot; `undefined` where one could not be had. */
  readonly variables: ContextValue[]
  /** The path that the route has matched: canonical, without query. */
  readonly requestPath: string
  /** The method that the route has matched. */
  readonly requestMethod: string
  /** Path and query for the upstream. */
  target: string
  /** Method for the upstream. */
  method: string
  /** Until the header of the answer. */
  headersTimeout: DurationMs
  /** Absent: the request is sent once. */
  retry: RetryRule | undefined
  /** Absent: the answer's fields stay as they are. */
  answerFields: AnswerFields | undefined
  /** Why the request is refused; set while the steps of `on-error` run. */
  problem: Problem | undefined
}

/** How often a request is sent again that has not reached the upstream. */
export interface RetryRule {
  readonly count: number
  /** Before the first of them; each pause is twice as long as the one before, up to `maxInterval`. */
  readonly interval: DurationMs
  readonly maxInterval: DurationMs
}

export interface StepPorts {
  readonly tokens: Tokens
  readonly logger: Logger
  readonly limits: Limits
}

/** What a step says: `undefined` to go on, or what to answer instead. */
export type StepResult = Problem | Reply | undefined

/** One policy of one route, compiled. The usual case answers without a promise. */
export type Step = (exchange: Exchange, ports: StepPorts) => StepResult | Promise<StepResult>

/** What becomes of one policy of one route. Most have an inbound step and nothing else. */
export interface CompiledPolicy {
  /** Runs before the caller is authenticated, and may not wait. */
  readonly arrival?: (exchange: Exchange) => StepResult
  /** Runs in its place among the others, before the request is forwarded. */
  readonly inbound?: Step
  /** Runs when the request is refused; what it answers takes the place of the refusal. */
  readonly onError?: Step
  /** Answers a preflight (the Fetch standard), for whatever method it asks. */
  readonly preflight?: Preflight
}

/** `undefined`: the request is no preflight to this policy. */
export type Preflight = (request: IncomingMessage) => Reply | undefined

/** What a policy may know while it is compiled. */
export interface CompileContext extends PolicyScope {
  readonly served: Served
  readonly route: RouteSpec
  /** Host of the upstream: lower case, without port. */
  readonly upstreamHost: string
  /** Path of the upstream, which stands before all paths. */
  readonly basePath: string
  /** Tells this step from all others of the configuration, also after a reload. */
  readonly stepId: string
  /** Asks the access policies, for a request by this route. */
  mayUse(caller: Caller, connection: ConnectionAddress, method?: string): AccessDecision
  /** Compiles a list of policies in a policy's options; `context` is a branch of this one. */
  compileList(list: Json | undefined, context: CompileContext): Checked<readonly Step[]>
}

/**
 * A step that a route may take.
 *
 * `compile` reads the options and refuses what cannot run; what it returns runs for every request
 * and reads no option any more.
 */
export interface Policy extends PolicyDescriptor {
  /**
   * Present when its step changes nothing of a request but header fields, and answers only to refuse: a
   * proxy that asks for the fields to set can have it too.
   *
   * @returns The names of those fields, in lower case.
   */
  fieldNames?(options: JsonObject): readonly string[]
  compile(options: JsonObject, context: CompileContext): Checked<CompiledPolicy>
}

/** What is read from the options of a policy, or what is wrong with them. */
export type Read<T> = { readonly value: T } | { readonly problems: readonly PolicyProblem[] }

/** As {@link readingAll}, for a policy with an inbound step only. */
export function reading<T>(
  read: (options: JsonObject, scope: PolicyScope) => Read<T>,
  make: (value: T, context: CompileContext) => Step,
): Pick<Policy, 'check' | 'compile'> {
  return readingAll(read, (value, context) => ({ inbound: make(value, context) }))
}

/**
 * The two halves of a policy whose options are read in one go: the configuration room asks for the
 * problems, the gateway for what runs.
 */
export function readingAll<T>(
  read: (options: JsonObject, scope: PolicyScope) => Read<T>,
  make: (value: T, context: CompileContext) => CompiledPolicy,
): Pick<Policy, 'check' | 'compile'> {
  return {
    check(options, scope) {
      const result = read(options, scope)
      return 'problems' in result ? result.problems : []
    },
    compile(options, context) {
      const result = read(options, context)
      if ('value' in result)
        return { ok: true, value: make(result.value, context), diagnostics: [] }
      const messages = result.problems.map(({ option, message }) => `"${option}": ${message}`)
      return refused('CM1005', ...messages)
    },
  }
}

export function wrong(option: string, message: string): { readonly problems: PolicyProblem[] } {
  return { problems: [{ option, message }] }
}

export function compiled(inbound: Step): Checked<CompiledPolicy> {
  return { ok: true, value: { inbound }, diagnostics: [] }
}

export function refused(
  code: DiagnosticCode,
  ...messages: readonly string[]
): Checked<never> & { readonly ok: false } {
  const diagnostics = messages.map((message) => ({ code, severity: 'error', message }) as const)
  return { ok: false, diagnostics }
}
