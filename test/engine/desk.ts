import type { Test } from 'tap'
import { loadConfig } from '../../src/config/index.ts'
import {
  type ApplyEvent,
  type ApplyResult,
  applyPlan,
  connectionStatuses,
  createConsent,
  createTokens,
  planChanges,
  served,
  type Tokens,
} from '../../src/engine/index.ts'
import { policies } from '../../src/gateway/policies/index.ts'
import { catalog } from '../../src/index.ts'
import {
  type Checked,
  type ConnectionAddress,
  connectionAddress,
  type Fetch,
  isCredmgrError,
  type SecretSource,
  type State,
  type Store,
} from '../../src/model/index.ts'
import { everything, type Plan, type Selection } from '../../src/plan/index.ts'
import { consentOverHttp } from '../support/consent-over-http.ts'
import { random, startWorld, type World } from './world.ts'

export const publicUrl = 'http://127.0.0.1:9'
export const fetchNow: Fetch = (url, init) => fetch(url, { redirect: 'manual', ...init })

/** One code provider with two connections, one route; `change` edits the text. */
export function text(change: (text: string) => string = (same) => same): string {
  return change(`version: 1
gateway: { publicUrl: ${publicUrl} }
identities:
  batch: { apiKey: { env: KEY } }
providers:
  idp:
    issuer: \${env:ISSUER}
    grant: authorizationCode
    clientId: credmgr
    clientSecret: { env: SECRET }
    scopes: [openid, profile, offline_access, api.read]
connections:
  idp/ann: {}
  idp/bob: {}
accessPolicies:
  all:
    connections: [idp/*]
    allow: [{ apiKey: batch }]
routes:
  ann:
    match: { path: /ann/** }
    upstream: https://api.example
    connection: idp/ann
`)
}

export class Desk {
  readonly world: World
  readonly events: ApplyEvent[] = []
  secrets: { [name: string]: string } = { KEY: 'not-a-real-key', SECRET: 'not-a-real-idp-secret' }
  store: Store

  constructor(world: World) {
    this.world = world
    this.store = world.store
  }

  ports() {
    const { clock } = this.world
    const secrets: SecretSource = {
      read: async (ref) => {
        const value = 'env' in ref ? this.secrets[ref.env] : undefined
        return value === undefined ? { ok: false, problem: 'is not set' } : { ok: true, value }
      },
    }
    return { store: this.store, secrets, clock, random, fetch: fetchNow, policies }
  }

  async plan(yaml: string | undefined, selection?: Partial<Selection>): Promise<Plan> {
    const plan = await this.check(yaml, selection)
    if (!plan.ok) throw new Error(JSON.stringify(plan.diagnostics))
    return plan.value
  }

  /** As {@link plan}, with what is wrong where there is none. */
  async check(yaml: string | undefined, selection?: Partial<Selection>): Promise<Checked<Plan>> {
    const env = (name: string): string | undefined =>
      name === 'ISSUER' ? this.world.provider.issuer : undefined
    const checked =
      yaml === undefined ? undefined : loadConfig({ file: 'c.yaml', text: yaml, env }, catalog)
    if (checked?.ok === false) throw new Error(JSON.stringify(checked.diagnostics))
    return await planChanges(this.ports(), {
      config: checked?.value,
      env: 'default',
      selection: { ...everything, ...selection },
    })
  }

  async apply(
    plan: Plan,
    more: { readonly rebase?: boolean; readonly verify?: boolean } = {},
  ): Promise<ApplyResult> {
    this.events.length = 0
    const report = (event: ApplyEvent): void => void this.events.push(event)
    return applyPlan(this.ports(), plan, { env: 'default', report, ...more })
  }

  /** Gives the client another secret at the provider. */
  rotate(clientSecret: string): void {
    this.world.provider.setClient({
      clientId: 'credmgr',
      clientSecret,
      redirectUris: [`${publicUrl}/-/callback/idp`],
      grants: ['authorizationCode', 'clientCredentials'],
    })
  }

  /** As {@link apply}, with a network that is not as it should be. */
  async applyWith(
    plan: Plan,
    fetch: Fetch,
    more: { readonly verify?: boolean } = {},
  ): Promise<ApplyResult> {
    this.events.length = 0
    const report = (event: ApplyEvent): void => void this.events.push(event)
    return applyPlan({ ...this.ports(), fetch }, plan, { env: 'default', report, ...more })
  }

  async run(yaml: string | undefined): Promise<ApplyResult> {
    return this.apply(await this.plan(yaml))
  }

  async consent(address: ConnectionAddress, login: string): Promise<void> {
    const { store, world } = this
    const consent = createConsent({
      store,
      clock: world.clock,
      random,
      fetch: fetchNow,
      logger: { info: () => {}, warn: () => {}, error: () => {} },
      served: async () => served(await store.state.read()),
    })
    const { url } = await consent.issueLink(address)
    const ticket = url.slice(url.lastIndexOf('/') + 1)
    const { authorizationUrl } = await consent.begin(ticket, 'the-browser')
    const back = await consentOverHttp(authorizationUrl, { login, returnTo: publicUrl })
    await consent.finish('idp', back.searchParams, 'the-browser')
  }

  state(): Promise<State> {
    return this.store.state.read()
  }

  /** Tokens as a gateway has them that has just been started. */
  async tokens(fetch: Fetch = fetchNow): Promise<Tokens> {
    const now = served(await this.state())
    const { clock } = this.world
    const logger = { info: () => {}, warn: () => {}, error: () => {} }
    const connection = (address: ConnectionAddress) => now?.connections.get(address)
    return createTokens({ store: this.store, clock, fetch, logger, connection })
  }

  async auth(address: ConnectionAddress): Promise<string> {
    const statuses = await connectionStatuses(this.ports())
    const found = statuses.find((each) => each.address === address)
    return `${found?.auth} ${found?.reason ?? ''}`.trim()
  }
}

export async function startDesk(
  test: Test,
  options: Parameters<typeof startWorld>[1] = {},
): Promise<Desk> {
  return new Desk(await startWorld(test, options))
}

export const ann = addressOf('idp/ann')
export const bob = addressOf('idp/bob')

export function addressOf(name: string): ConnectionAddress {
  const address = connectionAddress(name)
  if (address === undefined) throw new Error(name)
  return address
}

export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'done'
  } catch (error) {
    if (isCredmgrError(error)) return error.code
    throw error
  }
}
