/**
 * From a desired world and a recorded one to a plan.
 *
 * This room knows what a change means: what is updated in place, what becomes another object, and
 * what happens to every token; and how a plan is shown, saved and recorded. It is pure: it reads
 * nothing, writes nothing and knows no time.
 *
 * @module
 */
export { type ApplyFacts, applyChanges, type Registered } from './apply-changes.ts'
export { fingerprintKey } from './attributes.ts'
export { configDigest, type Digest } from './basis.ts'
export {
  type Drift,
  type DriftCode,
  driftOf,
  type Observed,
  type ObservedCredential,
} from './drift.ts'
export {
  blockedByPreventDestroy,
  type DeleteLimit,
  type Gate,
  gated,
  gates,
  parseDeleteLimit,
  tooManyDeletes,
} from './guards.ts'
export { isEmpty, makePlan, type PlanInput, summaryOf } from './make-plan.ts'
export { type ConnectionOptions, moveResource, withMoves } from './move-resource.ts'
export { plannedMoves } from './moving.ts'
export { createPaint } from './paint.ts'
export type * from './plan.ts'
export { driftMembers, planEvents } from './plan-events.ts'
export { planFromText, planToText } from './plan-file.ts'
export { isPlanText } from './plan-text.ts'
export { countsOf, putBack } from './put-back.ts'
export { renderDrift } from './render-drift.ts'
export { leastBytes, type MarkdownOptions, renderMarkdown } from './render-markdown.ts'
export { type RenderOptions, renderPlan } from './render-plan.ts'
export { renderState, stateJsonText } from './render-state.ts'
export { everything, type Selection, unknownNames } from './selection.ts'
export { type Edited, forgetResources, type Move, type StateEdit } from './state-edits.ts'
export { stateFromText, stateToText, type WrittenState } from './state-text.ts'
export { openConsents } from './token-changes.ts'
export { declaredOtherwise, type Present, staleness } from './verdicts.ts'
export { counted, named, printable } from './words.ts'
