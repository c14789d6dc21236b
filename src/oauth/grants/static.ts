import type { Grant } from './grant.ts'

/** A key or a password that the configuration declares; there is no server to ask. */
export const staticGrant: Grant = { type: 'static' }
