import { dirname, resolve } from 'node:path'
import { type PlanningOptions, type PlanningPorts, planChanges } from '../engine/index.ts'
import type { Config, DurationMs } from '../model/index.ts'
import { type GitHead, type Plan, planEvents, renderPlan } from '../plan/index.ts'
import type { Invocation, Option } from './command.ts'
import { detailOf } from './plan-detail.ts'
import { type Sources, showDiagnostics } from './problems.ts'
import { selectionOf } from './selecting.ts'

/** @returns What planning and applying may use of the machine. */
export function planningPorts<S extends PlanningPorts['store']>(
  invocation: Invocation,
  store: S,
): PlanningPorts & { readonly store: S } {
  const { host, config, location, option } = invocation
  const { clock, random, catalog } = host
  const allowExec = option('allow-exec') !== undefined || host.env('CREDMGR_ALLOW_EXEC') === '1'
  const baseDirectory = dirname(resolve(host.cwd, config))
  const secrets = host.secrets({ baseDirectory, location, allowExec })
  return { store, clock, random, secrets, policies: catalog.policies }
}

/** The option of commands that read secrets. */
export const allowExecOption: Option = {
  summary: 'run the programs that { exec: […] } names for a secret (CREDMGR_ALLOW_EXEC=1)',
}

/** What a plan is made for: a configuration, or none to destroy everything. */
interface Desired {
  readonly config: Config | undefined
  readonly sources: Sources
  readonly lifetime?: DurationMs | undefined
}

/**
 * @returns The plan, or `undefined` after it was shown why there is none.
 * @throws `USAGE` for a selection that names nothing
 */
export async function makePlanFor(
  invocation: Invocation,
  store: PlanningPorts['store'],
  { config, sources, lifetime }: Desired,
): Promise<Plan | undefined> {
  const { env, out, option } = invocation
  const source = await sourceOf(invocation)
  const selection = selectionOf(invocation)
  const offline = option('offline') !== undefined
  const options = { config, env, source, selection, lifetime, offline }
  const checked = await planChanges(planningPorts(invocation, store), options)
  showDiagnostics(out, checked.diagnostics, sources)
  return checked.ok ? checked.value : undefined
}

async function sourceOf(invocation: Invocation): Promise<NonNullable<PlanningOptions['source']>> {
  const git = await headOf(invocation)
  return { file: invocation.config, variables: hasVariables(invocation), ...(git && { git }) }
}

/** Whether variables were given that another command may not be given. */
export function hasVariables({ variables, variableFiles }: Invocation): boolean {
  return variables.size > 0 || variableFiles.length > 0
}

/** The commit that is checked out where the configuration stands. */
export function headOf({ host, config }: Invocation): Promise<GitHead | undefined> {
  return host.gitHead(dirname(resolve(host.cwd, config)))
}

/** Shows where a plan is for, what it does, and the events of it. */
export function showPlan(invocation: Invocation, plan: Plan): void {
  const { out, env, location } = invocation
  if (out.json) {
    for (const event of planEvents(plan)) out.line(event)
    return
  }
  const { prior, config } = plan
  const commit = config?.git && ` (git ${describeHead(config.git)})`
  const where = `Environment ${env}, state ${location.url} (serial ${prior.serial})`
  out.result(`${where}${commit === undefined ? '' : `, config ${config?.file}${commit}`}\n`)
  const { color, width } = out
  out.result(renderPlan(plan, { color, width, ...detailOf(invocation) }).trimEnd())
}

/** `4f2c1aa, clean` */
function describeHead({ commit, dirty }: GitHead): string {
  return `${shortCommit(commit)}, ${dirty ? 'with changes' : 'clean'}`
}

export function shortCommit(commit: string): string {
  return commit.slice(0, 7)
}

/** The common options as they were given, for a command that is to be run next: ` --env prod`. */
export function sameOptions({ option }: Invocation): string {
  return ['config', 'env', 'state']
    .flatMap((name) => {
      const value = option(name)
      return value === undefined ? [] : [` --${name} ${shellWord(value)}`]
    })
    .join('')
}

/** As a shell wants it. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
