/**
 * The control plane: consent pages for people, an API for operators.
 *
 * This room knows what a browser may be trusted with, what a person has to read before and after a
 * consent, and who may ask for what. It hides HTTP, HTML and cookies; what a consent is, and when
 * it ends in a connection, the engine decides.
 *
 * @module
 */
export { type AdminEnv, type AdminPorts, createAdminApp } from './admin-app.ts'
export { createPublicApp, type Health, type PublicPorts } from './public-app.ts'
