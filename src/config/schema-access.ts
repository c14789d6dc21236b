import { assertionAlgorithms, type JsonObject, routeMethods } from '../model/index.ts'
import { forms } from './forms.ts'
import {
  described,
  fields,
  listOf,
  mapOf,
  oneOf,
  oneOfFields,
  ref,
  textOf,
} from './schema-parts.ts'

const identity = textOf(
  forms.name,
  'Name of one of the `identities`; it must have proved the caller.',
  { examples: ['corp'] },
)
const objectId = (says: string): JsonObject =>
  textOf(forms.word, says, { examples: ['00000000-0000-4000-8000-000000000000'] })
const tenantId = textOf(forms.word, 'The `tid` claim must be this tenant.', {
  examples: ['00000000-0000-4000-8000-000000000000'],
})
const claimValue: JsonObject = {
  type: 'string',
  description: 'The value that the claim must have, or contain when it is a list.',
}
const appIds = listOf(
  textOf(forms.word, 'A client id.'),
  'The token must have been issued to one of these applications (`azp` or `appid`). Empty: any.',
  { default: [] },
)

/** Definitions of who callers are and what they may use. */
export const accessDefinitions: { readonly [name: string]: JsonObject } = {
  secret: {
    title: 'a secret reference',
    description: 'Where the secret is read from. The value itself never stands in a configuration.',
    type: 'object',
    'x-credmgr-secret': true,
    properties: {
      env: textOf(
        forms.variable,
        'Name of an environment variable; it must be set when applying.',
        {
          examples: ['GITHUB_CLIENT_SECRET'],
        },
      ),
      file: textOf(forms.text, 'Path of a file, relative to the main file of the configuration.', {
        examples: ['./client-secret'],
      }),
      exec: listOf(
        textOf(forms.text, 'The program, then its arguments.'),
        'A program whose output is the secret; it runs without a shell, and only with --allow-exec.',
        { minItems: 1, examples: [['/usr/bin/op', 'read', 'op://vault/github/secret']] },
      ),
      execEnv: listOf(
        textOf(forms.variable, 'Name of an environment variable.'),
        'Variables that the program may see beside PATH and HOME.',
        { examples: [['OP_SERVICE_ACCOUNT_TOKEN']] },
      ),
      sealed: textOf(
        forms.sealed,
        'The secret itself, sealed to this place and environment by `credmgr secrets seal`.',
        { examples: ['cms1:4e5f6a7b:AAAAAAAA'] },
      ),
      rotatedAt: textOf(forms.date, 'The day on which the secret was last replaced.', {
        examples: ['2026-08-01'],
      }),
    },
    additionalProperties: false,
    minProperties: 1,
    examples: [{ env: 'GITHUB_CLIENT_SECRET' }, { file: './client-secret' }],
  },
  identity: fields(
    'an identity',
    {
      issuer: textOf(
        forms.url,
        'Issuer of the callers’ JSON Web Tokens; its keys are discovered.',
        {
          examples: ['https://token.actions.githubusercontent.com'],
        },
      ),
      audience: {
        description: 'The `aud` claim of a token must contain this, or one of these.',
        type: ['string', 'array'],
        pattern: forms.text.pattern,
        minItems: 1,
        items: { type: 'string', pattern: forms.text.pattern },
        examples: ['api://credmgr'],
      },
      algorithms: listOf(
        oneOf(assertionAlgorithms, 'A signature algorithm.'),
        'Signature algorithms that are accepted.',
        { minItems: 1, default: ['ES256', 'EdDSA', 'PS256', 'RS256'] },
      ),
      claims: mapOf(
        forms.key,
        claimValue,
        'Claims that every token must carry, with exactly these values.',
        { examples: [{ repository_owner: 'acme' }] },
      ),
      clockTolerance: textOf(forms.duration, 'How far clocks may differ; 10 minutes at most.', {
        default: '30s',
      }),
      apiKey: ref('secret'),
      nextApiKey: described(
        'secret',
        'Another key that is accepted, for the time in which it takes the place of `apiKey`.',
      ),
      login: ref('login'),
    },
    { description: 'A way to authenticate callers: an OIDC issuer, or an API key.' },
  ),
  login: fields(
    'the login of an identity',
    {
      clientId: textOf(
        forms.text,
        'A client at the issuer, registered with the redirect URI `<gateway.publicUrl>/-/login/<identity>`; a public one, if it has no `clientSecret`.',
        { examples: ['credmgr-login'] },
      ),
      clientSecret: ref('secret'),
      scopes: listOf(
        textOf(forms.word, 'A scope.'),
        'Scopes that make the issuer tell what `consent.by` asks for; `openid` is always among them.',
        { default: ['email', 'openid', 'profile'], examples: [['openid', 'groups']] },
      ),
    },
    {
      required: ['clientId'],
      description:
        'How people log in, where `consent.by` of a connection asks who they are: by authorization code with PKCE (OpenID Connect Core 1.0).',
    },
  ),
  principal: {
    ...oneOfFields(
      'a principal',
      {
        servicePrincipal: ref('servicePrincipal'),
        user: ref('user'),
        group: ref('group'),
        managedIdentity: {
          type: 'string',
          const: 'gateway',
          description: 'The gateway itself, for policies with `identityType: managed`.',
        },
        claims: ref('claimsPrincipal'),
        apiKey: textOf(forms.name, 'Name of an identity; who holds its API key.', {
          examples: ['batch'],
        }),
      },
      'Who a caller is: exactly one of these; or `owner`, the caller in whose name a connection was made from its template.',
    ),
    type: ['object', 'string'],
    pattern: forms.owner.pattern,
    examples: ['owner', { apiKey: 'batch' }],
  },
  servicePrincipal: fields(
    'a service principal',
    { identity, tenantId, objectId: objectId('The `oid` claim.'), appIds },
    { required: ['identity', 'objectId'], description: 'An application by its own token.' },
  ),
  user: fields(
    'a user',
    {
      identity,
      tenantId,
      objectId: objectId('The `oid` claim.'),
      subject: textOf(forms.text, 'The `sub` claim, where there is no `oid`.', {
        examples: ['1234567'],
      }),
      appIds,
    },
    { required: ['identity'], description: 'A person, by `objectId` or by `subject`.' },
  ),
  group: fields(
    'a group',
    { identity, tenantId, objectId: objectId('The `groups` claim must contain it.') },
    { required: ['identity', 'objectId'], description: 'The members of a group.' },
  ),
  claimsPrincipal: {
    title: 'a claims principal',
    description: 'Whoever has a token with all of these claims, with exactly these values.',
    type: 'object',
    required: ['identity'],
    properties: { identity },
    patternProperties: { [forms.claim.pattern]: claimValue },
    additionalProperties: false,
    examples: [{ identity: 'ci', sub: 'repo:acme/app:ref:refs/heads/main' }],
  },
  conditions: fields(
    'the conditions of an access policy',
    {
      routes: listOf(
        textOf(forms.name, 'Name of one of the `routes`.', { examples: ['releases'] }),
        'The routes by which it may be used. Absent: by all.',
        { minItems: 1, examples: [['releases']] },
      ),
      methods: listOf(oneOf(routeMethods, 'A method.'), 'With which requests. Absent: with all.', {
        minItems: 1,
        examples: [['GET', 'HEAD']],
      }),
    },
    {
      minProperties: 1,
      description: 'By which ways it may be used; each that is named must hold.',
    },
  ),
  accessPolicy: fields(
    'an access policy',
    {
      forEach: ref('forEach'),
      connections: listOf(
        textOf(forms.connections, 'The address of a connection, or `provider/*`.'),
        'What may be used.',
        { minItems: 1, examples: [['github/release-bot']] },
      ),
      allow: listOf(ref('principal'), 'Who may use it.', {
        minItems: 1,
        examples: [[{ apiKey: 'batch' }]],
      }),
      conditions: ref('conditions'),
      description: textOf(forms.text, 'What people are told about it.', {
        examples: ['what the release pipeline may do'],
      }),
    },
    {
      required: ['connections', 'allow'],
      description: 'Principals that may use connections. What no policy allows is denied.',
    },
  ),
}
