import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Tokens } from '../engine/index.ts'
import {
  type Authentication,
  type Caller,
  type DurationMs,
  isCredmgrError,
  type Logger,
} from '../model/index.ts'
import type { Authenticator } from './authenticator.ts'
import { Forwarding, type Outcome } from './forwarding.ts'
import type { HeaderList } from './header-list.ts'
import type { Limits } from './limits.ts'
import type { Exchange, StepResult } from './policies/policy.ts'
import type { Pools } from './pools.ts'
import { type Problem, retryAfter, sendProblem, sendReply, unauthenticated } from './problem.ts'
import { type RequestHeaders, readRequestHeaders } from './request-headers.ts'
import { runSteps } from './run-steps.ts'
import { putOtherTokens } from './second-try.ts'
import type { CompiledRoute, Snapshot } from './snapshot.ts'
import type { Streams } from './streams.ts'
import { withholdTokens } from './withheld-tokens.ts'

/** What every passage needs. */
export interface PassagePorts {
  readonly tokens: Tokens
  readonly authenticator: Authenticator
  readonly logger: Logger
  readonly pools: Pools
  readonly limits: Limits
  readonly streams: Streams
}

/** A request whose route is known. */
export interface Admitted {
  readonly snapshot: Snapshot
  readonly route: CompiledRoute
  /** The path that the route has matched. */
  readonly requestPath: string
  /** Path and query for the upstream. */
  readonly target: string
  /** As the caller has sent it, where `response.req` is not the caller's request. */
  readonly method?: string
}

/** All that belongs to one request from its route to its answer, by one snapshot. */
export interface Passage extends Exchange {
  readonly ports: PassagePorts
  readonly snapshot: Snapshot
  readonly route: CompiledRoute
  readonly hasBody: boolean
  caller: Caller | undefined
  /** How often the request was sent again because it had not reached the upstream. */
  retries: number
  /** The upstream has refused the token once, and another was asked for. */
  isSecondTry: boolean
  /** What is done when all steps have run. */
  readonly deliver: (passage: Passage) => undefined
}

/**
 * Takes an admitted request through authentication, policies and forwarding. Waits only where there
 * is something to wait for: the usual request is forwarded before this returns.
 *
 * @param deliver What is done when all steps have run; forwarding, by default.
 */
export function pass(
  ports: PassagePorts,
  { snapshot, route, requestPath, target, method: asked }: Admitted,
  response: ServerResponse,
  deliver: Passage['deliver'] = forward,
): void {
  const request = response.req
  const method = asked ?? request.method ?? 'GET'
  const read = readRequestHeaders(request.rawHeaders)
  const passage: Passage = {
    ports,
    request,
    response,
    snapshot,
    route,
    requestPath,
    requestMethod: method,
    target,
    method,
    headersTimeout: route.headersTimeout,
    hasBody: read.hasBody,
    caller: undefined,
    headers: read.forwarded,
    variables: [],
    retry: undefined,
    retries: 0,
    isSecondTry: false,
    answerFields: undefined,
    problem: undefined,
    deliver,
  }
  settle(passage, route.arrival?.(passage) ?? begin(passage, read))
}

function begin(passage: Passage, read: RequestHeaders): StepResult | Promise<StepResult> {
  return passage.route.public ? run(passage) : authenticate(passage, read)
}

/** Answers when something has refused or answered the request, at once or later. */
function settle(passage: Passage, result: StepResult | Promise<StepResult>): void {
  const { response, ports, answerFields } = passage
  if (result === undefined) return
  if (result instanceof Promise) {
    result.then(
      (later) => settle(passage, later),
      (error: unknown) => fail(ports.logger, response, error),
    )
    return
  }
  if ('code' in result) refuse(passage, result)
  else sendReply(response, result, answerFields)
}

/** The problem, or what the route's `on-error` makes of it. */
function refuse(passage: Passage, problem: Problem): void {
  const { response, route, ports, answerFields } = passage
  // An error of on-error itself changes nothing.
  if (route.onError === undefined || passage.problem !== undefined) {
    sendProblem(response, passage.problem ?? problem, answerFields)
    return
  }
  passage.problem = problem
  const result = route.onError(passage, ports)
  if (result instanceof Promise) {
    settle(
      passage,
      result.then((later) => later ?? problem),
    )
  } else settle(passage, result ?? problem)
}

function authenticate(
  passage: Passage,
  credentials: RequestHeaders,
): StepResult | Promise<StepResult> {
  const { authenticator } = passage.ports
  const outcome = authenticator.authenticate(passage.snapshot.identities, credentials)
  if (!(outcome instanceof Promise)) return authenticated(passage, outcome)
  return outcome.then((value) => authenticated(passage, value), identityUnavailable)
}

function authenticated(
  passage: Passage,
  outcome: Authentication,
): StepResult | Promise<StepResult> {
  if (!outcome.ok) return unauthenticated(outcome.code, outcome.detail)
  passage.caller = outcome.caller
  return run(passage)
}

/** Runs the steps, then delivers. */
function run(passage: Passage): StepResult | Promise<StepResult> {
  const result = runSteps(passage.route.steps, passage, passage.ports)
  if (result instanceof Promise) return result.then((answer) => answer ?? passage.deliver(passage))
  return result ?? passage.deliver(passage)
}

function forward(passage: Passage): undefined {
  const { ports, request, response, route, target, method, headers, hasBody } = passage
  // The caller may have left while a step was waiting.
  if (response.destroyed) return
  ports.pools.poolFor(route.upstream).dispatch(
    {
      path: target,
      method,
      headers,
      body: hasBody ? request : null,
      headersTimeout: passage.headersTimeout,
      bodyTimeout: route.bodyTimeout,
    },
    new Forwarding(response, route, ports, new PassageOutcome(passage)),
  )
}

/** A class, because one is made for every request. */
class PassageOutcome implements Outcome {
  readonly #passage: Passage

  constructor(passage: Passage) {
    this.#passage = passage
  }

  adjust(fields: HeaderList): void {
    const passage = this.#passage
    withholdTokens(fields, passage)
    passage.answerFields?.putInto(fields)
  }

  failed(problem: Problem, mayHaveArrived: boolean): void {
    const passage = this.#passage
    const pause = mayHaveArrived ? undefined : pauseBeforeRetry(passage)
    if (pause === undefined) {
      guarded(passage, () => refuse(passage, problem))
      return
    }
    passage.retries += 1
    void sleep(pause, undefined, { ref: false }).then(() => forwardAgain(passage))
  }

  /** Once, and only what can be sent again whole. undici does not wait with the end of an answer to HEAD. */
  otherToken(): Promise<boolean> | undefined {
    const passage = this.#passage
    if (passage.isSecondTry || passage.variables.length === 0) return undefined
    if (passage.hasBody || passage.method === 'HEAD') return undefined
    passage.isSecondTry = true
    return putOtherTokens(passage, passage.ports.tokens)
  }

  sendAgain(): void {
    forwardAgain(this.#passage)
  }
}

/** RFC 9110 section 9.2.2. */
const idempotent: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'])

/** @returns `undefined` when the request is not to be sent again. */
function pauseBeforeRetry({
  retry,
  retries,
  method,
  hasBody,
  request,
}: Passage): DurationMs | undefined {
  if (retry === undefined || retries >= retry.count || !idempotent.has(method)) return undefined
  if (hasBody && (request.readableDidRead || request.destroyed)) return undefined
  return Math.min(retry.interval * 2 ** retries, retry.maxInterval)
}

function forwardAgain(passage: Passage): void {
  guarded(passage, () => forward(passage))
}

/** For what runs where nobody would catch what it throws. */
function guarded({ ports, response }: Passage, work: () => void): void {
  try {
    work()
  } catch (error) {
    fail(ports.logger, response, error)
  }
}

/** What an authenticator could not decide; any other failure is a mistake of ours. */
function identityUnavailable(error: unknown): Problem {
  if (!isCredmgrError(error) || error.code !== 'PROVIDER_UNREACHABLE') throw error
  return {
    code: 'identity_unavailable',
    detail: 'the signing keys of the issuer cannot be had at the moment',
    headers: retryAfter(error.details.retryAfterMs),
  }
}

/** Something that nobody foresaw. */
export function fail(logger: Logger, response: ServerResponse, error: unknown): void {
  const cause = error instanceof Error ? error.name : typeof error
  logger.error('a request failed inside the gateway', { cause, place: placeOf(error) })
  sendProblem(response, internalError)
}

/** Where it happened, without the message: nobody knows what a foreign message repeats. */
function placeOf(error: unknown): string {
  const lines = error instanceof Error ? (error.stack ?? '').split('\n') : []
  return (lines.find((line) => line.startsWith('    at ')) ?? '').trim()
}

const internalError: Problem = {
  code: 'internal_error',
  detail: 'the gateway could not handle the request',
}
