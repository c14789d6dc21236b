import { type AccessExplanation, explainAccess } from '../../engine/index.ts'
import {
  type Config,
  type ConnectionAddress,
  CredmgrError,
  type Origin,
  ofKind,
} from '../../model/index.ts'
import { suggestion, usage } from '../arguments.ts'
import { callerNamed } from '../callers.ts'
import type { Command, Invocation } from '../command.ts'
import { requireConfig } from '../configuration.ts'

export const can: Command = {
  name: 'can',
  summary: 'say whether a caller may use a connection, and which policy says so',
  positionals: 'IDENTITY ADDRESS',
  maxPositionals: 2,
  options: {
    claim: { value: 'NAME=VALUE', summary: 'a claim of the caller’s token; repeatable' },
  },
  details: [
    'IDENTITY is the name of an identity, or "gateway" for the gateway itself. It asks the configuration as',
    'it is declared, with the evaluator of the gateway. Exit 0: may; 1: may not.',
    '    credmgr can ci github/release-bot --claim sub=repo:acme/app:ref:refs/heads/main',
  ].join('\n'),
  async run(invocation) {
    const { positionals, values } = invocation
    const [name, text] = positionals
    if (name === undefined || text === undefined) throw usage(can, 'IDENTITY or ADDRESS is missing')
    const desired = await requireConfig(invocation)
    if (desired === undefined) return 1
    const { config } = desired
    const address = addressOf(text, config)
    const caller = callerNamed(name, values('claim'), config)
    const explanation = explainAccess(config, caller, address)
    show(invocation, `${name} may`, { ...explanation, connection: text })
    return explanation.decision.allowed ? 0 : 1
  },
}

function show(
  { out }: Invocation,
  who: string,
  { decision, policies, routes, connection }: AccessExplanation & { readonly connection: string },
): void {
  out.line({
    allowed: decision.allowed,
    reason: decision.allowed ? null : decision.reason,
    policies: policies.map(({ name, origin, matching }) => {
      return { name, origin: place(origin), matches: matching.length > 0 }
    }),
    routes: routes.map(({ name, origin }) => ({ name, origin: place(origin) })),
  })
  const verdict = decision.allowed
    ? out.paint('good', `${who} use ${connection}.`)
    : out.paint('error', `${who} not use ${connection} (${decision.reason}).`)
  out.result(verdict)
  for (const each of policies) out.result(`  ${policyLine(each)}`)
  if (policies.length === 0) out.result('  no access policy covers the connection')
  for (const route of routes) {
    out.result(`  route ${route.name} (${place(route.origin)}) takes its token`)
  }
  if (routes.length === 0) out.result('  no route takes its token for this caller')
}

function policyLine(policy: AccessExplanation['policies'][number]): string {
  const { name, origin, matching, conditions } = policy
  const as = matching.map(({ type }) => type).join(', ')
  const says = matching.length > 0 ? `allows it, as ${as}` : 'does not name this caller'
  return `access policy ${name} (${place(origin)}) ${says}${waysOf(conditions)}`
}

function waysOf(conditions: AccessExplanation['policies'][number]['conditions']): string {
  const { routes = [], methods = [] } = conditions ?? {}
  const by = routes.length === 0 ? '' : ` by ${routes.join(', ')}`
  return `${by}${methods.length === 0 ? '' : ` with ${methods.join(', ')}`}`
}

function place({ file, line }: Origin): string {
  return `${file}:${line}`
}

function addressOf(text: string, config: Config): ConnectionAddress {
  const connections = ofKind(config.resources, 'connection')
  const found = connections.find(({ name }) => name === text.replace(/^connection\./, ''))
  if (found !== undefined) return found.spec.address
  const names = connections.map((each) => each.name)
  const message = `there is no connection "${text}"${suggestion(text, names)}`
  throw new CredmgrError('USAGE', message, { remedy: 'credmgr config prints what is declared' })
}
