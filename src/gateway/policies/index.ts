import { getAuthorizationContext } from './get-authorization-context.ts'
import type { Policy } from './policy.ts'
import { setHeader } from './set-header.ts'

/** The shelf of route policies. To add one: one file here, one line below. */
export const policies: readonly Policy[] = [getAuthorizationContext, setHeader]
