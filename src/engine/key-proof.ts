import type { Clock, DurationMs, Vault } from '../model/index.ts'

export interface ProofPorts {
  readonly vault: Pick<Vault, 'fingerprint'>
  readonly clock: Pick<Clock, 'now'>
}

/** A proof holds this long, before and after: both sides read clocks of their own. */
const validFor: DurationMs = 60_000

/**
 * Shows that somebody can open a store, without showing its key: an instant (ms) and its keyed
 * fingerprint. It may be used again while it holds, so it is good for what may be done twice.
 *
 * @param purpose What it is for; it proves nothing else.
 */
export function makeKeyProof({ vault, clock }: ProofPorts, purpose: string): string {
  const instant = String(clock.now())
  return `${instant}.${vault.fingerprint(contextOf(purpose), instant)}`
}

/** Whether `proof` was made for `purpose` with the key of this store, within a minute of now. */
export function isKeyProof({ vault, clock }: ProofPorts, purpose: string, proof: string): boolean {
  const [, instant = '', given = ''] = /^(\d{1,16})\.([\w-]+)$/.exec(proof) ?? []
  const isTimely = Math.abs(clock.now() - Number(instant)) <= validFor
  return isTimely && isSame(vault, given, vault.fingerprint(contextOf(purpose), instant))
}

/** Whether two fingerprints are one; the time that it takes says nothing about the right one. */
export function isSame(vault: ProofPorts['vault'], one: string, other: string): boolean {
  const compared = (value: string): string => vault.fingerprint('compared', value)
  return compared(one) === compared(other)
}

function contextOf(purpose: string): string {
  return `key proof: ${purpose}`
}
