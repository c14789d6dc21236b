import { policyDescriptors } from '../../src/gateway/index.ts'
import type { Catalog } from '../../src/model/index.ts'

/** Shelves for tests that need to know exactly what stands on them. */
export const catalog: Catalog = {
  templates: [
    {
      id: 'github',
      title: 'GitHub',
      parameters: {},
      endpoints: {
        authorization: 'https://github.com/login/oauth/authorize',
        token: 'https://github.com/login/oauth/access_token',
      },
      grants: ['authorizationCode'],
      clientAuth: 'clientSecretPost',
      requiredScopes: [],
      authorizationParams: {},
      apiHosts: ['api.github.com'],
      accountEndpoint: { url: 'https://api.github.com/user', members: { account: 'login' } },
    },
    {
      id: 'entra',
      title: 'Microsoft Entra ID',
      parameters: {
        tenant: {
          description: 'the tenant',
          pattern: '[A-Za-z0-9][A-Za-z0-9.-]*',
          anyTenant: ['common', 'consumers'],
        },
        cloud: { description: 'the cloud', pattern: '[a-z]+', default: 'com' },
      },
      issuer: 'https://login.example.{cloud}/{tenant}/v2.0',
      endpoints: {
        authorization: 'https://login.example.{cloud}/{tenant}/authorize',
        token: 'https://login.example.{cloud}/{tenant}/token',
      },
      grants: ['authorizationCode', 'clientCredentials'],
      clientAuth: 'clientSecretPost',
      requiredScopes: ['offline_access'],
      authorizationParams: { response_mode: 'query', prompt: 'consent' },
      apiHosts: [],
      defaultLifetime: 3_600_000,
    },
    {
      id: 'generic',
      title: 'Any OAuth 2.0 server',
      parameters: {},
      endpoints: {},
      grants: ['authorizationCode', 'clientCredentials'],
      clientAuth: 'clientSecretBasic',
      requiredScopes: [],
      authorizationParams: {},
      apiHosts: [],
    },
  ],
  policies: policyDescriptors,
}
