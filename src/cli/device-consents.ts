import { beginDeviceConsent, type DeviceConsent, served } from '../engine/index.ts'
import {
  type ConnectionAddress,
  grantNatures,
  isCredmgrError,
  ofKind,
  partsOf,
  type State,
  type Store,
} from '../model/index.ts'
import { printable } from '../plan/index.ts'
import type { Invocation } from './command.ts'
import { eventsFor } from './telling.ts'

/** Whether the owner of `connection` types a code in, instead of opening a link. */
export function isByDevice({ resources }: State, connection: ConnectionAddress): boolean {
  const { provider } = partsOf(connection)
  const found = ofKind(resources, 'provider').find(({ name }) => name === provider)
  return found !== undefined && grantNatures[found.spec.grant].consent === 'device'
}

/** Asks the provider for a code; it lives as long as this command. */
export async function beginByDevice(
  invocation: Invocation,
  store: Store,
  connection: ConnectionAddress,
): Promise<DeviceConsent> {
  const { clock, fetch } = invocation.host
  const now = async () => served(await store.state.read())
  const events = eventsFor(invocation, store, await store.state.read())
  return await beginDeviceConsent({ store, clock, fetch, events, served: now }, connection)
}

/** `https://idp.example/device, code WDJB-MJHT`. */
export function whereToType({ verificationUri, userCode }: DeviceConsent): string {
  return `${printable(verificationUri)}, code ${printable(userCode)}`
}

/** What programs are told of a code. */
export function deviceFacts(consent: DeviceConsent): {
  readonly userCode: string
  readonly verificationUri: string
  readonly verificationUriComplete?: string
  readonly expiresAt: string
} {
  const { userCode, verificationUri, verificationUriComplete, expiresAt } = consent
  return {
    userCode,
    verificationUri,
    ...(verificationUriComplete === undefined ? {} : { verificationUriComplete }),
    expiresAt: new Date(expiresAt).toISOString(),
  }
}

/** Waits for what is typed in, until the signal; a consent that was refused is told, and no failure. */
export async function followDevices(
  { out }: Invocation,
  consents: readonly DeviceConsent[],
  signal: AbortSignal,
): Promise<void> {
  const follow = async (consent: DeviceConsent): Promise<void> => {
    try {
      await consent.wait(signal)
    } catch (error) {
      if (signal.aborted) return
      if (!isCredmgrError(error)) throw error
      const text = `connection.${consent.connection}: ${error.message}`
      out.problem(`${out.paint('warning', 'Warning:')} ${text}`)
      out.event('consent_refused', text, { connection: consent.connection, code: error.code })
    }
  }
  await Promise.all(consents.map(follow))
}
