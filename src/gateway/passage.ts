import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Tokens } from '../engine/index.ts'
import {
  type Authentication,
  type AuthorizationContext,
  type Caller,
  isCredmgrError,
  type Logger,
} from '../model/index.ts'
import type { Authenticator } from './authenticator.ts'
import { Forwarding } from './forwarding.ts'
import type { HeaderList } from './header-list.ts'
import type { Exchange, StepResult } from './policies/policy.ts'
import type { Pools } from './pools.ts'
import { type Problem, retryAfter, sendProblem, unauthenticated } from './problem.ts'
import { type RequestHeaders, readRequestHeaders } from './request-headers.ts'
import type { CompiledRoute, Snapshot } from './snapshot.ts'
import type { Streams } from './streams.ts'

/** What every passage needs. */
export interface PassagePorts {
  readonly tokens: Tokens
  readonly authenticator: Authenticator
  readonly logger: Logger
  readonly pools: Pools
  readonly streams: Streams
}

/** A request whose route is known. */
export interface Admitted {
  readonly snapshot: Snapshot
  readonly route: CompiledRoute
  /** Path and query for the upstream. */
  readonly path: string
}

/** All that belongs to one request from its route to its answer, by one snapshot. */
export interface Passage extends Exchange {
  readonly ports: PassagePorts
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly snapshot: Snapshot
  readonly route: CompiledRoute
  readonly path: string
  readonly hasBody: boolean
  caller: Caller | undefined
  readonly headers: HeaderList
  readonly variables: (AuthorizationContext | undefined)[]
  /** What is done when all steps have run. */
  readonly deliver: (passage: Passage) => void
}

/**
 * Takes an admitted request through authentication, policies and forwarding. Waits only where there
 * is something to wait for: the usual request is forwarded before this returns.
 *
 * @param deliver What is done when all steps have run; forwarding, by default.
 */
export function pass(
  ports: PassagePorts,
  { snapshot, route, path }: Admitted,
  response: ServerResponse,
  deliver: Passage['deliver'] = forward,
): void {
  const request = response.req
  const read = readRequestHeaders(request.rawHeaders)
  const passage: Passage = {
    ports,
    request,
    response,
    snapshot,
    route,
    path,
    hasBody: read.hasBody,
    caller: undefined,
    headers: read.forwarded,
    variables: [],
    deliver,
  }
  settle(passage, route.public ? run(passage, 0) : authenticate(passage, read))
}

/** Answers when something has refused the request, at once or later. */
function settle(passage: Passage, result: StepResult | Promise<StepResult>): void {
  const { response, ports } = passage
  if (result === undefined) return
  if (!(result instanceof Promise)) {
    sendProblem(response, result)
    return
  }
  result.then(
    (later) => settle(passage, later),
    (error: unknown) => fail(ports.logger, response, error),
  )
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
  return run(passage, 0)
}

/** Runs the steps from `index` on, then delivers. */
function run(passage: Passage, index: number): StepResult | Promise<StepResult> {
  const { steps } = passage.route
  for (let position = index; position < steps.length; position++) {
    const result = steps[position]?.(passage, passage.ports)
    if (result instanceof Promise) {
      return result.then((problem) => problem ?? run(passage, position + 1))
    }
    if (result !== undefined) return result
  }
  passage.deliver(passage)
  return undefined
}

function forward({ ports, request, response, route, path, headers, hasBody }: Passage): void {
  // The caller may have left while a step was waiting.
  if (response.destroyed) return
  ports.pools.poolFor(route.upstream).dispatch(
    {
      path,
      method: request.method ?? 'GET',
      headers,
      body: hasBody ? request : null,
      headersTimeout: route.headersTimeout,
      bodyTimeout: route.bodyTimeout,
    },
    new Forwarding(response, route, ports),
  )
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
