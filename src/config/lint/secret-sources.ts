import { itemsOf, knownText, member, type Node } from '../tree.ts'
import { type Linting, type Rule, secretReferences } from './rule.ts'

/** CM3403: a sealed value that will not open. CM3404: a program that is looked for in PATH. */
export const secretSources: Rule = {
  codes: ['CM3403', 'CM3404'],
  asleep: ({ facts }) => (facts.sealingKeyId === undefined ? ['CM3403'] : []),
  check(linting) {
    for (const { reference } of secretReferences(linting)) checkReference(linting, reference)
  },
}

/** The key id, and at least a public key and an empty box. */
const wholeForm = /^cms1:([0-9a-f]{8}):[\w-]{80,}$/

function checkReference({ problems, facts: { sealingKeyId } }: Linting, reference: Node): void {
  const sealed = member(reference, 'sealed')
  const [, keyId] = wholeForm.exec(knownText(sealed) ?? '') ?? []
  if (sealed !== undefined && keyId === undefined) {
    problems.error('CM3403', sealed.range, 'a sealed value that is not whole', {
      label: 'it opens nowhere',
      help: ['credmgr secrets seal makes a new one'],
    })
  }
  const isOld = keyId !== undefined && sealingKeyId !== undefined && keyId !== sealingKeyId
  if (sealed !== undefined && isOld) {
    problems.warning('CM3403', sealed.range, 'a value that is sealed to an older key', {
      label: `the newest key is "${sealingKeyId}"`,
      help: ['credmgr keys rotate seals it anew'],
    })
  }
  const [program] = itemsOf(member(reference, 'exec'))
  if (program === undefined || knownText(program)?.startsWith('/') !== false) return
  problems.warning('CM3404', program.range, 'a program without an absolute path', {
    label: 'it is looked for in PATH',
  })
}
