import { dirname, resolve } from 'node:path'
import { type PlanningPorts, planChanges } from '../engine/index.ts'
import { type Config, CredmgrError, type State, type Store } from '../model/index.ts'
import { blockedByPreventDestroy, type Plan, planEvents, renderPlan } from '../plan/index.ts'
import type { Invocation, Option } from './command.ts'
import { type Sources, showDiagnostics } from './problems.ts'

/** @returns What planning and applying may use of the machine. */
export function planningPorts(invocation: Invocation, store: Store): PlanningPorts {
  const { host, config, location, option } = invocation
  const { clock, random } = host
  const allowExec = option('allow-exec') !== undefined || host.env('CREDMGR_ALLOW_EXEC') === '1'
  const baseDirectory = dirname(resolve(host.cwd, config))
  return { store, clock, random, secrets: host.secrets({ baseDirectory, location, allowExec }) }
}

/** The option of commands that read secrets. */
export const allowExecOption: Option = {
  summary: 'run the programs that { exec: […] } names for a secret (CREDMGR_ALLOW_EXEC=1)',
}

/** @returns The plan, or `undefined` after it was shown why there is none. */
export async function makePlanFor(
  invocation: Invocation,
  store: Store,
  desired: { readonly config: Config | undefined; readonly sources: Sources },
): Promise<Plan | undefined> {
  const ports = planningPorts(invocation, store)
  const options = { config: desired.config, env: invocation.env }
  const checked = await planChanges(ports, options)
  showDiagnostics(invocation.out, checked.diagnostics, desired.sources)
  return checked.ok ? checked.value : undefined
}

/** Shows a plan; where it would destroy what the applied configuration protects, it ends there. */
export function showPlan({ out, env, location }: Invocation, plan: Plan, state: State): void {
  out.result(`Environment ${env}, state ${location.url} (serial ${plan.prior.serial})\n`)
  out.result(renderPlan(plan, { color: out.color, width: out.width }).trimEnd())
  for (const event of planEvents(plan)) out.line(event)
  const addresses = blockedByPreventDestroy(plan, state)
  if (addresses.length === 0) return
  const names = addresses.map((each) => `"${each}"`).join(', ')
  const message = `the plan would destroy ${names}, or its grant, which lifecycle.preventDestroy forbids`
  throw new CredmgrError('PREVENT_DESTROY', message, { addresses })
}
