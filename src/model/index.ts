/**
 * The vocabulary of credmgr: nouns, addresses, problems and ports.
 *
 * This room knows what things are called and what they promise. It imports nothing, does nothing
 * and hides nothing; every other room speaks in its words.
 *
 * @module
 */
export * from './address.ts'
export * from './address-pattern.ts'
export * from './catalog.ts'
export * from './client-auth.ts'
export * from './config.ts'
export * from './cookies.ts'
export * from './credential.ts'
export * from './diagnostic.ts'
export * from './endpoints.ts'
export * from './error.ts'
export * from './event.ts'
export * from './grant.ts'
export * from './grouped.ts'
export * from './json.ts'
export * from './plain-pattern.ts'
export * from './policy-scope.ts'
export * from './ports.ts'
export * from './principal.ts'
export * from './refactoring.ts'
export * from './registration.ts'
export * from './resource.ts'
export * from './secret.ts'
export * from './state.ts'
export * from './time.ts'
export * from './upkeep.ts'
