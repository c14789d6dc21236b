import type { DiagnosticCode } from '../model/index.ts'

/** What `credmgr explain CODE` tells: paragraphs, an example that is wrong, and one that is right. */
export interface Explanation {
  readonly text: readonly string[]
  readonly wrong: string
  readonly right: string
}

const why = (...text: readonly string[]) => ({
  not: (wrong: string) => ({ but: (right: string): Explanation => ({ text, wrong, right }) }),
})

/** One for every code there is. Examples are pieces of a configuration. */
export const explanations: { readonly [Code in DiagnosticCode]: Explanation } = {
  CM0001: why(
    'A comment says that a finding is meant, and there is no such finding on its line. It was put right, or the comment stands on the wrong line: it belongs at the end of the line of the finding or on the line above.',
  )
    .not('github/bot: # credmgr:ignore CM3108 any account will do\n  expect: { account: bot }')
    .but('github/bot:\n  expect: { account: bot }'),
  CM0002: why(
    'A comment that ignores a finding must name its code and say why the finding is right here; without both it has no effect.',
  )
    .not('github/bot: {} # credmgr:ignore CM3108')
    .but('github/bot: {} # credmgr:ignore CM3108 any member of the team may connect theirs'),
  CM1001: why(
    'The text is not YAML 1.2. For a quote or bracket that is never closed the place is where it opens, not where the parser gave up.',
  )
    .not('upstream: "https://api.github.com')
    .but('upstream: "https://api.github.com"'),
  CM1002: why(
    'The field is not one that may stand here. Names are written in camelCase; the message says which field was probably meant, and which ones there are. A note of your own may stand under a key that begins with x-.',
  )
    .not('providers:\n  github: { client_id: Iv1.example }')
    .but('providers:\n  github: { clientId: Iv1.example }'),
  CM1003: why(
    'Every name may be declared once. Two declarations of one name would leave it to their order which one holds, so both places are shown.',
  )
    .not('connections:\n  github/bot: {}\n  github/bot: { scopes: [repo] }')
    .but('connections:\n  github/bot: { scopes: [repo] }'),
  CM1004: why(
    'Something is referred to by a name that nothing declares, or that declares something of another kind: a connection begins with the name of its provider, a principal names an identity, a route a connection.',
  )
    .not('providers: { github: … }\nconnections: { githb/bot: {} }')
    .but('providers: { github: … }\nconnections: { github/bot: {} }'),
  CM1005: why(
    'The value is not of the type or form that the field needs; the message says what was expected. A number or true where a text is wanted needs quotes.',
  )
    .not('gateway: { timeouts: { connect: 10 } }')
    .but('gateway: { timeouts: { connect: 10s } }'),
  CM1006: why(
    'A field is required here, by itself or because of another field: an identity needs issuer and audience, or apiKey.',
  )
    .not('identities:\n  ci: { issuer: https://token.actions.githubusercontent.com }')
    .but(
      'identities:\n  ci: { issuer: https://token.actions.githubusercontent.com, audience: credmgr }',
    ),
  CM1007: why(
    'Two fields contradict each other, or a field does not go with the grant of its provider.',
  )
    .not('routes:\n  r: { connection: github/bot, policies: [], … }')
    .but('routes:\n  r: { connection: github/bot, … }'),
  CM1008: why(
    'Of YAML’s further means only anchors and aliases within one file are read, and an alias may neither contain itself nor stand for very much. Tags and merge keys (<<) are refused, because they change what a text means without a sign of it.',
  )
    .not('connections:\n  github/bot: { <<: *common }')
    .but('connections:\n  github/bot: *common'),
  CM1009: why(
    'A file may have 8 MB, 1,500,000 words and signs and a depth of 64, and must be text in UTF-8 without control characters. What is larger is written with forEach over a data file.',
  )
    .not('description: "\\e[31mred"')
    .but('description: red'),
  CM1010: why(
    'An interpolation names a variable that has no value, and gives no default. One that is set and empty counts as not set, unless a default is given with :-',
  )
    .not('clientId: ${env:GITHUB_CLIENT_ID}   # with GITHUB_CLIENT_ID not set')
    .but('clientId: ${env:GITHUB_CLIENT_ID:-Iv1.example}'),
  CM1011: why(
    'Interpolations are filled into values, never into keys, and never where a secret stands, because what they read is printed and stored. To write ${ itself, write $${.',
  )
    .not('clientSecret: ${env:GITHUB_CLIENT_SECRET}')
    .but('clientSecret: { env: GITHUB_CLIENT_SECRET }'),
  CM1012: why(
    'The language describes this and this version of credmgr does not have it. It is refused, so that nobody relies on something that is not done.',
  )
    .not('routes:\n  a: { limits: { … }, … }')
    .but('routes:\n  a: { timeout: 2m, … }'),
  CM1013: why(
    'Only the main file includes others. Its globs are relative to it, stay in its directory, and match a file each: a glob that matches nothing is most often misspelt, and would delete what those files declared.',
  )
    .not('include: [../shared/*.yaml]')
    .but('include: [config/**/*.yaml]'),
  CM1014: why(
    'An object with forEach stands for many, one for every row of a list of keys, of a mapping from key to value, or of a data file. Its name says with {key} where the key of the row belongs; without it every object would have the same name.',
  )
    .not('connections:\n  github/bot:\n    forEach: [blue, green]')
    .but('connections:\n  github/bot-{key}:\n    forEach: [blue, green]'),
  CM1015: why(
    'An overlay changes what the configuration declares. What it adds must say so with new: true, because a slip of the fingers would otherwise make an object. A list whose order is of no meaning is changed by items that all begin with + or -; in any other file such a sign belongs to the scope, which is hardly meant.',
  )
    .not('# environments/prod.yaml\nconnections:\n  github/bto: { scopes: [repo] }')
    .but('# environments/prod.yaml\nconnections:\n  github/bot: { scopes: [repo] }'),
  CM1016: why('Variables are declared under vars, with a default, before they are used or set.')
    .not('clientId: ${var:client}')
    .but('vars: { client: Iv1.example }\n…\nclientId: ${var:client}'),
  CM1017: why(
    'A row of data lacks what the object with forEach asks for: its key, or a field that ${each.value.FIELD} names and that has no default. A key becomes a part of a name: lower case letters, digits and hyphens. The place is the line of the row.',
  )
    .not('# users.csv\nid,email\nAlice Smith,alice@acme.example')
    .but('# users.csv\nid,email\nalice,alice@acme.example'),
  CM1018: why(
    'The data file of a forEach is not there, leads out of the directory of the main file, or cannot be read. Its name says what it is: .csv with a first line that names the columns, .ndjson or .jsonl with one JSON value a line, .json with one list or one mapping.',
  )
    .not('forEach: { file: ../users.xlsx }')
    .but('forEach: { file: users.csv, key: id }'),
  CM1019: why(
    'A block under moved, removed or import contradicts the rest of the configuration: what has moved away or was removed must not be declared any more, what it has become must be; a move keeps the kind, uses as many * on both sides, and leads neither in a circle nor two objects to one address. Only a connection whose users consent has a refresh token to import.',
    'The blocks may stay for ever: one that is done, or that names what an environment never had, changes nothing.',
  )
    .not(
      'connections: { github/bob: {} }\nmoved: [{ from: connection.github/bob, to: connection.github/robert }]',
    )
    .but(
      'connections: { github/robert: {} }\nmoved: [{ from: connection.github/bob, to: connection.github/robert }]',
    ),
  CM2001: why(
    'A secret stands in the file itself. What was once pushed stays in the history of a repository: take it out, and rotate it.',
  )
    .not('clientSecret: 3f0c…')
    .but('clientSecret: { env: GITHUB_CLIENT_SECRET }'),
  CM2003: why(
    'plan and apply read every secret that the configuration refers to. The variable is not set, or the file is not there, empty or not readable. validate and lint read no secret.',
  )
    .not('clientSecret: { file: ./client-secret }   # and there is no such file')
    .but('clientSecret: { file: /run/secrets/client-secret }'),
  CM2004: why(
    'A sealed value opens only with the key of its environment, and only in the field that it was sealed for: copied to another provider, field or environment it is refused. The message says which of these it is; credmgr keys check tells it of all sealed values.',
  )
    .not('prod:\n  clientSecret: { sealed: "cms1:… sealed for the environment dev" }')
    .but('prod:\n  clientSecret: { sealed: "cms1:… sealed with --env prod" }'),
  CM2005: why(
    'A private key is PKCS#8 in PEM or a JSON Web Key, and of the kind that its alg names; a certificate is PEM; a service account is the JSON file that Google gives out; a webhook secret is one of Standard Webhooks. What was read is none of that, and nothing could be signed or shown with it. openssl pkcs8 -topk8 -nocrypt makes PKCS#8 of another form. Nothing of the value is shown.',
  )
    .not('clientAuth: { privateKeyJwt: { key: { file: ./rsa.pem }, alg: ES256 } }')
    .but('clientAuth: { privateKeyJwt: { key: { file: ./ec.pem }, alg: ES256 } }'),
  CM3001: why(
    'A token with this scope opens everything, and whoever may use the connection can do all of it. Ask for the scopes that the routes need, in several connections where their needs differ.',
  )
    .not('scopes: ["https://mail.google.com/"]')
    .but('scopes: ["https://www.googleapis.com/auth/gmail.send"]'),
  CM3003: why(
    'An OpenID provider gives a refresh token to those who ask for one: with the scope offline_access, at Google with the parameter access_type=offline. Without one a person has to consent again whenever the token has expired.',
  )
    .not('issuer: https://id.example\nscopes: [openid, orders.read]')
    .but('issuer: https://id.example\nscopes: [openid, orders.read, offline_access]'),
  CM3010: why(
    'The issuer is on one host, and codes or client secrets would be sent to another one. Unless a template knows the host, this is a mistake or worse. Where the provider really has two hosts, say so in a comment that ignores the finding.',
  )
    .not('issuer: https://id.example\nendpoints: { token: https://id.example.net/token, … }')
    .but('issuer: https://id.example   # apply discovers the endpoints'),
  CM3011: why(
    'Tokens and codes travel to this URL, or are checked with what is read from it, so it must use https. Only a loopback address may use http.',
  )
    .not('gateway: { publicUrl: http://credmgr.acme.example }')
    .but('gateway: { publicUrl: https://credmgr.acme.example }'),
  CM3012: why(
    'Where a browser may be sent after a consent is compared letter for letter, so a wildcard matches nothing; if it did, a page of somebody else’s could be reached.',
  )
    .not('allowedRedirectUrls: ["https://*.acme.example/done"]')
    .but('allowedRedirectUrls: [https://a.acme.example/done, https://b.acme.example/done]'),
  CM3014: why(
    'RFC 6749 section 2.3.1 recommends against a client secret in the body of the request, and every server must understand the header. Some only understand the body: their templates say so, and a comment can.',
  )
    .not('issuer: https://id.example\nclientAuth: clientSecretPost')
    .but('issuer: https://id.example\nclientAuth: clientSecretBasic'),
  CM3015: why(
    'The scope openid asks for an id_token, which says whose account consented. Without an issuer there is nothing to check it with, so it is dropped.',
  )
    .not('endpoints: { authorization: …, token: … }\nscopes: [openid]')
    .but('issuer: https://id.example\nscopes: [openid]'),
  CM3002: why(
    'The template lists the scopes of its provider, and this one is not among them: a slip, or a scope that is newer than the list. A provider answers an unknown scope with an error, or silently leaves it out of the grant.',
  )
    .not('providers:\n  github: { template: github, scopes: [read:orgs], … }')
    .but('providers:\n  github: { template: github, scopes: [read:org], … }'),
  CM3004: why(
    'Every route that takes this token allows only methods that read, and the scope lets the token write. Who gets hold of it could do more than any route lets a caller do.',
  )
    .not('scopes: [write:org]   # and all routes: methods: [GET]')
    .but('scopes: [read:org]'),
  CM3013: why(
    'credmgr proves every authorization code with PKCE and the method S256 (RFC 7636), and obtains tokens by no grant that gives them to the browser or asks people for their passwords (RFC 9700 sections 2.1.2 and 2.4). There is nothing to switch off.',
  )
    .not('providers:\n  erp: { grant: password, pkce: false, … }')
    .but('providers:\n  erp: { grant: authorizationCode, … }'),
  CM3016: why(
    'Two environments use one client of one authorization server: a token of the one works in the other, and a secret that leaks from a test has to be replaced in production.',
  )
    .not('# environments/dev.yaml and prod.yaml\nproviders: { erp: { clientId: credmgr } }')
    .but('# environments/prod.yaml\nproviders: { erp: { clientId: credmgr-prod } }'),
  CM3017: why(
    'The secret says when it was last replaced, and that was longer ago than lint.maxSecretAge (180 days). Replace it at the provider, then here, and write the day down.',
  )
    .not('clientSecret: { env: ERP_SECRET, rotatedAt: 2020-01-31 }')
    .but('clientSecret: { env: ERP_SECRET, rotatedAt: 2026-11-02 }'),
  CM3105: why(
    'The provider has granted scopes that the configuration does not declare, from an earlier consent or of its own accord. The token can do more than what was reviewed. Only lint --with-state sees this.',
  )
    .not('scopes: [read:org]   # granted: read:org, repo')
    .but('scopes: [read:org]   # consented again after repo was taken out'),
  CM3301: why(
    'A connection that was applied with lifecycle.preventDestroy is not declared any more: every plan is refused until it is declared again without the guard (only lint --with-state sees this). As a warning: in an environment called prod a connection that a person has consented to has no guard.',
  )
    .not('# --env prod\nconnections: { github/bot: {} }')
    .but('# --env prod\nconnections: { github/bot: { lifecycle: { preventDestroy: true } } }'),
  CM3302: why(
    'A block under moved, removed or import has been in version control for more than 90 days, and the state shows that it is done. Once every environment has applied it, it says nothing any more. It is looked for with --with-state only.',
  )
    .not(
      'moved: [{ from: connection.github/bob, to: connection.github/robert }] # in every state for a year',
    )
    .but('moved: []'),
  CM3303: why(
    'Only the overlay of production changes these scopes or this upstream. What production runs has then been tried nowhere before.',
  )
    .not('# environments/prod.yaml alone\nconnections: { erp/orders: { scopes: [orders.write] } }')
    .but(
      '# environments/staging.yaml has it too\nconnections: { erp/orders: { scopes: [orders.write] } }',
    ),
  CM3304: why(
    'The file is a part of the configuration and git does not track it: nobody reviews it, and another machine does not have it. A file outside of the directory of the main file is refused by CM1013.',
  )
    .not('include: [config/**/*.yaml]   # config/new.yaml was never added')
    .but('git add config/new.yaml'),
  CM3405: why(
    'A key, a state or a saved plan is tracked by git. Whoever has the repository, now or in its history, can open every sealed token. credmgr init writes the lines of .gitignore.',
  )
    .not('git add .credmgr credmgr.key')
    .but('# .gitignore\n.credmgr/\ncredmgr.key'),
  CM5003: why(
    'A client whose secret, key, certificate, assertion or clientAuth changes is tried at its token endpoint before anything is committed, and this one was refused. Of clientSecret and nextClientSecret each that changes is tried by itself. Nothing was changed; the gateway goes on with what it had. It is the value that is wrong, or the way in which it is presented (clientAuth), or the provider does not have it yet. apply --no-verify commits without asking.',
  )
    .not('clientSecret: { env: SECRET_OF_ANOTHER_CLIENT }')
    .but('clientSecret: { env: GITHUB_CLIENT_SECRET }'),
  CM5004: why(
    'The client is to be registered by apply (RFC 7591), and the metadata of the issuer names no registration_endpoint. Nothing was changed. Register the client by hand and declare its clientId, or name the endpoint where there is one that the metadata keeps to itself.',
  )
    .not('issuer: https://idp.acme.example   # which registers nobody\nregistration: {}')
    .but('issuer: https://idp.acme.example\nclientId: credmgr'),
  CM3501: why(
    'More than a thousand connections are written out in YAML. As data they are read many times faster, and a review shows rows instead of pages: forEach makes connections of a CSV, NDJSON or JSON file.',
  )
    .not('connections:\n  github/user-0001: { expect: { account: a } }\n  github/user-0002: …')
    .but(
      'connections:\n  github/user-{key}:\n    forEach: { file: users.ndjson }\n    expect: { account: "${each.value.account}" }',
    ),
  CM3102: why(
    'It is declared and nothing uses it. What is not needed is a way in that nobody watches: remove it, or use it.',
  )
    .not(
      'connections: { github/bot: {}, github/old: {} }\nroutes: { r: { connection: github/bot, … } }',
    )
    .but('connections: { github/bot: {} }\nroutes: { r: { connection: github/bot, … } }'),
  CM3103: why(
    'What no access policy allows is denied, so every request to a route with this connection will be refused.',
  )
    .not('connections: { github/bot: {} }\naccessPolicies: {}')
    .but('accessPolicies:\n  ci: { connections: [github/bot], allow: [{ apiKey: batch }] }'),
  CM3104: why(
    'Everybody who is this principal is also another one of the list. The narrower one restricts nothing, though it looks as if it did.',
  )
    .not(
      'allow:\n  - claims: { identity: ci, repository: acme/app }\n  - claims: { identity: ci, repository: acme/app, ref: refs/heads/main }',
    )
    .but('allow:\n  - claims: { identity: ci, repository: acme/app, ref: refs/heads/main }'),
  CM3106: why(
    'A public route authenticates nobody, and this one acts with the consent of a person: whoever reaches the gateway acts in that person’s name (a confused deputy). Authenticate the callers, or use client credentials.',
  )
    .not(
      'public: true\npolicies:\n  - get-authorization-context: { connection: github/alice, identityType: managed }',
    )
    .but('connection: github/alice   # and no public'),
  CM3107: why(
    'The connection belongs to one person, and every member of a group may use it: what they do is done in that person’s name. Connect an account that is made for it, or a connection a person.',
  )
    .not(
      'connections: { github/alice: { expect: { account: alice } } }\n…\nallow: [{ group: { identity: corp, objectId: … } }]',
    )
    .but(
      'connections: { github/alice: { expect: { account: alice } } }\n…\nallow: [{ user: { identity: corp, objectId: … } }]',
    ),
  CM3108: why(
    'Whoever opens the consent link connects whatever account they are logged in with; callers would then work in a stranger’s account. With expect the consent of any other account is refused; with consent.by only those who are named may give one, and they log in first.',
  )
    .not('github/release-bot: {}')
    .but('github/release-bot: { expect: { account: acme-release-bot } }'),
  CM3201: why(
    'A token would travel to this upstream where everybody on the way can read it. Only a loopback address may use http: what stands beside the gateway on another machine needs https, or a proxy on the gateway’s own.',
  )
    .not('upstream: http://api.example')
    .but('upstream: https://api.example'),
  CM3202: why(
    'The provider’s template, or apiHosts, says which hosts its tokens are for, and this upstream is none of them. If the host belongs to the provider, add it to apiHosts.',
  )
    .not('upstream: https://api.github.com.evil.example')
    .but('upstream: https://api.github.com'),
  CM3203: why(
    'A token would go to an IP address, or to the address where a cloud gives a machine its credentials. Addresses change hands, and no name proves who answers there. Loopback is left alone.',
  )
    .not('upstream: https://10.0.0.7/api')
    .but('upstream: https://erp.example/api'),
  CM3204: why(
    'Of several routes that fit a request the more specific one takes it: by path, then by the number of conditions. Here both are equal, so nothing but their names would decide.',
  )
    .not(
      'a: { match: { path: /x, headers: { x-a: 1 } }, … }\nb: { match: { path: /x, headers: { x-b: 1 } }, … }',
    )
    .but('a: { match: { path: /x, headers: { x-a: 1 } }, … }\nb: { match: { path: /x }, … }'),
  CM3205: why(
    'The route takes every path on every host, or every method with a token that may write. A route should let through what its callers need.',
  )
    .not('match: { path: /github/** }   # with the scope repo')
    .but('match: { path: /github/**, methods: [GET] }'),
  CM3206: why(
    'The header keeps what the caller sent, beside the token or instead of it, so that a caller chooses the credential that the upstream sees.',
    'Or the token stands in the query of the request, which servers write into their logs. Where an API takes it nowhere else, say so in a comment that ignores this finding.',
  )
    .not('set-header: { X-Token: { value: "{{ auth.accessToken }}", existsAction: skip } }')
    .but('set-header: { X-Token: "{{ auth.accessToken }}" }'),
  CM3210: why(
    'With the origin * in its cors policy, every page in a caller’s browser may send requests by this route and read the answers that a token was needed for; on a public route nobody is asked who it is.',
  )
    .not('cors: { allowedOrigins: ["*"] }')
    .but('cors: { allowedOrigins: [https://app.example] }'),
  CM3401: why(
    'A text begins as the secrets of a well-known issuer do, in a value, a note or a comment. What was once pushed stays in the history of a repository: take it out, and rotate it.',
  )
    .not('# works with ghp_…')
    .but('# works with the token in GITHUB_TOKEN'),
  CM3403: why(
    'A sealed value that is cut off opens nowhere; one that was sealed to an older key stops to open when that key is taken out of the keyring. Seal it again: credmgr secrets seal, or credmgr keys rotate, which does it for all of them.',
  )
    .not('clientSecret: { sealed: "cms1:0a1b2c3d:AAAA" }')
    .but('clientSecret: { sealed: "cms1:4e5f6a7b:…" }'),
  CM3404: why(
    'A program without an absolute path is looked for in PATH, and another one of that name may be found first; it is handed the right to give the secret. A file of a secret that every user of the machine can read is told by plan and apply, which read it: chmod 600. What Docker and Kubernetes mount under /run/secrets is for one container alone.',
  )
    .not('clientSecret: { exec: [op, read, "op://vault/github/secret"] }')
    .but('clientSecret: { exec: [/usr/bin/op, read, "op://vault/github/secret"] }'),
  CM3402: why(
    'The variable is named like a secret and filled into a field that is not secret: its value would stand in the plan and in the state.',
  )
    .not('authorizationParams: { hint: "${env:LOGIN_TOKEN}" }')
    .but('clientSecret: { env: LOGIN_SECRET }'),
}
