import { beginDeviceConsent, type Events, served } from '../../src/engine/index.ts'
import type { ConnectionAddress, DurationMs, Fetch } from '../../src/model/index.ts'
import { typeInCode } from '../support/device-over-http.ts'
import { type Desk, fetchNow, startDesk } from './desk.ts'

/** The configuration with codes for devices instead of links. */
export const device = (each: string): string => each.replace('authorizationCode', 'deviceCode')
export const expecting = (login: string) => (each: string) =>
  device(each).replace('idp/ann: {}', `idp/ann: { expect: { account: ${login} } }`)

/** A desk whose client at the provider is one for devices. */
export async function startDevice(t: Parameters<typeof startDesk>[0], yaml: string): Promise<Desk> {
  const desk = await startDesk(t)
  desk.world.provider.setClient({
    clientId: 'credmgr',
    clientSecret: 'not-a-real-idp-secret',
    metadata: {
      grant_types: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
      redirect_uris: [],
      response_types: [],
    },
  })
  await desk.run(yaml)
  return desk
}

/** Waits take no time; what was waited for is written down. */
export function portsOf(desk: Desk, fetch: Fetch = fetchNow) {
  const waits: DurationMs[] = []
  const { clock, store } = { clock: desk.world.clock, store: desk.store }
  const sleep = async (duration: DurationMs, signal?: AbortSignal): Promise<void> => {
    signal?.throwIfAborted()
    waits.push(duration)
    clock.forward(duration)
  }
  const now = async () => served(await store.state.read())
  const ports = { store, clock: { ...clock, sleep }, fetch, served: now }
  return { ports, waits }
}

/** Somebody consents with a code. */
export async function consentByDevice(
  desk: Desk,
  address: ConnectionAddress,
  login: string,
  events?: Events,
): Promise<void> {
  const { ports } = portsOf(desk)
  const consent = await beginDeviceConsent({ ...ports, ...(events && { events }) }, address)
  const { verificationUri, userCode } = consent
  await typeInCode(verificationUri, { userCode, login })
  await consent.wait()
}
