/** The two apps on a small world, called without sockets. */
import { createHash } from 'node:crypto'
import { createPublicApp, type Health } from '../../src/admin/index.ts'
import type { Consent } from '../../src/engine/index.ts'
import type { Logger, Random } from '../../src/model/index.ts'
import {
  address,
  type Declared,
  type MemoryConsent,
  memoryConsent,
  type World,
} from './memory-consent.ts'

export const githubBot: Declared = {
  provider: 'github',
  providerTitle: 'GitHub',
  authorizationHost: 'github.example',
  scopes: ['read:org', 'repo'],
  needsConsent: true,
  expect: { account: 'acme-release-bot' },
  description: 'Publishes the releases',
  allowedRedirectUrls: ['https://ci.acme.example/connected'],
}

export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error'
  readonly message: string
  readonly facts: unknown
}

/** Numbers instead of chance, in the form of the real thing: 32 bytes as base64url. */
export function countingRandom(): Random {
  let count = 0
  return {
    token(bytes) {
      count += 1
      const digest = createHash('sha256').update(`fake ${count}`).digest()
      return digest.subarray(0, bytes).toString('base64url')
    },
  }
}

export function recordingLogger(entries: LogEntry[]): Logger {
  return {
    info: (message, facts) => entries.push({ level: 'info', message, facts }),
    warn: (message, facts) => entries.push({ level: 'warn', message, facts }),
    error: (message, facts) => entries.push({ level: 'error', message, facts }),
  }
}

export function makeWorld(publicUrl = 'http://127.0.0.1:8080'): World {
  return {
    connections: new Map([
      ['github/release-bot', githubBot],
      [
        'screens/lobby',
        { ...githubBot, provider: 'screens', byDevice: true, allowedRedirectUrls: [] },
      ],
      [
        'erp/orders',
        { ...githubBot, provider: 'erp', needsConsent: false, allowedRedirectUrls: [] },
      ],
    ]),
    random: countingRandom(),
    publicUrl,
    now: Date.UTC(2026, 10, 23, 15, 4),
    exchange: async () => ({
      account: { account: 'acme-release-bot', subject: '42' },
      scopes: ['read:org', 'repo'],
    }),
  }
}

export interface PublicFixture {
  readonly app: ReturnType<typeof createPublicApp>
  readonly world: World
  readonly consent: MemoryConsent
  readonly log: LogEntry[]
}

export function publicFixture(
  options: {
    publicUrl?: string
    health?: Health
    /** Replaces steps of the consent. */
    steps?: Partial<Consent>
  } = {},
): PublicFixture {
  const world = makeWorld(options.publicUrl)
  const consent = memoryConsent(world)
  const log: LogEntry[] = []
  const app = createPublicApp({
    consent: { ...consent, ...options.steps },
    health: () => options.health ?? { ready: true, serial: 7 },
    publicUrl: () => world.publicUrl,
    random: world.random,
    logger: recordingLogger(log),
  })
  return { app, world, consent, log }
}

export async function newTicket({ consent }: PublicFixture, redirectUrl?: string): Promise<string> {
  const options = redirectUrl === undefined ? {} : { redirectUrl }
  const link = await consent.issueLink(address('github/release-bot'), options)
  return new URL(link.url).pathname
}

/** `name=value` of the cookie that an answer sets. */
export function cookieOf(response: Response): string {
  return response.headers.get('set-cookie')?.split(';')[0] ?? ''
}

/** Opens the page, presses the button, and stands where the provider would send the browser back. */
export async function clickThrough(
  fixture: PublicFixture,
  path: string,
): Promise<{ cookie: string; state: string }> {
  const cookie = cookieOf(await fixture.app.request(path))
  const click = await fixture.app.request(path, {
    method: 'POST',
    headers: { cookie, 'sec-fetch-site': 'same-origin' },
  })
  const location = click.headers.get('location') ?? 'about:blank'
  return { cookie, state: new URL(location).searchParams.get('state') ?? '' }
}
