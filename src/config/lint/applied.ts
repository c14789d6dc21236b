import { isConsented } from '../../model/index.ts'
import { beginningOf } from '../beginning.ts'
import { isProduction } from '../lint-facts.ts'
import { nameOf } from '../naming.ts'
import { quote } from '../secret-text.ts'
import { entryOf } from '../tree.ts'
import type { Declared, Linting, Rule } from './rule.ts'

/**
 * CM3105: a grant that is wider than what is declared. CM3301: a guarded connection that is gone from
 * the configuration, and one in production that is not guarded.
 */
export const applied: Rule = {
  codes: ['CM3105', 'CM3301'],
  // A guard is looked for in production, and in the state: without either not everywhere.
  asleep({ facts }) {
    if (facts.applied === undefined) return ['CM3105', 'CM3301']
    return isProduction(facts.environment) ? [] : ['CM3301']
  },
  check(linting) {
    checkGrants(linting)
    checkGuards(linting)
    if (isProduction(linting.facts.environment)) checkProduction(linting)
  },
}

function checkGrants({ connections, templates, facts, problems }: Linting): void {
  const granted = facts.applied?.granted ?? new Map()
  const report = ({ entry, spec }: Owner, scopes: readonly string[]): void => {
    const wider = [...new Set(scopes)].filter((scope) => !isDeclared(scope, spec.scopes))
    if (wider.length === 0) return
    const message = `${nameOf(['connections', entry.name])} was granted more than it declares`
    problems.warning('CM3105', entryOf(entry.value, 'scopes')?.key ?? entry.key, message, {
      label: `granted too: ${wider.map(quote).join(', ')}`,
    })
  }
  for (const each of connections) report(each, granted.get(each.entry.name) ?? [])
  for (const each of templates) {
    const prefix = `${each.spec.provider}/${each.spec.group}/`
    const own = [...granted].filter(([address]) => address.startsWith(prefix))
    report(
      each,
      own.flatMap(([, scopes]) => scopes),
    )
  }
}

type Owner = Declared<{ readonly scopes: readonly string[] }>

/** Scopes that providers add of their own accord, or call by another name; they tell whose account it is. */
const signIn: ReadonlySet<string> = new Set([
  'openid',
  'https://www.googleapis.com/auth/userinfo.email',
  'https://www.googleapis.com/auth/userinfo.profile',
])

function isDeclared(granted: string, declared: readonly string[]): boolean {
  return declared.includes(granted) || signIn.has(granted)
}

function checkGuards({ connections, facts, root, texts, problems }: Linting): void {
  const declared = new Set(connections.map(({ entry }) => entry.name))
  const section = entryOf(root, 'connections')
  for (const [address, origin] of facts.applied?.protected ?? []) {
    if (declared.has(address)) continue
    const message = `${nameOf(['connections', address])} is applied with preventDestroy, and is not declared any more`
    problems.error('CM3301', section?.key ?? beginningOf(texts.text), message, {
      label: `it stood at ${origin}`,
      help: ['every plan is refused until it is declared with preventDestroy: false'],
    })
  }
}

function checkProduction({ connections, problems }: Linting): void {
  for (const { entry, spec, provider } of connections) {
    if (!isConsented(provider.grant) || spec.lifecycle.preventDestroy) continue
    const message = `${nameOf(['connections', entry.name])} is not guarded in production`
    problems.warning('CM3301', entry.key, message, {
      label: 'a deletion would cost the consent of a person',
      help: ['lifecycle: { preventDestroy: true }'],
    })
  }
}
