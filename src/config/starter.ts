/** What `credmgr init` writes below the lines about the schema: a whole configuration, with the least that a first call needs. */
export const starterConfig: string = `version: 1

gateway:
  # Where browsers reach consent pages and the callback. At the provider, register the callback URL
  # <publicUrl>/-/callback/github
  publicUrl: \${env:CREDMGR_PUBLIC_URL:-http://127.0.0.1:8080}
  listen: 127.0.0.1:8080

# Ways to authenticate callers. A secret is always a reference, { env: … } or { file: … }.
identities:
  local:
    apiKey: { env: CREDMGR_API_KEY }

# Authorization servers, and the client that is registered there.
providers:
  github:
    template: github
    grant: authorizationCode
    clientId: \${env:GITHUB_CLIENT_ID}
    clientSecret: { env: GITHUB_CLIENT_SECRET }
    scopes: [read:user]

# Credentials: provider/name. A person consents once, in a browser.
connections:
  github/me:
    description: reads a profile

# Who may use which connection. What no policy allows is denied.
accessPolicies:
  local-tools:
    connections: [github/me]
    allow:
      - apiKey: local

# What the gateway forwards:
#   curl -H "X-Api-Key: $CREDMGR_API_KEY" http://127.0.0.1:8080/github/user
routes:
  github:
    match: { path: /github/**, methods: [GET] }
    upstream: https://api.github.com
    connection: github/me
`

/** What `credmgr init --env NAME` writes below the lines about the schema: an overlay that changes nothing. */
export const starterOverlay: string = `# What is different here; everything else is as the configuration says. A value replaces the one
# there, null deletes it, a list of scopes also takes ["+more", "-less"], and an object that is only
# here says new: true.
version: 1
`
