/**
 * The programmatic interface: what a tool of one's own needs to read a configuration, to plan and
 * to apply it as the command line does.
 *
 * @module
 */
import { policyDescriptors } from './gateway/index.ts'
import type { Catalog } from './model/index.ts'
import { providerTemplates } from './oauth/index.ts'

export { type ConfigInput, loadConfig, renderDiagnostics } from './config/index.ts'
export {
  type ApplyEvent,
  type ApplyingPorts,
  type ApplyOptions,
  type ApplyResult,
  applyPlan,
  type ConnectionStatus,
  connectionStatuses,
  type PlanningPorts,
  planChanges,
} from './engine/index.ts'
export type * from './model/index.ts'
export { CredmgrError, isCredmgrError } from './model/index.ts'
export { isEmpty, type Plan, planFromText, planToText, renderPlan } from './plan/index.ts'
export {
  type FileStoreOptions,
  generateKey,
  initFileStore,
  type Keyring,
  openFileStore,
  parseKeys,
} from './store/index.ts'

/** Every provider template and route policy of this version. */
export const catalog: Catalog = { templates: providerTemplates, policies: policyDescriptors }
