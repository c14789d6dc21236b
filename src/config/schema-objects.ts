import {
  defaultRatePerSecond,
  eventTypes,
  grantTypes,
  type JsonObject,
  routeMethods,
} from '../model/index.ts'
import { forms } from './forms.ts'
import { clientAuthDefinitions } from './schema-client-auth.ts'
import { grantDefinitions } from './schema-grants.ts'
import { described, fields, listOf, mapOf, oneOf, ref, textOf } from './schema-parts.ts'

const scopes = listOf(
  textOf(forms.scope, 'One scope.'),
  'Scopes to ask for; the order is of no meaning.',
  { examples: [['repo', 'read:org']] },
)
const text = (says: string): JsonObject => ({ type: 'string', description: says })
const description = textOf(forms.text, 'What people are told about it.', {
  examples: ['the account that publishes our releases'],
})
const url = (says: string, more: JsonObject = {}): JsonObject => textOf(forms.url, says, more)
const timeout = (says: string, standard: string): JsonObject =>
  textOf(forms.duration, says, { default: standard })

const nextClientSecret =
  'The secret that is going to take the place of `clientSecret`. Where the provider refuses one of them, the other is tried: neither is to be replaced at a minute that both sides agree on.'

/** Definitions of the objects that tokens come from, and of where they go. */
export const objectDefinitions: { readonly [name: string]: JsonObject } = {
  gateway: fields(
    'the gateway',
    {
      publicUrl: url('Origin under which browsers reach consent pages and the callback.', {
        default: 'http://127.0.0.1:8080',
        examples: ['https://credmgr.acme.example'],
      }),
      listen: textOf(forms.listen, 'Where the gateway listens.', { default: '127.0.0.1:8080' }),
      admin: ref('admin'),
      timeouts: ref('timeouts'),
      forwardAuth: ref('forwardAuth'),
      webhooks: mapOf(forms.name, ref('webhook'), 'Who is told of what happens to connections.'),
    },
    { description: 'Settings of the gateway and of its control plane.' },
  ),
  admin: fields(
    'gateway.admin',
    {
      listen: textOf(forms.listen, 'Where the control plane’s API listens.', {
        default: '127.0.0.1:8081',
      }),
      roles: ref('roles'),
    },
    { description: 'The control plane.' },
  ),
  roles: fields(
    'gateway.admin.roles',
    {
      operator: listOf(ref('principal'), 'May ask for login links, and do what a viewer may.', {
        default: [],
        examples: [[{ apiKey: 'ops' }]],
      }),
      viewer: listOf(ref('principal'), 'May read the status of connections.', {
        default: [],
        examples: [[{ apiKey: 'monitoring' }]],
      }),
    },
    { description: 'Who may use the control plane’s API. Nobody, unless named here.' },
  ),
  forwardAuth: fields(
    'gateway.forwardAuth',
    {
      secret: described('secret', 'What a proxy shows; 16 characters at least.'),
    },
    {
      required: ['secret'],
      description: 'Lets proxies that forward by themselves ask for the headers to inject.',
    },
  ),
  webhook: fields(
    'a webhook',
    {
      url: url('Where events are sent; https, http only on loopback.', {
        examples: ['https://hooks.acme.example/credmgr'],
      }),
      secret: described('secret', 'Signs the events: `whsec_` and the base64 of 24 to 64 bytes.'),
      events: listOf(oneOf(eventTypes, 'A kind of event.'), 'Absent: all but `refreshed`.', {
        minItems: 1,
        examples: [['dead', 'expiring']],
      }),
    },
    {
      required: ['url', 'secret'],
      description: 'One receiver of events, signed as Standard Webhooks says.',
    },
  ),
  timeouts: fields(
    'gateway.timeouts',
    {
      connect: timeout('Until the connection to an upstream stands.', '10s'),
      headers: timeout('From the end of the request to the headers of the answer.', '60s'),
      body: timeout('Between two pieces of the answer’s body.', '60s'),
    },
    { description: 'How long the gateway waits for upstreams.' },
  ),
  endpoints: fields(
    'the endpoints of a provider',
    {
      authorization: url('Authorization endpoint (RFC 6749 section 3.1).', {
        examples: ['https://idp.acme.example/oauth/authorize'],
      }),
      token: url('Token endpoint (RFC 6749 section 3.2).', {
        examples: ['https://idp.acme.example/oauth/token'],
      }),
      revocation: url('Revocation endpoint (RFC 7009).', {
        examples: ['https://idp.acme.example/oauth/revoke'],
      }),
      introspection: url('Introspection endpoint (RFC 7662), asked by `drift`.', {
        examples: ['https://idp.acme.example/oauth/introspect'],
      }),
      userinfo: url('UserInfo endpoint (OpenID Connect Core section 5.3).', {
        examples: ['https://idp.acme.example/oauth/userinfo'],
      }),
      pushedAuthorizationRequest: url(
        'Endpoint for pushed authorization requests (RFC 9126); where it is known it is used.',
        { examples: ['https://idp.acme.example/oauth/par'] },
      ),
      deviceAuthorization: url('Device authorization endpoint (RFC 8628).', {
        examples: ['https://idp.acme.example/oauth/device'],
      }),
      registration: url('Where clients are registered (RFC 7591).', {
        examples: ['https://idp.acme.example/oauth/register'],
      }),
      jwks: url('The provider’s signing keys (RFC 7517).', {
        examples: ['https://idp.acme.example/oauth/jwks'],
      }),
    },
    { description: 'Endpoints of the authorization server, where discovery does not tell them.' },
  ),
  ...clientAuthDefinitions,
  ...grantDefinitions,
  refresh: fields(
    'the refresh settings of a provider',
    {
      margin: textOf(forms.duration, 'A token with less than this to live is renewed.', {
        default: '3m',
      }),
      defaultLifetime: textOf(
        forms.duration,
        'Lifetime of a token when the provider does not state one. Absent: it does not expire.',
        { examples: ['1h'] },
      ),
      grantLifetime: textOf(
        forms.duration,
        'How long a consent lasts at most, whatever is refreshed; status says when it ends. Absent: no end.',
        { examples: ['180d'] },
      ),
      keepAlive: textOf(
        forms.duration,
        'A refresh token that was not used for so long is used, before the provider lets it die of that. Default: the template’s.',
        { examples: ['30d'] },
      ),
      ratePerSecond: {
        type: 'number',
        description:
          'Token requests that a gateway sends to the provider in a second, at most: 0.01 to 1000.',
        default: defaultRatePerSecond,
      },
    },
    { description: 'When tokens are renewed.' },
  ),
  connection: fields(
    'a connection',
    {
      forEach: ref('forEach'),
      scopes,
      expect: ref('expect'),
      consent: ref('consent'),
      postLoginRedirectUrl: url('Where the browser goes after the consent.', {
        examples: ['https://ci.acme.example/connected'],
      }),
      allowedRedirectUrls: listOf(
        url('A URL.'),
        'Other URLs that a client may ask to be sent to after the consent.',
        { default: [], examples: [['https://app.acme.example/settings']] },
      ),
      clientId: textOf(
        forms.text,
        'The client of this connection, where it is not the provider’s.',
        { examples: ['${env:ORDERS_CLIENT_ID}'] },
      ),
      clientSecret: ref('secret'),
      nextClientSecret: described('secret', nextClientSecret),
      apiKey: described('secret', 'The key itself, with a `static` grant.'),
      basic: ref('basic'),
      subjectToken: ref('subjectToken'),
      lifecycle: ref('lifecycle'),
      labels: mapOf(forms.key, text('The value of a label.'), 'Labels of your own.', {
        examples: [{ team: 'platform' }],
      }),
      description,
    },
    { description: 'One credential at a provider; its key is `provider/name`.' },
  ),
  consent: fields(
    'the consent of a connection',
    {
      by: listOf(
        ref('principal'),
        'Users, groups or claims. They log in first, with an identity that has a `login`.',
        {
          minItems: 1,
          examples: [
            [{ user: { identity: 'corp', objectId: '00000000-0000-4000-8000-000000000000' } }],
          ],
        },
      ),
    },
    { required: ['by'], description: 'Who may give the consent. Absent: whoever has the link.' },
  ),
  expect: fields(
    'the expected account',
    {
      account: textOf(forms.text, 'The login or user name.', {
        examples: ['acme-release-bot'],
      }),
      subject: textOf(forms.text, 'The provider’s stable identifier of the account.', {
        examples: ['1234567'],
      }),
      email: textOf(forms.text, 'The e-mail address.', {
        examples: ['bot@acme.example'],
      }),
      tenant: textOf(forms.text, 'The tenant or organization.', {
        examples: ['acme.example'],
      }),
    },
    {
      minProperties: 1,
      description: 'The account that must consent. The consent of any other account is refused.',
      examples: [{ account: 'acme-release-bot' }],
    },
  ),
  lifecycle: fields(
    'lifecycle',
    {
      preventDestroy: {
        type: 'boolean',
        default: false,
        description: 'Refuse every plan that would delete or replace it.',
      },
    },
    { description: 'Guards.' },
  ),
  route: fields(
    'a route',
    {
      forEach: ref('forEach'),
      match: ref('match'),
      upstream: url('Where requests go; what `**` matched is appended to its path.', {
        examples: ['https://api.github.com'],
      }),
      connection: textOf(
        forms.connection,
        'Short for `get-authorization-context` with this connection and `set-header` with its token.',
        { examples: ['github/release-bot'] },
      ),
      policies: listOf(ref('policy'), 'Steps on the request, in this order.', {
        examples: [
          [
            { 'get-authorization-context': { connection: 'github/release-bot' } },
            { 'set-header': { Authorization: 'Bearer {{ auth.accessToken }}' } },
          ],
        ],
      }),
      timeout: textOf(forms.duration, 'Until the headers of the answer; else the gateway’s.', {
        examples: ['2m'],
      }),
      public: {
        type: 'boolean',
        default: false,
        description: 'Callers are not authenticated.',
      },
      description,
    },
    {
      required: ['match', 'upstream'],
      description: 'What the gateway forwards, and with which connection.',
    },
  ),
  match: fields(
    'the match of a route',
    {
      path: textOf(forms.path, '`*` is one segment, a final `**` the rest.', {
        examples: ['/github/**'],
      }),
      methods: listOf(oneOf(routeMethods, 'A method.'), 'Methods that match. Absent: all.', {
        minItems: 1,
        examples: [['GET', 'HEAD']],
      }),
      host: textOf(forms.matchHost, 'The host that the request names, without port.', {
        examples: ['api.acme.example'],
      }),
      headers: mapOf(
        forms.key,
        text('The value of the header.'),
        'Headers that the request must carry.',
        {
          examples: [{ 'x-tenant': 'acme' }],
        },
      ),
    },
    { required: ['path'], description: 'Which requests the route takes.' },
  ),
}

const params = (says: string, example: JsonObject): JsonObject =>
  mapOf(forms.key, text('The value of the parameter.'), says, { examples: [example] })

const pkce: JsonObject = {
  enum: ['S256'],
  default: 'S256',
  description: 'The proof of an authorization code (RFC 7636). It cannot be switched off.',
}

/** A provider; which templates there are, and what they ask for, comes from their shelf. */
export function providerDefinition(templates: JsonObject, parameters: JsonObject): JsonObject {
  return fields(
    'a provider',
    {
      forEach: ref('forEach'),
      template: templates,
      issuer: url('Issuer of the authorization server; its endpoints are discovered by `apply`.', {
        examples: ['https://idp.acme.example'],
      }),
      endpoints: ref('endpoints'),
      grant: oneOf(
        grantTypes,
        'How tokens are obtained: a person consents, in a browser (`authorizationCode`) or with a code that is typed in anywhere (`deviceCode`); the client asks for itself (`clientCredentials`), with an assertion (`jwtBearer`), or with the token of another connection (`tokenExchange`); or the connection declares the credential (`static`).',
      ),
      clientId: textOf(forms.text, 'The client that is registered there.', {
        examples: ['${env:GITHUB_CLIENT_ID}'],
      }),
      registration: ref('registration'),
      clientSecret: described('secret', 'The client’s secret.'),
      nextClientSecret: described('secret', nextClientSecret),
      clientAuth: ref('clientAuth'),
      assertion: ref('assertion'),
      scopes,
      audience: textOf(forms.text, 'The `audience` parameter, where the provider has one.', {
        examples: ['https://api.acme.example'],
      }),
      resource: textOf(forms.text, 'The resource that tokens are for (RFC 8707).', {
        examples: ['https://api.acme.example'],
      }),
      authorizationParams: params('Further parameters of the authorization request.', {
        prompt: 'consent',
      }),
      tokenParams: params('Further parameters of the token request.', { organization: 'acme' }),
      parameters,
      apiHosts: listOf(
        textOf(forms.host, 'A host.'),
        'Hosts that may receive tokens of this provider. Empty: any upstream of a route.',
        { examples: [['api.github.com', '*.googleapis.com']] },
      ),
      pkce,
      refresh: ref('refresh'),
    },
    {
      required: ['grant'],
      description: 'One authorization server, one client registration there, one grant.',
    },
  )
}
