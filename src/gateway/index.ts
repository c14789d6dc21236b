/**
 * The data plane: from a caller's request to the upstream's answer.
 *
 * This room knows routes, callers' credentials, route policies and HTTP forwarding. It hides
 * routers, JWT verification and connection pools: `main` compiles what is applied into a
 * {@link Snapshot}, and hands `node:http` events to a {@link DataPlane}.
 *
 * @module
 */
import type { PolicyDescriptor } from '../model/index.ts'
import { policies } from './policies/index.ts'

export {
  type Authenticator,
  type AuthenticatorPorts,
  type Credentials,
  createAuthenticator,
} from './authenticator.ts'
export {
  createDataPlane,
  type DataPlane,
  type DataPlanePorts,
  type RequestHandler,
} from './data-plane.ts'
export { compileSnapshot, type Snapshot } from './snapshot.ts'

/** What the configuration room must know of the shelf of policies. */
export const policyDescriptors: readonly PolicyDescriptor[] = policies
