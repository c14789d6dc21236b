/**
 * A machine on which two connections of one provider are applied, and one of them is connected.
 *
 * @module
 */
import type { Test } from 'tap'
import { bindingOf } from '../../src/engine/binding.ts'
import { served } from '../../src/engine/index.ts'
import { type Credential, connectionAddress } from '../../src/model/index.ts'
import { type FakeMachine, fakeMachine, type Run } from './host.ts'

export const canaries = ['canary-client-secret-0001', 'canary-api-key-0002', 'canary-refresh-0003']

export function configuration(change: (text: string) => string = (same) => same): string {
  return change(`version: 1
identities:
  batch:
    apiKey: { env: BATCH_API_KEY }
providers:
  github:
    template: github
    grant: authorizationCode
    clientId: client-1
    clientSecret: { env: GITHUB_CLIENT_SECRET }
    scopes: [repo, 'read:org']
connections:
  github/release-bot:
    expect: { account: acme-release-bot }
  github/alice: {}
accessPolicies:
  all:
    connections: [github/*]
    allow: [{ apiKey: batch }]
  bot:
    connections: [github/release-bot]
    allow: [{ apiKey: batch }]
routes:
  github:
    match: { path: /github/** }
    upstream: https://api.github.com
    connection: github/release-bot
`)
}

export function write(machine: FakeMachine, text: string): void {
  machine.files.set('credmgr.config.yaml', { text, mode: 0o644 })
}

/** Applied, with a token for `github/release-bot`. */
export async function connected(t: Test): Promise<FakeMachine> {
  const machine = await fakeMachine(t)
  write(machine, configuration())
  machine.env.set('GITHUB_CLIENT_SECRET', 'canary-client-secret-0001')
  machine.env.set('BATCH_API_KEY', 'canary-api-key-0002')
  await machine.run('init')
  const { code, stderr } = await machine.run('apply', '--auto-approve')
  t.equal(code, 0, stderr)
  await consent(machine, 'github/release-bot')
  return machine
}

/** What a consent would leave behind. */
export async function consent(
  machine: FakeMachine,
  name: string,
  more: Partial<Credential> = {},
): Promise<void> {
  const store = await machine.store()
  const address = connectionAddress(name)
  const connections = served(await store.state.read())?.connections
  const connection = address && connections?.get(address)
  if (address === undefined || connection === undefined) throw new Error(`no connection ${name}`)
  const before = (await store.vault.read(address))?.generation ?? 0
  const credential: Credential = {
    generation: before + 1,
    status: 'connected',
    grantBinding: bindingOf(connection),
    account: connection.spec.expect ?? { account: 'alice' },
    grantedScopes: connection.spec.scopes,
    requestedScopes: connection.spec.scopes,
    tokenType: 'bearer',
    accessToken: 'canary-access-0004',
    refreshToken: 'canary-refresh-0003',
    claims: {},
    obtainedAt: Date.parse('2026-11-23T12:00:00Z'),
    ...more,
  }
  await store.vault.write(address, credential, before)
}

/** The refresh token of each connection that has one. */
export async function tokens(machine: FakeMachine): Promise<Readonly<Record<string, string>>> {
  const { vault } = await machine.store()
  const found: Record<string, string> = {}
  for (const { connection } of await vault.summaries()) {
    const { refreshToken } = (await vault.read(connection)) ?? {}
    if (refreshToken !== undefined) found[connection] = refreshToken
  }
  return found
}

/** The last command must have left a store that is as it should be. */
export async function isClean(t: Test, machine: FakeMachine): Promise<void> {
  const run = await machine.run('state', 'verify')
  t.equal(run.code, 0, `verify: ${run.stderr}`)
}

/** Runs a command that must succeed. */
export async function good(t: Test, machine: FakeMachine, ...argv: string[]): Promise<Run> {
  const run = await machine.run(...argv)
  t.equal(run.code, 0, `credmgr ${argv.join(' ')}: ${run.stdout}${run.stderr}`)
  return run
}
