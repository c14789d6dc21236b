import { text } from 'node:stream/consumers'
import type Provider from 'oidc-provider'

/** What happened at the token and revocation endpoints, and how to make trouble there. */
export interface TokenDesk {
  /** Every request to the token endpoint that has been answered, in the order of the answers. */
  readonly tokenRequests: readonly TokenRequest[]
  /** Every access and refresh token that was given out, in order. */
  readonly issued: readonly IssuedToken[]
  /** Every token that a client has revoked at the revocation endpoint (RFC 7009), in order. */
  readonly revoked: readonly string[]
  /** How many requests to the token endpoint have been answered, whatever the answer. */
  countTokenRequests(grantType?: string): number
  /** Requests to the token endpoint wait, until the function that comes back is called. */
  holdTokenRequests(): () => void
  /** Resolves when `count` requests are waiting. */
  waitForHeld(count: number): Promise<void>
  /** The token endpoint answers this instead of working; `undefined`: works again. */
  breakTokenEndpoint(answer: BrokenAnswer | undefined): void
}

export interface TokenRequest {
  readonly grantType: string
  readonly clientId: string | undefined
  readonly status: number
  /** RFC 6749 section 5.2. */
  readonly error: string | undefined
}

export interface IssuedToken {
  readonly use: 'access' | 'refresh'
  readonly token: string
  readonly grantType: string
}

export interface BrokenAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

type Context = Parameters<Parameters<Provider['use']>[0]>[0]

/** Stands before the provider's own endpoints and keeps the books. */
export function createTokenDesk(provider: Provider): TokenDesk {
  const tokenRequests: TokenRequest[] = []
  const issued: IssuedToken[] = []
  const revoked: string[] = []
  const gate = createGate()
  let broken: BrokenAnswer | undefined

  provider.use(async (ctx, next) => {
    if (ctx.path === '/token/revocation') return revocation(ctx, next)
    if (ctx.path !== '/token' || ctx.method !== 'POST') return next()
    await gate.pass()
    if (broken !== undefined) return answerBroken(ctx, broken)
    await next()
    const { params = {}, client } = ctx.oidc as unknown as Oidc
    record(ctx, String(params['grant_type']), client?.clientId)
  })

  async function revocation(ctx: Context, next: () => Promise<void>) {
    await next()
    const { params = {} } = ctx.oidc as unknown as Oidc
    if (ctx.status === 200) revoked.push(String(params['token']))
  }

  async function answerBroken(ctx: Context, { status, headers = {}, body = '' }: BrokenAnswer) {
    const params = new URLSearchParams(await text(ctx.req))
    ctx.status = status
    ctx.set({ ...headers })
    ctx.body = body
    record(ctx, params.get('grant_type') ?? '', params.get('client_id') ?? undefined)
  }

  function record(ctx: Context, grantType: string, clientId: string | undefined) {
    const body = (typeof ctx.body === 'object' ? ctx.body : {}) as Record<string, unknown>
    const error = typeof body['error'] === 'string' ? body['error'] : undefined
    tokenRequests.push({ grantType, clientId, status: ctx.status, error })
    for (const use of ['access', 'refresh'] as const) {
      const token = body[`${use}_token`]
      if (typeof token === 'string') issued.push({ use, token, grantType })
    }
  }

  return {
    tokenRequests,
    issued,
    revoked,
    countTokenRequests: (grantType) => {
      return tokenRequests.filter((each) => (grantType ?? each.grantType) === each.grantType).length
    },
    holdTokenRequests: gate.close,
    waitForHeld: gate.waitFor,
    breakTokenEndpoint: (answer) => {
      broken = answer
    },
  }
}

interface Oidc {
  readonly params?: Readonly<Record<string, unknown>>
  readonly client?: { readonly clientId: string }
}

interface Gate {
  pass(): Promise<void>
  close(): () => void
  waitFor(count: number): Promise<void>
}

function createGate(): Gate {
  let opened: Promise<void> | undefined
  let waiting = 0
  const watchers = new Set<() => void>()
  return {
    async pass() {
      if (opened === undefined) return
      waiting += 1
      for (const look of watchers) look()
      await opened
      waiting -= 1
    },
    close() {
      let open = () => {}
      opened = new Promise((resolve) => {
        open = () => {
          opened = undefined
          resolve()
        }
      })
      return () => open()
    },
    waitFor(count) {
      return new Promise((resolve) => {
        const look = () => {
          if (waiting < count) return
          watchers.delete(look)
          resolve()
        }
        watchers.add(look)
        look()
      })
    },
  }
}
