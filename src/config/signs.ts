import { nameOf } from './naming.ts'
import type { Problems } from './problems.ts'
import { quote } from './secret-text.ts'
import { entriesOf, itemsOf, member, type Node, textOf } from './tree.ts'

/**
 * Warns about scopes with a sign before them that no overlay has read as a change: what was meant as
 * one stands in another file. No provider is known to have such scopes, and one may.
 */
export function checkSigns(root: Node, problems: Problems): void {
  for (const section of ['providers', 'connections']) {
    // Objects that are made of rows may all have one list.
    const seen = new Set<Node>()
    for (const { name, value } of entriesOf(member(root, section))) {
      const scopes = member(value, 'scopes')
      if (scopes === undefined || seen.has(scopes)) continue
      seen.add(scopes)
      for (const item of itemsOf(scopes)) checkSign([section, name, 'scopes'], item, problems)
    }
  }
}

function checkSign(path: readonly string[], item: Node, problems: Problems): void {
  const text = textOf(item) ?? ''
  if (!/^[+-]./.test(text)) return
  problems.warning('CM1015', item.range, `${nameOf(path)} holds ${quote(text)}, sign included`, {
    label: 'a scope is added or removed in the file of an environment only',
  })
}
