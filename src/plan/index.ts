/**
 * From a desired world and a recorded one to a plan.
 *
 * This room knows what a change means: what is updated in place, what becomes another object, and
 * what happens to every token; and how a plan is shown, saved and recorded. It is pure: it reads
 * nothing, writes nothing and knows no time.
 *
 * @module
 */
export { type ApplyFacts, applyChanges } from './apply-changes.ts'
export { fingerprintKey } from './attributes.ts'
export { isEmpty, makePlan, type PlanInput, summaryOf } from './make-plan.ts'
export type * from './plan.ts'
export { planEvents } from './plan-events.ts'
export { planFromText, planToText } from './plan-file.ts'
export { isPlanText } from './plan-text.ts'
export { type RenderOptions, renderPlan } from './render-plan.ts'
export { openConsents } from './token-changes.ts'
export { blockedByPreventDestroy, staleness } from './verdicts.ts'
export { printable } from './words.ts'
