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
export * from './cookies.ts'
export * from './credential.ts'
export * from './diagnostic.ts'
export * from './error.ts'
export * from './events.ts'
export * from './json.ts'
export * from './ports.ts'
export * from './principal.ts'
export * from './refactoring.ts'
export * from './resource.ts'
export * from './secret.ts'
export * from './state.ts'
export * from './time.ts'
export * from './upkeep.ts'
