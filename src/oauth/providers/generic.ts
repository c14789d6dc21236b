import type { ProviderTemplate } from '../../model/index.ts'

/** Says nothing that the RFCs do not say: the configuration gives an issuer or the endpoints. */
export const generic: ProviderTemplate = {
  id: 'generic',
  title: 'Any OAuth 2.0 server',
  parameters: {},
  endpoints: {},
  grants: ['authorizationCode', 'clientCredentials', 'deviceCode', 'jwtBearer', 'tokenExchange'],
  clientAuth: 'clientSecretBasic',
  requiredScopes: [],
  authorizationParams: {},
  apiHosts: [],
}
