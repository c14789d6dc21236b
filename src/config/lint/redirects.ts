import { nameOf } from '../naming.ts'
import { itemsOf, knownText, member } from '../tree.ts'
import type { Linting, Rule } from './rule.ts'

/** CM3012: a redirect URL with a wildcard; they are compared letter for letter. */
export const redirects: Rule = { codes: ['CM3012'], check }

function check({ connections, templates, problems }: Linting): void {
  for (const { entry } of [...connections, ...templates]) {
    const nodes = [
      member(entry.value, 'postLoginRedirectUrl'),
      ...itemsOf(member(entry.value, 'allowedRedirectUrls')),
    ]
    for (const node of nodes) {
      if (node === undefined || knownText(node)?.includes('*') !== true) continue
      const message = `${nameOf(['connections', entry.name])} has a redirect URL with a wildcard`
      problems.error('CM3012', node.range, message, {
        label: 'URLs are compared letter for letter',
        help: ['list every URL in "allowedRedirectUrls"'],
      })
    }
  }
}
