import { type ConfigInput, loadConfig } from '../../src/config/index.ts'
import type { Checked, Config, Diagnostic } from '../../src/model/index.ts'
import { catalog } from './catalog.ts'

/** Loads a text with the test's shelves; `env` as a table, absent for `validate`. */
export function load(text: string, env?: { readonly [name: string]: string }): Checked<Config> {
  const input: ConfigInput = { file: 'credmgr.config.yaml', text }
  if (env === undefined) return loadConfig(input, catalog)
  return loadConfig({ ...input, env: (name) => env[name] }, catalog)
}

/** A diagnostic as its code and the stretch it marks: `CM1004 6:15-6:20`. */
export function places(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ code, span }) =>
    span === undefined
      ? code
      : `${code} ${span.line}:${span.column}-${span.endLine}:${span.endColumn}`,
  )
}

/** A diagnostic as its code, file and place, and that of what belongs to it: `CM1003 b.yaml:2:3 a.yaml:1:1`. */
export function placesInFiles(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ code, span, related }) =>
    [
      code,
      ...[span, related?.span].flatMap((each) =>
        each === undefined ? [] : [`${each.file}:${each.line}:${each.column}`],
      ),
    ].join(' '),
  )
}

/** Takes the marks «…» out of a text, and tells where they stood: `6:15-6:20`. */
export function unmarked(marked: string): {
  readonly text: string
  readonly at: readonly string[]
} {
  const at: string[] = []
  let text = ''
  let open = ''
  for (const character of marked) {
    if (character === '«') open = placeAfter(text)
    if (character === '»') at.push(`${open}-${placeAfter(text)}`)
    if (character !== '«' && character !== '»') text += character
  }
  return { text, at }
}

function placeAfter(text: string): string {
  const lines = text.split('\n')
  return `${lines.length}:${(lines.at(-1) ?? '').length + 1}`
}

/** Codes of lint rules that need more than one text; their rows are in lint-facts.test.ts. */
export const codesOfFacts: readonly string[] = [
  ...['CM3002', 'CM3004', 'CM3016', 'CM3017', 'CM3105', 'CM3301', 'CM3302', 'CM3303', 'CM3304'],
  ...['CM3403', 'CM3404', 'CM3405', 'CM3501'],
]

/** The smallest configuration there is, to be added to. */
export const head = 'version: 1\n'

/** A provider, a connection and a policy that covers it. */
export const github = `providers:
  github:
    template: github
    grant: authorizationCode
    clientId: Iv1.fake
    clientSecret: { env: GITHUB_CLIENT_SECRET }
    scopes: [repo]
connections:
  github/bot: {}
identities:
  batch: { apiKey: { env: BATCH_API_KEY } }
accessPolicies:
  all: { connections: [github/*], allow: [{ apiKey: batch }] }
`
