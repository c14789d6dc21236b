/** Configurations of many connections, as files: for benchmarks. */

/** Where the main file of a configuration stands. */
export const config = 'credmgr.config.yaml'

const head = `version: 1
identities: { batch: { apiKey: { env: K } } }
providers:
  github: { template: github, grant: authorizationCode, clientId: a, clientSecret: { env: S }, scopes: [repo] }
accessPolicies: { all: { connections: [github/*], allow: [{ apiKey: batch }] } }
`

/** The values of the variables that {@link head} asks for. */
export const secrets: NodeJS.ProcessEnv = { K: 'k'.repeat(32), S: 's'.repeat(32) }

/** Eight lines a connection, as in a file that people have written. */
export function block(connections: number): string {
  const one = (at: number): string => `  github/user-${at}:
    scopes:
      - repo
      - read:org
    expect:
      email: user${at}@acme.example
      account: account-${at}
    description: the connection of user ${at}
`
  return `${head}connections:\n${Array.from({ length: connections }, (_, at) => one(at)).join('')}`
}

/** A main file, and as many included ones, each with as many connections. */
export function blocks(included: number, connections: number): { readonly [file: string]: string } {
  const text = block(connections).slice(head.length)
  const parts = Array.from({ length: included }, (_, at) => {
    return [`config/${at}.yaml`, text.replaceAll('github/user-', `github/part-${at}-`)] as const
  })
  return { [config]: `${head}include: [config/*.yaml]\n`, ...Object.fromEntries(parts) }
}

/** The same connections as lines of JSON, and the one declaration that makes them. */
export function rows(connections: number): { readonly [file: string]: string } {
  const one = (at: number): string =>
    JSON.stringify({ key: `user-${at}`, email: `user${at}@acme.example`, account: `account-${at}` })
  const lines = Array.from({ length: connections }, (_, at) => one(at)).join('\n')
  return { [config]: many, 'users.ndjson': lines }
}

const many = `${head}connections:
  github/{key}:
    forEach: { file: users.ndjson }
    scopes: [repo, read:org]
    expect: { email: "\${each.value.email}", account: "\${each.value.account}" }
    description: the connection of \${each.key}
`

/** As many objects for Terraform, made as its users would make them: `for_each` over YAML. */
export function terraform(objects: number): { readonly [file: string]: string } {
  const one = (at: number): string =>
    `user-${at}: { scopes: [repo, "read:org"], email: user${at}@acme.example, account: account-${at}, provider: github }`
  const yaml = Array.from({ length: objects }, (_, at) => one(at)).join('\n')
  return { 'users.yaml': `${yaml}\n`, 'main.tf': main }
}

const main = `locals { users = yamldecode(file("users.yaml")) }
resource "terraform_data" "connection" {
  for_each = local.users
  input    = each.value
}
`
