import { reportSecretText } from '../secret-scan.ts'
import { quote } from '../secret-text.ts'
import type { Range } from '../source.ts'
import { entriesOf, itemsOf, type Node, type ScalarNode } from '../tree.ts'
import type { Linting, Rule } from './rule.ts'

/** CM3401: what looks like a secret, also in a comment. CM3402: a variable that does, for all to see. */
export const secrets: Rule = {
  codes: ['CM3401', 'CM3402'],
  check(linting) {
    reportSecretText(linting.source, linting.problems)
    checkVariables(linting, linting.root)
  },
}

const looksSecret =
  /\$\{env:(\w*(?:TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|API_?KEY|PRIVATE_?KEY|CREDENTIALS?))(?=[:}])/gi

/** Where a secret belongs nothing is interpolated, so every field that is, is printed and stored. */
function checkVariables(linting: Linting, node: Node): void {
  if (node.kind === 'scalar') {
    checkScalar(linting, node)
    return
  }
  const inside = node.kind === 'map' ? entriesOf(node).map(({ value }) => value) : itemsOf(node)
  for (const each of inside) checkVariables(linting, each)
}

function checkScalar({ source, problems }: Linting, { interpolated, range }: ScalarNode): void {
  for (const { 0: reference, 1: name = '' } of interpolated?.written.matchAll(looksSecret) ?? []) {
    problems.error('CM3402', placeOf(source.text, reference, range), sentence(name), {
      label: 'its value would stand in state and plan',
      help: [`where a secret is wanted:  { env: ${name} }`],
    })
  }
}

function sentence(name: string): string {
  return `the variable ${quote(name)} looks like a secret in a field that is not secret`
}

/** The reference itself, unless escapes or line breaks hide it. */
function placeOf(text: string, reference: string, range: Range): Range {
  const start = text.indexOf(reference, range.start)
  if (start === -1 || start + reference.length > range.end) return range
  const end = text.indexOf('}', start) + 1
  return end === 0 || end > range.end ? range : { start, end }
}
