/**
 * A token endpoint on loopback that does what the worst of real ones do: slow, full of garbage, cutting
 * connections at the most unfortunate moment. It rotates refresh tokens, with or without a grace
 * period, and takes a token that comes too late for theft, as RFC 9700 section 4.14 asks.
 *
 * @module
 */
import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export interface HostileOptions {
  /** For how long, in milliseconds, a refresh token that was rotated away goes on working. @default 0 */
  readonly grace?: number
  /** `false`: refresh tokens stay as they are. @default true */
  readonly rotates?: boolean
  /** Seconds. @default 60 */
  readonly accessTokenTtl?: number
  /** @default Date.now */
  readonly now?: () => number
}

/** What is done to a request. Whatever is said of the body, the token is redeemed only by `redeems`. */
export interface Behaviour {
  /** Whether the refresh token is used up. @default false */
  readonly redeems?: boolean
  /** Waited for before the answer. */
  readonly until?: Promise<unknown>
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** Instead of the tokens; a function is given what would have been answered. */
  readonly body?: string | ((tokens: Readonly<Record<string, unknown>>) => unknown)
  /** The connection is cut instead of an answer, before its first byte or in the middle of it. */
  readonly cut?: 'before' | 'within'
}

export interface HostileRequest {
  readonly at: number
  readonly token: string
  /** A token that was rotated away longer ago than the grace period. */
  readonly isReuse: boolean
}

export interface HostileProvider {
  readonly issuer: string
  readonly endpoints: { readonly token: string; readonly authorization: string }
  readonly requests: readonly HostileRequest[]
  readonly reuses: number
  /** A new grant. @returns its first refresh token */
  grant(): string
  /** The next requests are treated like this, one each; then as usual. */
  next(...behaviours: readonly Behaviour[]): void
  /** All requests from now on are treated like this; `undefined`: as usual. */
  always(behaviour: Behaviour | undefined): void
  /** Resolves when `count` requests have arrived since the start. */
  arrived(count: number): Promise<void>
  /** Is called when a request has been worked on, before it is answered. */
  onWorked(call: (() => void) | undefined): void
  stop(): Promise<void>
}

interface Grant {
  alive: boolean
  current: string
}

/** As usual: the token is redeemed, and the answer is what RFC 6749 wants. */
export const usual: Behaviour = { redeems: true }

export async function startHostileProvider(options: HostileOptions = {}): Promise<HostileProvider> {
  const desk = new Desk(options)
  const server = createServer((request, response) => void desk.serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    issuer,
    endpoints: { token: `${issuer}/token`, authorization: `${issuer}/auth` },
    requests: desk.requests,
    get reuses() {
      return desk.requests.filter((each) => each.isReuse).length
    },
    grant: () => desk.grant(),
    next: (...behaviours) => void desk.script.push(...behaviours),
    always: (behaviour) => {
      desk.standing = behaviour
    },
    arrived: (count) => desk.arrived(count),
    onWorked: (call) => {
      desk.worked = call
    },
    stop: () => close(server),
  }
}

class Desk {
  readonly requests: HostileRequest[] = []
  readonly script: Behaviour[] = []
  standing: Behaviour | undefined
  worked: (() => void) | undefined
  readonly #grants = new Map<string, { readonly grant: Grant; usedAt?: number }>()
  readonly #watchers = new Set<() => void>()
  readonly #options: HostileOptions

  constructor(options: HostileOptions) {
    this.#options = options
  }

  grant(): string {
    return this.#issue({ alive: true, current: '' })
  }

  arrived(count: number): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (this.requests.length < count) return
        this.#watchers.delete(look)
        resolve()
      }
      this.#watchers.add(look)
      look()
    })
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const token = new URLSearchParams(await text(request)).get('refresh_token') ?? ''
    const at = this.#now()
    const record = { at, token, isReuse: this.#isReuse(token, at) }
    this.requests.push(record)
    for (const look of [...this.#watchers]) look()
    const behaviour = this.script.shift() ?? this.standing ?? usual
    await behaviour.until
    // What came second while the first was under way is too late only now.
    record.isReuse ||= this.#isReuse(token, this.#now())
    const tokens = behaviour.redeems === true ? this.#redeem(token) : undefined
    this.worked?.()
    answer(response, behaviour, tokens)
  }

  #redeem(token: string): Readonly<Record<string, unknown>> | undefined {
    const found = this.#grants.get(token)
    const now = this.#now()
    if (found === undefined || !found.grant.alive) return undefined
    if (this.#isReuse(token, now)) {
      found.grant.alive = false
      return undefined
    }
    const rotates = this.#options.rotates ?? true
    if (rotates) found.usedAt ??= now
    return {
      access_token: `not-a-real-access-${randomBytes(8).toString('hex')}`,
      token_type: 'Bearer',
      expires_in: this.#options.accessTokenTtl ?? 60,
      ...(rotates ? { refresh_token: this.#issue(found.grant) } : {}),
    }
  }

  #issue(grant: Grant): string {
    const token = `not-a-real-refresh-${randomBytes(8).toString('hex')}`
    grant.current = token
    this.#grants.set(token, { grant })
    return token
  }

  #isReuse(token: string, now: number): boolean {
    const usedAt = this.#grants.get(token)?.usedAt
    return usedAt !== undefined && now - usedAt >= (this.#options.grace ?? 0)
  }

  #now(): number {
    return (this.#options.now ?? Date.now)()
  }
}

function answer(
  response: ServerResponse,
  { redeems, status, headers, body, cut }: Behaviour,
  tokens: Readonly<Record<string, unknown>> | undefined,
): void {
  if (cut === 'before') {
    response.socket?.destroy()
    return
  }
  const refused = redeems === true && tokens === undefined
  const usualBody = refused ? { error: 'invalid_grant' } : (tokens ?? {})
  const told = refused || body === undefined ? usualBody : body
  const said = typeof told === 'function' ? told(usualBody) : told
  const sent = typeof said === 'string' ? said : JSON.stringify(said)
  response.writeHead(refused ? 400 : (status ?? 200), {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(sent),
    ...headers,
  })
  if (cut === undefined) response.end(sent)
  else response.write(sent.slice(0, sent.length / 2), () => response.socket?.destroy())
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
