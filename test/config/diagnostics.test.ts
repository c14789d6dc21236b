import { readFileSync } from 'node:fs'
import t from 'tap'
import { rules } from '../../src/config/lint/index.ts'
import { diagnosticCodes } from '../../src/model/index.ts'
import { github, head, load, places, unmarked } from './support.ts'

/** Title, code, text with the marked stretch between « and », environment. */
type Row = readonly [string, string, string, { readonly [name: string]: string }?]

const provider = (fields: string): string => `${head}providers:\n  p: ${fields}\n`
const corp = '  corp: { issuer: https://a.example, audience: a, login: { clientId: a } }\n'
/** A connection whose consent only some may give. */
const asked = (by: string, identity = corp): string =>
  `${head}${github.replace('bot: {}', `bot: { consent: { by: [${by}] } }`).replace('  batch:', `${identity}  batch:`)}`
const route = (fields: string): string => `${head}${github}routes:\n  r: ${fields}\n`
const fake = 'ghs_FAKEfakeFAKEfakeFAKEfakeFAKEfake0000'

const rows: readonly Row[] = [
  ['a quote that is never closed', 'CM1001', `${head}x-a: «"»https://a.example\n`],
  ['a bracket that is never closed', 'CM1001', `${head}x-a: «[»1, 2\nx-b: 3\n`],
  ['two mappings on one line', 'CM1001', `${head}x-a: «b»: c\n`],
  ['a tab as indentation', 'CM1001', `${head}x-a:\n«\t»b: 1\n`],
  ['a second document', 'CM1001', `${head}«---»\nx-b: 1\n`],
  ['an unknown field at the top', 'CM1002', `${head}«provders»: {}\n${github}`],
  ['an unknown field of an object', 'CM1002', `${head}${github.replace('scopes', '«scops»')}`],
  [
    'an unknown policy',
    'CM1002',
    route(
      '{ match: { path: /a }, upstream: https://api.github.com, policies: [{ «set-heder»: {} }] }',
    ),
  ],
  [
    'a parameter that the template does not ask for',
    'CM1002',
    `${head}${github.replace('template: github', 'template: github\n    parameters: { «tenant»: a }')}`,
  ],
  ['a key that is there twice', 'CM1003', `${head}${github}«version»: 1\n`],
  [
    'a provider that is there twice, in other quotes',
    'CM1003',
    `${head}${github.replace('connections:', '  «"github"»: {}\nconnections:')}`,
  ],
  [
    'a header that is there twice',
    'CM1003',
    route(
      '{ match: { path: /a, headers: { X-A: b, «x-a»: c } }, upstream: https://api.github.com, policies: [] }',
    ),
  ],
  [
    'a connection of an unknown provider',
    'CM1004',
    `${head}${github.replace('github/bot', '«githb»/bot')}`,
  ],
  [
    'an unknown connection in an access policy',
    'CM1004',
    `${head}${github.replace('github/*', '«github/bott»')}`,
  ],
  ['an unknown identity', 'CM1004', `${head}${github.replace('apiKey: batch', 'apiKey: «bath»')}`],
  [
    'an identity of the wrong kind',
    'CM1004',
    `${head}${github.replace('apiKey: batch', 'group: { identity: «batch», objectId: a }')}`,
  ],
  [
    'a consent by an unknown identity',
    'CM1004',
    asked('{ user: { identity: «corpp», subject: a } }'),
  ],
  [
    'a consent by a group of an API key',
    'CM1004',
    asked('{ group: { identity: «batch», objectId: a } }'),
  ],
  [
    'an unknown template',
    'CM1004',
    `${head}${github.replace('template: github', 'template: «githb»')}`,
  ],
  [
    'an unknown connection of a route',
    'CM1004',
    route('{ match: { path: /a }, upstream: https://api.github.com, connection: «github/bott» }'),
  ],
  [
    'an unknown connection of a policy',
    'CM1004',
    route(
      '{ match: { path: /a }, upstream: https://api.github.com, policies: [{ get-authorization-context: { connection: «github/no» } }] }',
    ),
  ],
  ['a value of the wrong type', 'CM1005', `${head}${github.replace('[repo]', '«repo»')}`],
  [
    'nothing where something must be',
    'CM1005',
    `${head}${github.replace('github/bot: {}', '«github/bot»:')}`,
  ],
  [
    'a name of the wrong form',
    'CM1005',
    `${head}${github.replace('batch: { apiKey', '«Batch»: { apiKey: { env: A } }\n  batch: { apiKey')}`,
  ],
  [
    'a value that is not allowed',
    'CM1005',
    `${head}${github.replace('authorizationCode', '«authorizationcode»')}`,
  ],
  ['a consent by an API key', 'CM1005', asked('{ «apiKey»: batch }')],
  [
    'a consent by an application',
    'CM1005',
    asked('{ «servicePrincipal»: { identity: corp, objectId: a } }'),
  ],
  ['a consent by the gateway', 'CM1005', asked('{ «managedIdentity»: gateway }')],
  ['a consent by an owner', 'CM1005', asked('«owner»')],
  ['a consent by nobody', 'CM1005', asked('').replace('by: []', '«by»: []')],
  ['another version of the language', 'CM1005', `version: «2»\n${github}`],
  [
    'a template that names an unknown context variable',
    'CM1005',
    route(
      `{ match: { path: /a }, upstream: https://api.github.com, policies: [{ get-authorization-context: { connection: github/bot } }, { set-header: { Authorization: «"Bearer {{ aut.accessToken }}"» } }] }`,
    ),
  ],
  [
    'a context variable that is declared twice',
    'CM1005',
    route(
      '{ match: { path: /a }, upstream: https://api.github.com, policies: [{ get-authorization-context: { connection: github/bot, as: a } }, { get-authorization-context: { connection: github/bot, as: «a» } }] }',
    ),
  ],
  [
    'a header that the gateway alone may set',
    'CM1005',
    route(
      '{ match: { path: /a }, upstream: https://api.github.com, policies: [{ set-header: { Host: «b» } }] }',
    ),
  ],
  [
    'a grant that the template does not support',
    'CM1005',
    `${head}${github.replace('authorizationCode', '«clientCredentials»')}`,
  ],
  [
    'a parameter of the protocol',
    'CM1005',
    `${head}${github.replace('scopes', 'authorizationParams: { «state»: a }\n    scopes')}`,
  ],
  [
    'a duration without unit',
    'CM1005',
    `${head}gateway: { timeouts: { connect: «"10"» } }\n${github}`,
  ],
  [
    'a duration out of range',
    'CM1005',
    `${head}gateway: { timeouts: { connect: «0s» } }\n${github}`,
  ],
  [
    'a rate out of range',
    'CM1005',
    `${head}${github.replace('    scopes', '    refresh: { ratePerSecond: «0» }\n    scopes')}`,
  ],
  [
    'a rate that is a text',
    'CM1005',
    `${head}${github.replace('    scopes', '    refresh: { ratePerSecond: «"5"» }\n    scopes')}`,
  ],
  [
    'a port that does not exist',
    'CM1005',
    `${head}gateway: { listen: «127.0.0.1:70000» }\n${github}`,
  ],
  [
    'a public URL with a path',
    'CM1005',
    `${head}gateway: { publicUrl: «https://a.example/x» }\n${github}`,
  ],
  [
    'an URL with a password',
    'CM1005',
    `${head}gateway: { publicUrl: «https://a:b@a.example» }\n${github}`,
  ],
  [
    'a path with a dot segment',
    'CM1005',
    route('{ match: { path: «/a/../b» }, upstream: https://api.github.com, policies: [] }'),
  ],
  [
    'a path of the control plane',
    'CM1005',
    route('{ match: { path: «/-/a» }, upstream: https://api.github.com, policies: [] }'),
  ],
  [
    'an algorithm with a shared key',
    'CM1005',
    `${head}${github.replace('accessPolicies', '  corp: { issuer: https://a.example, audience: a, algorithms: [«HS256»] }\naccessPolicies')}`,
  ],
  ['an empty file', 'CM1006', '«»'],
  ['a file of comments', 'CM1006', '«»# nothing\n'],
  ['no version', 'CM1006', `«p»roviders:${github.slice('providers:'.length)}`],
  ['a configuration that declares nothing', 'CM1006', '«version»: 1\n'],
  [
    'a consent by somebody who cannot log in',
    'CM1006',
    asked(
      '{ user: { identity: «corp», subject: a } }',
      '  corp: { issuer: https://a.example, audience: a }\n',
    ),
  ],
  ['a consent by a user without a name', 'CM1006', asked('{ «user»: { identity: corp } }')],
  [
    'a login without a client',
    'CM1006',
    asked(
      '{ user: { identity: corp, subject: a } }',
      corp.replace('login', '«login»').replace('clientId', 'x-id'),
    ),
  ],
  [
    'a required field that is missing',
    'CM1006',
    `${head}${github.replace('    clientId: Iv1.fake\n', '').replace('  github:\n', '  «github»:\n')}`,
  ],
  [
    'neither issuer nor key',
    'CM1006',
    `${head}${github.replace('accessPolicies', '  «corp»: {}\naccessPolicies')}`,
  ],
  [
    'no audience',
    'CM1006',
    `${head}${github.replace('accessPolicies', '  «corp»: { issuer: https://a.example }\naccessPolicies')}`,
  ],
  [
    'no client secret',
    'CM1006',
    provider('{ template: github, grant: authorizationCode, clientId: a }').replace(
      '  p:',
      '  «p»:',
    ),
  ],
  [
    'no token endpoint',
    'CM1006',
    provider(
      '{ «endpoints»: { authorization: https://a.example }, grant: authorizationCode, clientId: a, clientSecret: { env: A } }',
    ),
  ],
  [
    'no template parameter',
    'CM1006',
    provider(
      '{ «template»: entra, grant: clientCredentials, clientId: a, clientSecret: { env: A } }',
    ),
  ],
  [
    'claims without a claim',
    'CM1006',
    `${head}${github.replace('apiKey: batch', '«claims»: { identity: batch }')}`,
  ],
  [
    'an expectation of nothing',
    'CM1006',
    `${head}${github.replace('bot: {}', 'bot: { «expect»: {} }')}`,
  ],
  [
    'a route with neither connection nor policies',
    'CM1006',
    route('{ match: { path: /a }, upstream: https://api.github.com }').replace('  r:', '  «r»:'),
  ],
  [
    'a login with a key',
    'CM1007',
    `${head}${github.replace('{ env: BATCH_API_KEY }', '{ env: A }, «login»: { clientId: a }')}`,
  ],
  [
    'a consent by people of one application',
    'CM1007',
    asked('{ user: { identity: corp, subject: a, «appIds»: [b] } }'),
  ],
  [
    'who consents where nobody does',
    'CM1007',
    `${provider('{ issuer: https://a.example, grant: clientCredentials, clientId: a, clientSecret: { env: A } }')}identities:\n${corp}connections:\n  p/a: { «consent»: { by: [{ user: { identity: corp, subject: a } }] } }\n`,
  ],
  [
    'who consents for every caller',
    'CM1007',
    asked('{ user: { identity: corp, subject: a } }')
      .replace('github/bot:', 'github/users/{sub}:')
      .replace('consent:', '«consent»:'),
  ],
  [
    'issuer and key',
    'CM1007',
    `${head}${github.replace('batch: {', 'batch: { «issuer»: https://a.example,')}`,
  ],
  [
    'connection and policies',
    'CM1007',
    route(
      '{ match: { path: /a }, upstream: https://api.github.com, connection: github/bot, «policies»: [] }',
    ),
  ],
  [
    'two kinds of a principal',
    'CM1007',
    `${head}${github.replace('apiKey: batch', 'apiKey: batch, «managedIdentity»: gateway')}`,
  ],
  [
    'a secret for a public client',
    'CM1007',
    `${head}${github.replace('clientSecret', 'clientAuth: none\n    «clientSecret»')}`,
  ],
  [
    'a client of its own for a consent',
    'CM1007',
    `${head}${github.replace('bot: {}', 'bot: { «clientSecret»: { env: A } }')}`,
  ],
  [
    'a public route with the caller’s token',
    'CM1007',
    route(
      '{ public: true, match: { path: /a }, upstream: https://api.github.com, «connection»: github/bot }',
    ),
  ],
  ['a tag', 'CM1008', `${head}x-a: «!sealed» b\n${github}`],
  ['a tag of YAML 1.1', 'CM1008', `${head}x-a: «!!binary» YQ==\n${github}`],
  ['an alias to nothing', 'CM1008', `${head}x-a: «*nope»\n${github}`],
  ['an alias to itself', 'CM1008', `${head}x-a: &a [«*a»]\n${github}`],
  ['a merge key', 'CM1008', `${head}x-a: { «<<»: { b: c } }\n${github}`],
  ['YAML 1.1', 'CM1008', `«%YAML» 1.1\n---\n${head}${github}`],
  ['a NUL', 'CM1009', `${head}x-a: «\u0000»\n`],
  ['a lone surrogate', 'CM1009', `${head}x-a: «\ud800»\n`],
  ['an escaped control character', 'CM1009', `${head}x-a: «"\\e[31m"»\n${github}`],
  [
    'a variable that is not set',
    'CM1010',
    `${head}${github.replace('Iv1.fake', '«${env:NOPE}»')}`,
    {},
  ],
  [
    'a variable that is empty',
    'CM1010',
    `${head}${github.replace('Iv1.fake', '«${env:EMPTY}»')}`,
    { EMPTY: '' },
  ],
  [
    'an interpolation that is not understood',
    'CM1011',
    `${head}${github.replace('Iv1.fake', '«${NOPE}»')}`,
  ],
  [
    'an interpolation that does not end',
    'CM1011',
    `${head}${github.replace('Iv1.fake', '«${env:NOPE»')}`,
  ],
  ['an interpolation in a key', 'CM1011', `${head}«"\${env:NOPE}"»: a\n${github}`],
  [
    'an interpolated secret',
    'CM1011',
    `${head}${github.replace('{ env: GITHUB_CLIENT_SECRET }', '«${env:GITHUB_CLIENT_SECRET}»')}`,
    { GITHUB_CLIENT_SECRET: 'fake' },
  ],
  [
    'an interpolated name of a secret',
    'CM1011',
    `${head}${github.replace('env: GITHUB_CLIENT_SECRET', 'env: «"${env:NAME}"»')}`,
    { NAME: 'fake' },
  ],
  ['a section that is not there yet', 'CM1012', `${head}«environments»: [a]\n${github}`],
  [
    'a literal secret of a login',
    'CM2001',
    asked(
      '{ user: { identity: corp, subject: a } }',
      corp.replace('clientId: a', 'clientId: a, clientSecret: «not-a-real-secret»'),
    ),
  ],
  [
    'a key of a client that stands in the file',
    'CM2001',
    `${head}${github.replace('clientSecret: { env: GITHUB_CLIENT_SECRET }', 'clientAuth: { privateKeyJwt: { key: «a», alg: ES256 } }')}`,
  ],
  [
    'a key of a client beside its secret',
    'CM1007',
    `${head}${github.replace('clientSecret', 'clientAuth: { privateKeyJwt: { key: { env: A }, alg: ES256 } }\n    «clientSecret»')}`,
  ],
  [
    'a key without its algorithm',
    'CM1006',
    `${head}${github.replace('clientSecret: { env: GITHUB_CLIENT_SECRET }', 'clientAuth: { «privateKeyJwt»: { key: { env: A } } }')}`,
  ],
  ['a block without an address', 'CM1006', `${head}${github}moved: [«{» from: connection.a/b }]\n`],
  ['a block about nothing', 'CM1005', `${head}${github}removed: [{ from: «github/bot» }]\n`],
  [
    'an address that cannot be',
    'CM1019',
    `${head}${github}moved: [{ from: «connection.github», to: connection.github/bot }]\n`,
  ],
  [
    'a move to another kind',
    'CM1019',
    `${head}${github}moved: [{ from: provider.github2, to: «connection.github/bot» }]\n`,
  ],
  [
    'a move to itself',
    'CM1019',
    `${head}${github}moved: [{ from: connection.github/a, to: «connection.github/a» }]\n`,
  ],
  [
    'a pattern with more stars than it has texts for',
    'CM1019',
    `${head}${github}moved: [{ from: connection.gh/*, to: «connection.*/*» }]\n`,
  ],
  [
    'a move of what is still there',
    'CM1019',
    `${head}${github}moved: [{ from: «connection.github/*», to: connection.github/x-* }]\n`,
  ],
  [
    'a move to what is not declared',
    'CM1019',
    `${head}${github}moved: [{ from: connection.github/a, to: «connection.github/b» }]\n`,
  ],
  [
    'a move and a removal of one address',
    'CM1019',
    `${head}${github}moved: [{ from: connection.github/a, to: connection.github/bot }]\nremoved: [{ from: «connection.github/a» }]\n`,
  ],
  [
    'a move in a circle',
    'CM1019',
    `${head}${github}moved: [{ from: «connection.github/a», to: connection.github/b }, { from: «connection.github/b», to: connection.github/a }]\n`,
  ],
  [
    'a removal of what is still there',
    'CM1019',
    `${head}${github}removed: [{ from: «connection.github/bot» }]\n`,
  ],
  [
    'an import into what is no connection',
    'CM1019',
    `${head}${github}import: [{ to: «provider.github», from: { refreshToken: { env: A } } }]\n`,
  ],
  [
    'an import into a connection that is not declared',
    'CM1004',
    `${head}${github}import: [{ to: «connection.github/no», from: { refreshToken: { env: A } } }]\n`,
  ],
  [
    'two imports into one connection',
    'CM1019',
    `${head}${github}import: [{ to: connection.github/bot, from: { refreshToken: { env: A } } }, { to: «connection.github/bot», from: { refreshToken: { env: B } } }]\n`,
  ],
  [
    'a literal token of an import',
    'CM2001',
    `${head}${github}import: [{ to: connection.github/bot, from: { refreshToken: «${fake}» } }]\n`,
  ],
  [
    'a field that is not there yet',
    'CM1012',
    route('{ match: { path: /a }, upstream: https://api.github.com, policies: [], «limits»: {} }'),
  ],
  [
    'a grant that the template does not support',
    'CM1005',
    `${head}${github.replace('authorizationCode', '«clientCredentials»')}`,
  ],
  [
    'conditions that name a route which is not there',
    'CM1004',
    'version: 1\nidentities: { batch: { apiKey: { env: A } } }\nproviders: { p: { grant: static } }\nconnections: { p/c: { apiKey: { env: A } } }\naccessPolicies: { all: { connections: [p/c], allow: [{ apiKey: batch }], conditions: { routes: [«nightly»] } } }\n',
  ],
  [
    'a next API key and none that it could follow',
    'CM1006',
    'version: 1\nidentities: { batch: { «nextApiKey»: { env: A } } }\n',
  ],
  [
    'a client that is registered and declared',
    'CM1007',
    provider(
      '{ issuer: https://id.example, grant: authorizationCode, registration: {}, «clientId»: a }',
    ),
  ],
  [
    'a client to be registered for a grant that has none',
    'CM1007',
    provider('{ issuer: https://id.example, grant: tokenExchange, «registration»: {} }'),
  ],
  [
    'a client to be registered that signs',
    'CM1007',
    provider(
      '{ issuer: https://id.example, grant: authorizationCode, «registration»: {}, clientAuth: { privateKeyJwt: { key: { env: A }, alg: ES256 } } }',
    ),
  ],
  [
    'a client to be registered nobody knows where',
    'CM1006',
    provider(
      '{ endpoints: { authorization: https://id.example/a, token: https://id.example/t }, grant: authorizationCode, «registration»: {} }',
    ),
  ],
  ['a static provider with a client', 'CM1007', provider('{ grant: static, «clientId»: a }')],
  [
    'a parameter of a request that is never made',
    'CM1007',
    provider(
      '{ issuer: https://id.example, grant: clientCredentials, clientId: a, clientSecret: { env: A }, «authorizationParams»: { prompt: consent } }',
    ),
  ],
  [
    'a static connection without a credential',
    'CM1006',
    `${provider('{ grant: static }')}connections:\n  «p/a»: {}\n`,
  ],
  [
    'a static connection with two credentials',
    'CM1007',
    `${provider('{ grant: static }')}connections:\n  p/a: { apiKey: { env: A }, «basic»: { username: a, password: { env: B } } }\n`,
  ],
  [
    'a literal API key of a connection',
    'CM2001',
    `${provider('{ grant: static }')}connections:\n  p/a: { apiKey: «${fake}» }\n`,
  ],
  [
    'a literal password',
    'CM2001',
    `${provider('{ grant: static }')}connections:\n  p/a: { basic: { username: a, password: «${fake}» } }\n`,
  ],
  [
    'an API key where tokens are obtained',
    'CM1007',
    `${head}${github.replace('bot: {}', 'bot: { «apiKey»: { env: A } }')}`,
  ],
  [
    'a JWT bearer grant without an assertion',
    'CM1006',
    `${head}providers:\n  «p»: { issuer: https://id.example, grant: jwtBearer, clientId: a }\n`,
  ],
  [
    'an assertion that nobody makes',
    'CM1006',
    provider(
      '{ issuer: https://id.example, grant: jwtBearer, «assertion»: { key: { env: A }, alg: RS256 } }',
    ),
  ],
  [
    'a service account with a key of another',
    'CM1007',
    provider(
      '{ issuer: https://id.example, grant: jwtBearer, assertion: { serviceAccount: { env: A }, «key»: { env: B } } }',
    ),
  ],
  [
    'an exchange of nothing',
    'CM1006',
    `${provider(
      '{ issuer: https://id.example, grant: tokenExchange, clientId: a, clientSecret: { env: A } }',
    )}connections:\n  «p/a»: {}\n`,
  ],
  [
    'an exchange of a connection that there is not',
    'CM1004',
    `${provider(
      '{ issuer: https://id.example, grant: tokenExchange, clientId: a, clientSecret: { env: A } }',
    )}connections:\n  p/a: { subjectToken: { connection: «q/a» } }\n`,
  ],
  [
    'an exchange of itself',
    'CM1007',
    `${provider(
      '{ issuer: https://id.example, grant: tokenExchange, clientId: a, clientSecret: { env: A } }',
    )}connections:\n  p/a: { subjectToken: { connection: «p/a» } }\n`,
  ],
  [
    'a signature without a key',
    'CM1006',
    `${head}${github.replace('scopes', 'clientAuth: { «privateKeyJwt»: { alg: ES256 } }\n    scopes')}`,
  ],
  [
    'an algorithm that proves nothing',
    'CM1005',
    provider(
      '{ issuer: https://id.example, grant: clientCredentials, clientId: a, clientAuth: { privateKeyJwt: { key: { env: A }, alg: «none» } } }',
    ),
  ],
  [
    'a client authentication that there is not',
    'CM1005',
    `${head}${github.replace('scopes', 'clientAuth: «clientSecretBasik»\n    scopes')}`,
  ],
  [
    'a client authentication of the wrong type',
    'CM1005',
    `${head}${github.replace('scopes', 'clientAuth: «5»\n    scopes')}`,
  ],
  [
    'two ways to prove a client',
    'CM1007',
    `${head}${github.replace('scopes', 'clientAuth: { privateKeyJwt: { key: { env: A }, alg: ES256 }, «tls»: { cert: { env: A }, key: { env: B } } }\n    scopes')}`,
  ],
  [
    'a literal private key',
    'CM2001',
    provider(
      `{ issuer: https://id.example, grant: clientCredentials, clientId: a, clientAuth: { privateKeyJwt: { key: «${fake}», alg: ES256 } } }`,
    ),
  ],
  [
    'a private key where the name of a variable belongs',
    'CM2001',
    provider(
      `{ issuer: https://id.example, grant: clientCredentials, clientId: a, clientAuth: { privateKeyJwt: { key: { env: «${fake}» }, alg: ES256 } } }`,
    ),
  ],
  [
    'a secret for a client that signs',
    'CM1007',
    provider(
      '{ issuer: https://id.example, grant: clientCredentials, clientId: a, «clientSecret»: { env: B }, clientAuth: { privateKeyJwt: { key: { env: A }, alg: ES256 } } }',
    ),
  ],
  [
    'a secret of a connection whose client signs',
    'CM1007',
    `${provider(
      '{ issuer: https://id.example, grant: clientCredentials, clientId: a, clientAuth: { privateKeyJwt: { key: { env: A }, alg: ES256 } } }',
    )}connections:\n  p/a: { clientId: b, «clientSecret»: { env: B } }\n`,
  ],
  [
    'a next secret that takes nothing’s place',
    'CM1006',
    provider(
      '{ issuer: https://id.example, grant: clientCredentials, clientId: a, «nextClientSecret»: { env: A } }',
    ),
  ],
  [
    'an answer that no server can read',
    'CM1005',
    `${head}${github.replace('scopes', 'authorizationParams: { response_mode: «fragment» }\n    scopes')}`,
  ],
  [
    'a secret from two places',
    'CM1007',
    `${head}${github.replace('env: GITHUB_CLIENT_SECRET', 'env: A, «file»: b')}`,
  ],
  [
    'a day that the calendar does not have',
    'CM1005',
    `${head}${github.replace('{ env: GITHUB_CLIENT_SECRET }', '{ env: A, rotatedAt: «2026-02-31» }')}`,
  ],
  [
    'a setting of what is no finding',
    'CM1002',
    `${head}${github}lint: { rules: { «CM3011»: off } }\n`,
  ],
  [
    'a secret from nowhere',
    'CM1006',
    `${head}${github.replace('clientSecret: { env: GITHUB_CLIENT_SECRET }', '«clientSecret»: { rotatedAt: 2026-08-01 }')}`,
  ],
  [
    'a grant that shows passwords',
    'CM3013',
    `${head}${github.replace('authorizationCode', '«password»')}`,
  ],
  [
    'a grant through the browser',
    'CM3013',
    `${head}${github.replace('authorizationCode', '«implicit»')}`,
  ],
  [
    'no proof of an authorization code',
    'CM3013',
    `${head}${github.replace('scopes', 'pkce: «false»\n    scopes')}`,
  ],
  [
    'a plain proof of an authorization code',
    'CM3013',
    `${head}${github.replace('scopes', 'pkce: «plain»\n    scopes')}`,
  ],
  [
    'a grant that shows passwords, as a default',
    'CM3013',
    `${head}defaults: { provider: { grant: «password» } }\n${github.replace('    grant: authorizationCode\n', '')}`,
  ],
  [
    'an error that lint is not to report',
    'CM1002',
    `${head}${github}lint: { rules: { «CM1004»: off } }\n`,
  ],
  [
    'an error with the code of a rule that lint is not to report',
    'CM1002',
    `${head}${github}lint: { rules: { «CM3202»: off } }\n`,
  ],
  [
    'a setting of a rule that there is not',
    'CM1002',
    `${head}${github}lint: { rules: { «CM3999»: off } }\n`,
  ],
  ['an age out of range', 'CM1005', `${head}${github}lint: { maxSecretAge: «20s» }\n`],
  ['an age without unit', 'CM1005', `${head}${github}lint: { maxSecretAge: «"90"» }\n`],
  [
    'a route that uses a connection template',
    'CM1012',
    `${head}${github.replace('github/bot: {}', 'github/bot: {}\n  github/users/{sub}: {}')}routes:
  r: { match: { path: /a }, upstream: https://api.github.com, policies: [{ get-authorization-context: { connection: «"github/users/{sub}"» } }] }
`,
  ],
  [
    'a route that uses a connection of a template',
    'CM1012',
    route(
      '{ match: { path: /a }, upstream: https://api.github.com, connection: «github/users/x» }',
    ),
  ],
  [
    'a variable that is not declared',
    'CM1016',
    `${head}${github.replace('Iv1.fake', '«${var:client}»')}`,
  ],
  [
    'a change of scopes outside of an overlay',
    'CM1015',
    head + github.replace('[repo]', '[«+repo»]'),
  ],
  [
    'a literal secret',
    'CM2001',
    `${head}${github.replace('{ env: GITHUB_CLIENT_SECRET }', `«${fake}»`)}`,
  ],
  [
    'a literal key',
    'CM2001',
    `${head}${github.replace('apiKey: { env: BATCH_API_KEY }', 'apiKey: «12345»')}`,
  ],
  [
    'a secret as the name of a variable',
    'CM2001',
    `${head}${github.replace('GITHUB_CLIENT_SECRET', `«${fake}»`)}`,
  ],
  [
    'http to another machine',
    'CM3011',
    `${head}gateway: { publicUrl: «http://a.example» }\n${github}`,
  ],
  [
    'an http upstream',
    'CM3201',
    route('{ match: { path: /a }, upstream: «http://api.github.com», policies: [] }'),
  ],
  [
    'an http issuer',
    'CM3011',
    `${head}${github.replace('accessPolicies', '  corp: { issuer: «http://a.example», audience: a }\naccessPolicies')}`,
  ],
  [
    'an http redirect',
    'CM3011',
    `${head}${github.replace('bot: {}', 'bot: { postLoginRedirectUrl: «http://a.example/b» }')}`,
  ],
  [
    'a provider without connections',
    'CM3102',
    provider(
      '{ template: github, grant: authorizationCode, clientId: a, clientSecret: { env: A } }',
    ).replace('  p:', '  «p»:'),
  ],
  [
    'a connection that nobody may use',
    'CM3103',
    `${head}${github.slice(0, github.indexOf('identities')).replace('github/bot', '«github/bot»')}`,
  ],
  [
    'a token for a foreign host',
    'CM3202',
    route(
      '{ match: { path: /a }, upstream: «https://api.github.com.evil.example», connection: github/bot }',
    ),
  ],
  [
    'two routes for the same requests',
    'CM3204',
    `${route('{ match: { path: /a/*, methods: [GET, PUT] }, upstream: https://api.github.com, policies: [] }')}  s: { match: { path: «/a/*», methods: [PUT] }, upstream: https://api.github.com, policies: [] }\n`,
  ],
]

for (const [title, code, marked, env] of rows) {
  t.test(`${title} is ${code}, at its place`, async (t) => {
    const { text, at } = unmarked(marked)
    const { diagnostics } = load(text, env)
    t.strictSame(
      places(diagnostics),
      at.map((place) => `${code} ${place}`),
    )
  })
}

/** Where the fixtures of codes stand that need more than the text of one file. */
const elsewhere: { readonly [code: string]: string } = {
  CM1013: 'files.test.ts',
  CM1014: 'for-each.test.ts',
  CM1015: 'overlay.test.ts',
  CM1017: 'for-each.test.ts',
  CM1018: 'for-each.test.ts',
  CM2003: '../e2e/secrets.test.ts',
  CM2004: '../e2e/secrets.test.ts',
  CM2005: '../engine/verifying-clients.test.ts',
  CM5003: '../engine/verifying-clients.test.ts',
  CM5004: '../engine/registering.test.ts',
}

t.test('every code has a fixture with its place', async (t) => {
  // What `lint` alone finds has its fixtures in lint.test.ts and lint-facts.test.ts, which see to it.
  const linted = [...rules.flatMap(({ codes }) => codes), 'CM0001', 'CM0002']
  for (const code of Object.keys(diagnosticCodes)) {
    if (rows.some((row) => row[1] === code)) continue
    const file = elsewhere[code]
    if (file === undefined) {
      t.ok(linted.includes(code), `${code} has a fixture`)
      continue
    }
    const text = readFileSync(new URL(file, import.meta.url), 'utf8')
    t.match(text, new RegExp(`${code}.{0,120}[ :]\\d+:\\d+`), `${code} has a place in ${file}`)
  }
})

t.test('all errors of a stage are reported, by place, and none of a later stage', async (t) => {
  const { text, at } = unmarked(`${head}
providers:
  github:
    template: githb
    grant: authorizationCode
    «scops»: [a]
    clientId: a
    clientSecret: «plain»
connections:
  nope/bot: { «labls»: {} }
routes:
  r: { match: { «pth»: /a, path: «1» }, upstream: http://a.example, connection: nope/nope }
`)
  const codes = ['CM1002', 'CM2001', 'CM1002', 'CM1002', 'CM1005']
  t.strictSame(
    places(load(text).diagnostics),
    at.map((place, index) => `${codes[index]} ${place}`),
  )
})

t.test('what is misspelled is not missing as well', async (t) => {
  const texts: readonly string[] = [
    `${head}${github.replace('batch: { apiKey', 'batch: { «apikey»')}`,
    `${head}${github.replace('template:', '«preset»:')}`,
    `${head}${github.replace('template: github', '«token_url»: https://a.example')}`,
    `${head}${github.replace('env: GITHUB', '«environment»: GITHUB')}`,
    `${head}${github.replace('batch: {', 'c: { issuer: https://a.example, «aud»: b }\n  batch: {')}`,
    route('{ match: { path: /a }, upstream: https://api.github.com, «conection»: github/bot }'),
  ]
  for (const marked of texts) {
    const { text, at } = unmarked(marked)
    t.strictSame(places(load(text).diagnostics), [`CM1002 ${at[0]}`], marked)
  }
})

t.test('an error says what to do, where the text tells how it came about', async (t) => {
  const help = (text: string): string =>
    load(text)
      .diagnostics.flatMap((each) => each.help ?? [])
      .join('; ')
  const at = (from: string, to: string): string => head + github.replace(from, to)
  const guard = (text: string): string => at('bot: {}', `bot: { lifecycle: ${text} }`)
  const table: readonly (readonly [string, RegExp])[] = [
    [at('bot: {}', 'bot:\n    scopes:[repo]'), /a space behind it/],
    [
      at('github:\n    template: github', 'github: {}\n  template: github\n  other:'),
      /indented below its name/,
    ],
    [guard('{ preventDestroy: yes }'), /write true/],
    [guard('{ preventDestroy: Off }'), /write false/],
    [guard('{ preventDestroy: "true" }'), /remove the quotes/],
    [`version: "1"\n${github}`, /remove the quotes/],
    [at('bot: {}', 'bot:'), /write \{\}/],
    [at('bot: {}', 'bot: { new: true }'), /environment only/],
    [at('clientSecret: { env:', 'clientSecret: { env: A\n      file:'), /comma between/],
    [at('Iv1.fake', 'Iv1\n    x-a: { a: ${env:B} }'), /needs quotes/],
    [`${head}x-a: { a: {{ auth.accessToken }} }\n`, /needs quotes/],
  ]
  for (const [text, expected] of table) t.match(help(text), expected, text)
})

t.test('an error names what was probably meant', async (t) => {
  const label = (text: string): string | undefined => load(text).diagnostics[0]?.label
  const field = (from: string, to: string): string => `${head}${github.replace(from, to)}`
  const table: readonly (readonly [string, string])[] = [
    [field('scopes', 'scope'), 'did you mean "scopes"?'],
    [field('clientId', 'client_id'), 'did you mean "clientId"?'],
    [field('scopes: [repo]', 'token_url: https://a.example'), 'did you mean "endpoints.token"?'],
    [field('scopes: [repo]', 'jwks: https://a.example'), 'did you mean "endpoints.jwks"?'],
    [field('bot: {}', 'bot: { preventDestroy: true }'), 'did you mean "lifecycle.preventDestroy"?'],
    [field('github/bot', 'gihtub/bot'), 'no provider with this name; did you mean "github"?'],
    [
      field('template: github', 'template: gihub'),
      'no template with this name; did you mean "github"?',
    ],
    [field('scopes: [repo]', 'zzz: 1'), 'not known here'],
  ]
  for (const [text, expected] of table) t.equal(label(text), expected)
})
