import { nameOf } from '../naming.ts'
import { knownText, member } from '../tree.ts'
import type { Linting, Rule } from './rule.ts'

/** CM3014: a client secret in the body, where no template says that the provider wants it there. */
export const clientAuth: Rule = { codes: ['CM3014'], check }

function check({ providers, problems }: Linting): void {
  for (const { entry, template } of providers) {
    const node = member(entry.value, 'clientAuth')
    if (node === undefined || knownText(node) !== 'clientSecretPost') continue
    if (template === 'unknown') continue
    if (template !== 'none' && template.clientAuth === 'clientSecretPost') continue
    const owner = nameOf(['providers', entry.name])
    problems.warning('CM3014', node.range, `${owner} sends its secret in the body`, {
      label: 'RFC 6749 section 2.3.1 recommends clientSecretBasic',
    })
  }
}
