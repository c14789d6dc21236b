import type { ProviderTemplate } from '../../model/index.ts'

/** Google accounts and Workspace; service accounts by `jwtBearer`. */
export const google: ProviderTemplate = {
  id: 'google',
  title: 'Google',
  parameters: {},
  issuer: 'https://accounts.google.com',
  endpoints: {
    authorization: 'https://accounts.google.com/o/oauth2/v2/auth',
    token: 'https://oauth2.googleapis.com/token',
    revocation: 'https://oauth2.googleapis.com/revoke',
    deviceAuthorization: 'https://oauth2.googleapis.com/device/code',
    userinfo: 'https://openidconnect.googleapis.com/v1/userinfo',
    jwks: 'https://www.googleapis.com/oauth2/v3/certs',
  },
  grants: ['authorizationCode', 'deviceCode', 'jwtBearer'],
  clientAuth: 'clientSecretPost',
  requiredScopes: [],
  // Without the first there is no refresh token, without the second only at the very first consent.
  authorizationParams: { access_type: 'offline', prompt: 'consent' },
  apiHosts: ['*.googleapis.com'],
  // Assumed; responses do state it.
  defaultLifetime: 3_600_000,
  // Not rotated; dies when it was not used for six months.
  refreshTokens: { afterLoss: 'reusable', idle: 180 * 86_400_000 },
}
