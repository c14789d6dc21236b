/**
 * What credmgr does: plan, apply, consent, tokens, and what may be served.
 *
 * This room knows the order of things and what must be on disk before what. It hides every
 * sequence behind one call; it sees the world only through ports.
 *
 * @module
 */
export { type AccessDecision, dependsOnMethod, isPrincipal, mayUse } from './access.ts'
export type { ApplyEvent, ApplyingPorts } from './apply-events.ts'
export {
  type ApplyOptions,
  type ApplyResult,
  applyPlan,
} from './applying.ts'
export { backoff } from './backoff.ts'
export {
  type Consent,
  type ConsentLink,
  type ConsentOutcome,
  type ConsentPorts,
  type ConsentRequest,
  createConsent,
} from './consent.ts'
export {
  beginDeviceConsent,
  type DeviceConsent,
  type DeviceConsentPorts,
} from './device-consent.ts'
export {
  createEvents,
  type Events,
  type EventsPorts,
  type Happening,
  silentEvents,
} from './events.ts'
export { type AccessExplanation, explainAccess } from './explaining.ts'
export { importGrant } from './importing.ts'
export { isKeyProof, isSame, makeKeyProof, type ProofPorts } from './key-proof.ts'
export { type ObservingPorts, refreshedDrift, storedDrift } from './observing.ts'
export { type PlanningOptions, type PlanningPorts, planChanges, planDigest } from './planning.ts'
export { refreshNow, subjectTokens } from './refreshing.ts'
export {
  createReloader,
  type Generation,
  type Reloader,
  type ReloaderPorts,
  type ReloadHealth,
} from './reloading.ts'
export { type RelocatingPorts, type Relocation, relocated } from './relocating.ts'
export { pastState, type Repaired, repairState } from './repairing.ts'
export {
  proxyContext,
  type Served,
  type ServedApiKey,
  type ServedConnection,
  type ServedIdentity,
  type ServedWebhook,
  served,
} from './serving.ts'
export {
  changeState,
  editOrThrow,
  type Farewell,
  refuseGuarded,
  type StateChange,
  type StateChanged,
} from './state-changing.ts'
export {
  type AuthStatus,
  type ConnectionStatus,
  configurationMatches,
  connectionStatuses,
  tokenFates,
} from './status.ts'
export { createTokens, type Tokens, type TokensPorts } from './tokens.ts'
export { findingsOf, type Mending, type StateFinding } from './verifying.ts'
export { webhookSignature } from './webhook-message.ts'
export { createWebhooks, type Webhooks, type WebhooksPorts } from './webhooks.ts'
export { type WithdrawingOptions, withdrawable, withdrawGrant } from './withdrawing.ts'
