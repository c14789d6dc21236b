import type { JsonObject, ProviderTemplate } from '../../model/index.ts'
import { isProvider, type Oddity } from './oddity.ts'

const origin = 'https://login.microsoftonline.com'

/** Microsoft Entra ID, v2.0 endpoints. */
export const entra: ProviderTemplate = {
  id: 'entra',
  title: 'Microsoft Entra ID',
  parameters: {
    tenant: {
      // No default: client credentials need a tenant of one's own, and whose people may consent is
      // nothing to decide by leaving something out.
      description:
        'the tenant: its id or one of its domains, or common, organizations or consumers',
      pattern: '[A-Za-z0-9][A-Za-z0-9-]*(\\.[A-Za-z0-9-]+)*',
      anyTenant: ['common', 'organizations', 'consumers'],
    },
  },
  issuer: `${origin}/{tenant}/v2.0`,
  endpoints: {
    authorization: `${origin}/{tenant}/oauth2/v2.0/authorize`,
    token: `${origin}/{tenant}/oauth2/v2.0/token`,
    deviceAuthorization: `${origin}/{tenant}/oauth2/v2.0/devicecode`,
    jwks: `${origin}/{tenant}/discovery/v2.0/keys`,
    // Accepts only tokens for Microsoft Graph; with another API the account is in the id_token.
    userinfo: 'https://graph.microsoft.com/oidc/userinfo',
    // There is no revocation endpoint.
  },
  grants: ['authorizationCode', 'clientCredentials', 'deviceCode'],
  clientAuth: 'clientSecretPost',
  requiredScopes: ['offline_access'],
  authorizationParams: { response_mode: 'query' },
  // A tenant issues tokens for any API that is registered in it.
  apiHosts: [],
  // Assumed, on the short side of the documented 60 to 90 minutes; responses do state it.
  defaultLifetime: 3_600_000,
  // A new one comes with each refresh, the old one is not revoked; 90 days, counted anew each time.
  refreshTokens: { afterLoss: 'reusable', idle: 90 * 86_400_000 },
}

/**
 * `offline_access` is granted by sending a refresh token, and not listed in `scope`. An id_token names
 * its tenant's id as issuer, also where the endpoints were addressed by a domain or as `common`.
 */
export const entraOddity: Oddity = {
  appliesTo: (provider) =>
    isProvider(provider, { template: 'entra', tokenHost: 'login.microsoftonline.com' }),
  tokenResponse: (body) => {
    const { scope, refresh_token: refreshToken } = body
    const isSilent = typeof scope !== 'string' || refreshToken === undefined
    return isSilent ? body : { ...body, scope: `${scope} offline_access` }
  },
  // AADSTS9002313 and AADSTS70000 come before AADSTS7000215.
  looksAtTokenFirst: true,
  idTokenIssuer: tenantIssuer,
}

/** Which tenants may consent is `expect.tenant`'s to say; that the issuer is the tenant's is said here. */
function tenantIssuer(issuer: string, { tid }: JsonObject): string {
  const [, tenant = ''] = new URL(issuer).pathname.split('/')
  if (guid.test(tenant) || typeof tid !== 'string' || !guid.test(tid)) return issuer
  return issuer.replace(`/${tenant}/`, `/${tid}/`)
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
