import type { ServerResponse } from 'node:http'
import { type Dispatcher, errors } from 'undici'
import type { Logger } from '../model/index.ts'
import { type HeaderList, removeHeader } from './header-list.ts'
import { HeldAnswer } from './held-answer.ts'
import { type Problem, sendProblem } from './problem.ts'
import { readResponseHeaders, readTrailers } from './response-headers.ts'
import type { CompiledRoute } from './snapshot.ts'
import type { Stream, Streams } from './streams.ts'

/** Bodies up to this size are written together with the header, in one piece. */
const joinedBody = 16 * 1024

/** What becomes of a request beyond passing its answer on. */
export interface Outcome {
  /** Changes the header fields of the answer that counts. */
  adjust(fields: HeaderList): void
  /**
   * Takes over when the upstream gives no answer.
   *
   * @param mayHaveArrived Bytes of the request may have reached the upstream.
   */
  failed(problem: Problem, mayHaveArrived: boolean): void
  /**
   * Asks for another token after a 401.
   *
   * @returns Whether there is one; `undefined` for a request that is not sent again.
   */
  otherToken(): Promise<boolean> | undefined
  /** Sends the request once more. The answer to this one is for nobody. */
  sendAgain(): void
}

export interface ForwardingPorts {
  readonly logger: Logger
  readonly streams: Streams
}

/**
 * One forwarded request: what undici calls with the upstream's answer.
 *
 * A class, because one is made for every request: methods cost nothing then, closures would.
 *
 * (1) What the upstream sends is written as it comes; a slow caller pauses the upstream.
 * (2) A caller who leaves aborts the upstream's request; an upstream that breaks off after its
 *     header cuts the caller's connection, so that nobody takes half an answer for a whole one.
 */
export class Forwarding implements Dispatcher.DispatchHandler, Stream {
  readonly #response: ServerResponse
  readonly #route: CompiledRoute
  readonly #logger: Logger
  readonly #outcome: Outcome
  readonly #streams: Streams
  #controller: Dispatcher.DispatchController | undefined
  /** Bytes of the body still to come; negative when its length is not declared. */
  #remaining = -1
  #ended = false
  #waiting = false
  #isStream = false
  #held: HeldAnswer | undefined

  constructor(
    response: ServerResponse,
    route: CompiledRoute,
    ports: ForwardingPorts,
    outcome: Outcome,
  ) {
    this.#response = response
    this.#route = route
    this.#logger = ports.logger
    this.#outcome = outcome
    this.#streams = ports.streams
    response.on('close', () => this.#closed())
  }

  cut(): void {
    this.#response.destroy()
  }

  /** The answer has begun. When nothing has followed at once, its header does not wait, and it is a stream. */
  goOn(): void {
    if (this.#response.writableEnded || this.#response.destroyed) return
    this.#response.flushHeaders()
    this.#isStream = true
    this.#streams.add(this.#route.digest, this)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#response.destroyed) controller.abort(new CallerGone())
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    // Informational answers (RFC 9110 section 15.2) come before the one that counts.
    if (status < 200) return
    const other = status === 401 ? this.#outcome.otherToken() : undefined
    if (other === undefined) this.#begin(controller, status)
    else void this.#hold(controller, new HeldAnswer(status), other)
  }

  /**
   * Keeps the answer back while another token is asked for. The upstream is not paused meanwhile: undici
   * fails with an assertion that nobody can catch when a connection breaks while it is paused.
   */
  async #hold(
    controller: Dispatcher.DispatchController,
    held: HeldAnswer,
    other: Promise<boolean>,
  ): Promise<void> {
    this.#held = held
    const isOther = await other.catch(() => false)
    // It may have been passed on, because it was large.
    if (this.#held === undefined || this.#response.destroyed) return
    try {
      if (isOther) this.#supersede(controller, held)
      else this.#release(controller, held)
    } catch (error) {
      controller.abort(new Superseded())
      this.#failed(error instanceof Error ? error : new Error('unknown error'))
    }
  }

  #supersede(controller: Dispatcher.DispatchController, held: HeldAnswer): void {
    this.#held = undefined
    this.#ended = true
    if (!held.isWhole && held.error === undefined) controller.abort(new Superseded())
    this.#outcome.sendAgain()
  }

  /** What was held back goes on as if it came now. */
  #release(controller: Dispatcher.DispatchController, held: HeldAnswer): void {
    this.#held = undefined
    if (held.error !== undefined) {
      this.#failed(held.error)
      return
    }
    this.#begin(controller, held.status)
    for (const chunk of held.chunks) this.onResponseData(controller, chunk)
    if (held.isWhole) this.onResponseEnd(controller)
  }

  #begin(controller: Dispatcher.DispatchController, status: number): void {
    const { rawHeaders } = controller
    const raw: readonly (Buffer | string)[] = Array.isArray(rawHeaders) ? rawHeaders : []
    const { fields, contentLength, announcesTrailers } = readResponseHeaders(raw)
    // Node refuses `Trailer` where no trailer can follow.
    if (announcesTrailers && (contentLength >= 0 || !mayBeChunked(this.#response, status))) {
      removeHeader(fields, 'trailer')
    }
    this.#outcome.adjust(fields)
    this.#remaining = contentLength
    this.#response.writeHead(status, fields)
    process.nextTick(goOn, this)
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    const response = this.#response
    if (response.destroyed) return
    if (this.#held?.take(chunk)) return
    if (this.#held !== undefined) this.#release(controller, this.#held)
    this.#remaining -= chunk.length
    if (this.#remaining === 0) {
      this.#end(chunk)
      return
    }
    if (response.write(chunk)) return
    controller.pause()
    if (this.#waiting) return
    this.#waiting = true
    response.on('drain', () => this.#controller?.resume())
  }

  onResponseEnd(controller: Dispatcher.DispatchController): void {
    if (this.#ended || this.#response.destroyed) return
    if (this.#held !== undefined) {
      this.#held.isWhole = true
      return
    }
    const { rawTrailers } = controller
    if (Array.isArray(rawTrailers) && rawTrailers.length > 0 && this.#response.chunkedEncoding) {
      this.#response.addTrailers(readTrailers(rawTrailers))
    }
    this.#ended = true
    this.#response.end()
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (error instanceof CallerGone || error instanceof Superseded) return
    if (this.#response.destroyed) return
    if (this.#held === undefined) this.#failed(error)
    else this.#held.error = error
  }

  #failed(error: Error): void {
    const problem = problemOf(error)
    const facts = { route: this.#route.name, code: problem.code, cause: codeOf(error) }
    this.#logger.warn('the upstream did not answer', facts)
    // undici starts a request when there is a connection to write it to.
    if (this.#response.headersSent) sendProblem(this.#response, problem)
    else this.#outcome.failed(problem, this.#controller !== undefined)
  }

  /** All of the body is here: nothing has to wait for undici to say so. */
  #end(chunk: Buffer): void {
    this.#ended = true
    if (chunk.length > joinedBody) {
      this.#response.end(chunk)
      return
    }
    // As a string it goes out together with the header; latin1 keeps every byte.
    this.#response.end(chunk.toString('latin1'), 'latin1')
  }

  #closed(): void {
    if (this.#isStream) this.#streams.remove(this.#route.digest, this)
    if (this.#ended || this.#held?.isWhole) return
    this.#controller?.abort(new CallerGone())
  }
}

class CallerGone extends Error {}

/** The request was sent again, and another answer counts. */
class Superseded extends Error {}

function mayBeChunked({ req }: ServerResponse, status: number): boolean {
  if (req.httpVersionMajor === 1 && req.httpVersionMinor === 0) return false
  return req.method !== 'HEAD' && status !== 204 && status !== 304
}

function goOn(forwarding: Forwarding): void {
  forwarding.goOn()
}

function problemOf(error: Error): Problem {
  if (isTimeout(error)) {
    return { code: 'upstream_timeout', detail: 'the upstream did not answer in time' }
  }
  return { code: 'upstream_unreachable', detail: 'the upstream gave no usable answer' }
}

function isTimeout(error: Error): boolean {
  return (
    error instanceof errors.ConnectTimeoutError ||
    error instanceof errors.HeadersTimeoutError ||
    error instanceof errors.BodyTimeoutError
  )
}

/** A code such as `ECONNREFUSED`; the message would name the upstream's address. */
function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
