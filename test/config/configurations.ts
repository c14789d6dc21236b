import fc from 'fast-check'

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,6}$/)

/** Valid configurations as data. */
export const configuration = fc
  .record({
    identities: fc.uniqueArray(name, { minLength: 1, maxLength: 3 }),
    providers: fc.uniqueArray(name, { minLength: 1, maxLength: 3 }),
    connections: fc.uniqueArray(name, { minLength: 1, maxLength: 4 }),
    scopes: fc.uniqueArray(name, { maxLength: 4 }),
    labels: fc.dictionary(name, name, { maxKeys: 3 }),
  })
  .map(({ identities, providers, connections, scopes, labels }) => ({
    version: 1,
    identities: table(identities, () => ({
      issuer: 'https://a.example',
      audience: scopes.length > 0 ? scopes : 'a',
    })),
    providers: table(providers, () => ({
      template: 'github',
      grant: 'authorizationCode',
      clientId: 'a',
      clientSecret: { env: 'A' },
      scopes,
    })),
    connections: table(
      providers.flatMap((provider) => connections.map((each) => `${provider}/${each}`)),
      () => ({ labels, expect: { account: 'a', tenant: 'b' } }),
    ),
    accessPolicies: {
      all: {
        connections: providers.map((each) => `${each}/*`),
        allow: identities.map((identity) => ({ claims: { identity, sub: 'a', azp: 'b' } })),
      },
    },
  }))

function table<T>(names: readonly string[], value: () => T): { readonly [name: string]: T } {
  return Object.fromEntries(names.map((each) => [each, value()]))
}

/**
 * Data as an author might write it: fields in any order, any indentation, brackets or blocks, quotes
 * or none, blank lines, and comments wherever YAML takes one.
 *
 * @param next Numbers that decide.
 */
export function written(value: unknown, next: () => number): string {
  const often = (share: number): boolean => next() % 100 < share
  const nothing = (): string => ''
  const comment = (): string =>
    `# ${['a', 'about: {this}', "it's", 'x: [', '---'][next() % 5]}${next() % 100}`
  const lines = (indent: string): string => {
    const blank = often(15) ? '\n' : ''
    const above = often(20) ? `${often(80) ? indent : ' '.repeat(next() % 9)}${comment()}\n` : ''
    return blank + above + (often(8) ? '\n' : '')
  }
  const after = (): string => (often(15) ? ` ${comment()}` : '')
  const scalar = (each: unknown): string => {
    if (typeof each !== 'string') return JSON.stringify(each)
    return [each, `'${each}'`, JSON.stringify(each)][often(70) ? 0 : next() % 3] ?? ''
  }
  const entries = (each: object): readonly (readonly [string, unknown])[] =>
    Object.entries(each)
      .map((entry) => ({ entry, at: next() }))
      .toSorted((left, right) => left.at - right.at)
      .map(({ entry }) => entry)
  const flow = (each: unknown, gap: () => string): string => {
    if (typeof each !== 'object' || each === null) return scalar(each)
    const items = Array.isArray(each)
      ? each.map((item) => flow(item, gap))
      : entries(each).map(([key, item]) => `${scalar(key)}: ${flow(item, gap)}`)
    const [open, close] = Array.isArray(each) ? '[]' : '{}'
    return `${open}${gap()}${items.join(`,${gap()} `)}${gap()}${close}`
  }
  const isEmpty = (each: object): boolean => Object.keys(each).length === 0
  const block = (each: unknown, indent: string): string => {
    const bracketGap = (): string => (often(10) ? `${after()}\n${indent}    ` : '')
    if (typeof each !== 'object' || each === null) return ` ${scalar(each)}${after()}\n`
    if (isEmpty(each) || often(25))
      return ` ${flow(each, often(30) ? bracketGap : nothing)}${after()}\n`
    const inner = `${indent}${' '.repeat(1 + (next() % 4))}`
    return `${after()}\n${items(each, inner)}${lines(inner)}`
  }
  const items = (each: object, indent: string): string =>
    Array.isArray(each)
      ? each.map((item) => `${lines(indent)}${indent}-${block(item, indent)}`).join('')
      : entries(each)
          .map(([key, item]) => `${lines(indent)}${indent}${scalar(key)}:${block(item, indent)}`)
          .join('')
  return items(value as object, '') + lines('')
}
