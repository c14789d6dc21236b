import type { JsonObject, ProviderTemplate } from '../../model/index.ts'
import { isProvider, type Oddity } from './oddity.ts'

/** An OAuth app, not a GitHub App: its tokens do not expire and there is nothing to refresh. */
export const github: ProviderTemplate = {
  id: 'github',
  title: 'GitHub',
  parameters: {},
  endpoints: {
    authorization: 'https://github.com/login/oauth/authorize',
    token: 'https://github.com/login/oauth/access_token',
    deviceAuthorization: 'https://github.com/login/device/code',
    // None for revocation: GitHub's own (DELETE /applications/{client_id}/token) is not RFC 7009.
  },
  grants: ['authorizationCode', 'deviceCode'],
  clientAuth: 'clientSecretPost',
  requiredScopes: [],
  // docs.github.com, scopes for OAuth apps.
  scopes: [
    ...['repo', 'repo:status', 'repo_deployment', 'public_repo', 'repo:invite', 'security_events'],
    ...['admin:repo_hook', 'write:repo_hook', 'read:repo_hook', 'delete_repo', 'workflow'],
    ...['admin:org', 'write:org', 'read:org', 'admin:org_hook', 'project', 'read:project'],
    ...['admin:public_key', 'write:public_key', 'read:public_key'],
    ...['admin:gpg_key', 'write:gpg_key', 'read:gpg_key'],
    ...['admin:ssh_signing_key', 'write:ssh_signing_key', 'read:ssh_signing_key'],
    ...['user', 'read:user', 'user:email', 'user:follow', 'gist', 'notifications', 'codespace'],
    ...['write:packages', 'read:packages', 'delete:packages'],
    ...['write:discussion', 'read:discussion', 'audit_log', 'read:audit_log', 'copilot'],
    ...['admin:enterprise', 'manage_runners:enterprise', 'manage_billing:enterprise'],
    ...['read:enterprise', 'scim:enterprise', 'manage_billing:copilot'],
  ],
  authorizationParams: {},
  apiHosts: ['api.github.com', 'uploads.github.com'],
  // `email` is the address shown in public, which can only be one that GitHub has verified.
  accountEndpoint: {
    url: 'https://api.github.com/user',
    members: { subject: 'id', account: 'login', email: 'email' },
  },
}

/**
 * Granted scopes stand with commas between them, and errors have names of GitHub's own
 * (docs.github.com, troubleshooting OAuth app access token request errors).
 */
export const githubOddity: Oddity = {
  appliesTo: (provider) => isProvider(provider, { template: 'github', tokenHost: 'github.com' }),
  tokenResponse: (body) => ({ ...body, ...scopeOf(body), ...errorOf(body) }),
}

const scopeOf = ({ scope }: JsonObject): JsonObject =>
  typeof scope === 'string' ? { scope: scope.replaceAll(',', ' ') } : {}

function errorOf({ error, error_description: description = '' }: JsonObject): JsonObject {
  const usual = typeof error === 'string' ? errors.get(error) : undefined
  if (usual === undefined) return {}
  return { error: usual, error_description: `${String(error)}: ${String(description)}` }
}

const errors: ReadonlyMap<string, string> = new Map([
  ['incorrect_client_credentials', 'invalid_client'],
  ['bad_verification_code', 'invalid_grant'],
  ['bad_refresh_token', 'invalid_grant'],
])
