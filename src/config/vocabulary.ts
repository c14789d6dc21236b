import { didYouMean } from './did-you-mean.ts'
import { fieldsOf } from './shape.ts'

/** Parts of the language that are described and not there yet, by definition. */
const laterFields: ReadonlyMap<string, readonly string[]> = new Map([
  ['', ['environments']],
  ['gateway', ['tls', 'trustedProxies', 'limits']],
  ['identity', ['mtls']],
  ['route', ['limits']],
])

/** Whether the language describes a field that this version does not have. */
export function isLaterField(definition: string | undefined, field: string): boolean {
  return laterFields.get(definition ?? '?')?.includes(field) === true
}

/** What other systems, or people in a hurry, call our fields; by definition, then by name. */
const synonyms: ReadonlyMap<string, { readonly [word: string]: string }> = new Map([
  [
    '',
    {
      policies: 'accessPolicies',
      access: 'accessPolicies',
      authorizations: 'connections',
      credentials: 'connections',
      authorizationproviders: 'providers',
      backends: 'routes',
      apis: 'routes',
      server: 'gateway',
      variables: 'vars',
      default: 'defaults',
      moves: 'moved',
      renamed: 'moved',
      forget: 'removed',
      imports: 'import',
    },
  ],
  [
    'provider',
    {
      preset: 'template',
      identityprovider: 'template',
      type: 'template',
      granttype: 'grant',
      grants: 'grant',
      secret: 'clientSecret',
      oauthclientid: 'clientId',
      oauthclientsecret: 'clientSecret',
      oauthscopes: 'scopes',
      authorizationurl: 'endpoints.authorization',
      authorizeurl: 'endpoints.authorization',
      tokenurl: 'endpoints.token',
      accessurl: 'endpoints.token',
      introspectionurl: 'endpoints.introspection',
      revocationurl: 'endpoints.revocation',
      revokeurl: 'endpoints.revocation',
      userinfourl: 'endpoints.userinfo',
      jwksuri: 'endpoints.jwks',
      jwksurl: 'endpoints.jwks',
      tokenendpointauthmethod: 'clientAuth',
      authorizationparameters: 'authorizationParams',
      authorizeparams: 'authorizationParams',
      tokenparameters: 'tokenParams',
      tenant: 'parameters.tenant',
      tenantid: 'parameters.tenant',
      params: 'parameters',
    },
  ],
  [
    'connection',
    {
      redirecturl: 'postLoginRedirectUrl',
      redirecturi: 'postLoginRedirectUrl',
      postloginredirecturi: 'postLoginRedirectUrl',
      account: 'expect.account',
      tags: 'labels',
      for_each: 'forEach',
      instances: 'forEach',
    },
  ],
  [
    'accessPolicy',
    { principals: 'allow', members: 'allow', access: 'allow', connection: 'connections' },
  ],
  [
    'identity',
    { aud: 'audience', key: 'apiKey', secret: 'apiKey', iss: 'issuer', algs: 'algorithms' },
  ],
  [
    'route',
    {
      backend: 'upstream',
      target: 'upstream',
      url: 'upstream',
      serviceurl: 'upstream',
      method: 'match.methods',
      policy: 'policies',
      authorization: 'connection',
    },
  ],
  ['match', { method: 'methods', hosts: 'host', paths: 'path', prefix: 'path' }],
  ['policy', { 'get-authorization': 'get-authorization-context', 'set-headers': 'set-header' }],
  ['secret', { environment: 'env', path: 'file' }],
])

/**
 * The field that an unknown one was probably meant to be: another spelling, another system's word,
 * one level further down, or a slip of the fingers.
 *
 * @returns A field of that definition, or a dotted path within it.
 */
export function meantField(definition: string, written: string): string | undefined {
  const fields = fieldsOf(definition)
  const plain = plainForm(written)
  const spelled = [...fields.keys()].find((field) => plainForm(field) === plain)
  if (spelled !== undefined) return spelled
  const known = new Map(Object.entries(synonyms.get(definition) ?? {}))
  const other = known.get(plain) ?? known.get(written.toLowerCase())
  if (other !== undefined) return other
  return nestedField(fields, plain) ?? didYouMean(written, fields.keys())
}

/** `client_id`, `ClientID` and `client-id` are one word, and a scope is as good as scopes. */
function plainForm(word: string): string {
  return word.replace(/[_\- ]/g, '').toLowerCase()
}

function nestedField(fields: ReadonlyMap<string, string>, plain: string): string | undefined {
  for (const [field, to] of fields) {
    if (to === '' || to.startsWith('*') || to === 'secret') continue
    const inner = [...fieldsOf(to).keys()].find((each) => plainForm(each) === plain)
    if (inner !== undefined) return `${field}.${inner}`
  }
  return undefined
}

/** Whether something unknown was written that means one of `fields`: it is not missing, it is misspelled. */
export function isMisspelled(
  written: readonly string[],
  definition: string,
  fields: readonly string[],
): boolean {
  return written.some((name) => {
    if (fieldsOf(definition).has(name)) return false
    const meant = meantField(definition, name) ?? ''
    return fields.some((field) => meant === field || meant.startsWith(`${field}.`))
  })
}
