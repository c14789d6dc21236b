import { resolve } from 'node:path'
import type { Config, Diagnostic, DurationMs, State, Store } from '../../model/index.ts'
import { type Drift, type Gate, isEmpty, type Plan, planToText } from '../../plan/index.ts'
import { usage } from '../arguments.ts'
import type { Command, Invocation } from '../command.ts'
import { requireConfig } from '../configuration.ts'
import { lookForDrift } from '../drifting.ts'
import { parseDuration } from '../durations.ts'
import {
  deleteLimitOf,
  failOnOption,
  gatesOf,
  maxDeletesOption,
  refuseDestruction,
  refuseGated,
} from '../guarding.ts'
import { formOf, formOptions, type PlanForm } from '../plan-files.ts'
import { lintFindings, lintLine } from '../plan-findings.ts'
import { allowExecOption, makePlanFor, sameOptions, shellWord, showPlan } from '../planning.ts'
import type { Sources } from '../problems.ts'
import { selectionOptions } from '../selecting.ts'

export const plan: Command = {
  name: 'plan',
  summary: 'show what apply would change, and who would have to consent again',
  positionals: '',
  maxPositionals: 0,
  options: {
    'allow-exec': allowExecOption,
    out: { value: 'FILE', singleDash: true, summary: 'save the plan, for credmgr apply FILE' },
    expires: { value: 'DURATION', summary: 'how long a saved plan may be applied (default 24h)' },
    destroy: { singleDash: true, summary: 'plan to remove everything, as credmgr destroy does' },
    'detailed-exitcode': {
      singleDash: true,
      summary: 'exit 0 when there is nothing to change, 2 when there is, 1 for an error',
    },
    refresh: {
      summary: 'first try every grant and client at its provider, as credmgr drift does',
    },
    offline: { summary: 'read no secret: whether one was replaced is not known; not with --out' },
    ...selectionOptions,
    ...maxDeletesOption,
    ...failOnOption,
    ...formOptions,
  },
  details:
    'Changes nothing that is applied and takes no lock on it; with --refresh it refreshes tokens, as their use does. No secret stands in a plan.',
  async run(invocation) {
    const { host, out, location } = invocation
    const wanted = wishesOf(invocation)
    const desired = await desiredBy(invocation)
    if (desired === undefined) return 1
    const store = await host.openStore(location)
    out.event('version', `credmgr ${host.version}`, { credmgr: host.version, ui: '1.0' })
    const outside = await driftFor(invocation, store, wanted)
    const planned = await makePlanFor(invocation, store, { ...desired, lifetime: wanted.lifetime })
    if (planned === undefined) return 1
    const made: Plan = outside.length === 0 ? planned : { ...planned, drift: outside }
    const findings = await findingsFor(invocation, wanted, desired.config)
    show(invocation, made, { wanted, findings })
    return await conclude(invocation, made, { wanted, findings, state: await store.state.read() })
  },
}

interface Desired {
  readonly config: Config | undefined
  readonly sources: Sources
}

/** @returns Nothing is desired with `--destroy`; `undefined` after it was shown what is wrong. */
async function desiredBy(invocation: Invocation): Promise<Desired | undefined> {
  const isDestroying = invocation.option('destroy') !== undefined
  if (isDestroying) return { config: undefined, sources: () => undefined }
  return await requireConfig(invocation)
}

/** What the options ask for, read before any work. */
interface Wishes {
  readonly lifetime: DurationMs | undefined
  readonly form: PlanForm
  readonly limit: ReturnType<typeof deleteLimitOf>
  readonly gates: ReadonlySet<Gate>
}

function wishesOf(invocation: Invocation): Wishes {
  const { option } = invocation
  if (option('offline') !== undefined && option('out') !== undefined) {
    throw usage(plan, 'options "--offline" and "--out" exclude each other')
  }
  return {
    lifetime: lifetimeOf(invocation),
    form: formOf(invocation, plan),
    limit: deleteLimitOf(invocation, plan),
    gates: gatesOf(invocation, plan),
  }
}

function lifetimeOf({ option }: Invocation): DurationMs | undefined {
  const text = option('expires')
  if (text === undefined) return undefined
  const lifetime = parseDuration(text)
  if (lifetime !== undefined && lifetime > 0) return lifetime
  throw usage(plan, `option "--expires" must be a length of time such as 24h, not "${text}"`)
}

/** Looked for when it is asked for: by name, or as a gate, for which what is stored is enough. */
async function driftFor(
  invocation: Invocation,
  store: Store,
  { gates }: Wishes,
): Promise<readonly Drift[]> {
  const refresh = invocation.option('refresh') !== undefined
  if (!refresh && !gates.has('drift')) return []
  return await lookForDrift(invocation, store, await store.state.read(), { refresh })
}

/** Beyond this many resources lint takes as long as all the rest. */
const lintedUnasked = 2_000

/** A program that reads the stream asks for lint by name, and so does who plans very much. */
async function findingsFor(
  invocation: Invocation,
  { form, gates }: Wishes,
  config: Config | undefined,
): Promise<readonly Diagnostic[]> {
  const isForPeople = form === 'text' && !invocation.out.json
  const isShown = isForPeople && config !== undefined && config.resources.length <= lintedUnasked
  return isShown || gates.has('lint') ? await lintFindings(invocation) : []
}

function show(
  invocation: Invocation,
  made: Plan,
  { wanted, findings }: { readonly wanted: Wishes; readonly findings: readonly Diagnostic[] },
): void {
  const { out, option } = invocation
  if (wanted.form !== 'text') {
    out.result(wanted.form.print(made).trimEnd())
    return
  }
  showPlan(invocation, made)
  if (option('offline') !== undefined) {
    out.result('Secrets were not read: whether one was replaced is not known.')
  }
  const line = lintLine(findings)
  if (line !== undefined) out.result(line)
}

async function conclude(
  invocation: Invocation,
  made: Plan,
  {
    wanted,
    findings,
    state,
  }: {
    readonly wanted: Wishes
    readonly findings: readonly Diagnostic[]
    readonly state: State
  },
): Promise<number> {
  const { option } = invocation
  refuseDestruction(made, state, wanted.limit)
  const file = option('out')
  if (file !== undefined) await save(invocation, file, made)
  // Saved all the same: who is to decide about it wants to see it.
  refuseGated(made, wanted.gates, findings.length)
  if (file === undefined && !isEmpty(made)) sayNext(invocation, wanted.form)
  return option('detailed-exitcode') !== undefined && !isEmpty(made) ? 2 : 0
}

/** Replaces an earlier plan, as Terraform does. */
async function save(invocation: Invocation, file: string, made: Plan): Promise<void> {
  const { host, out, option } = invocation
  await host.files.writeFile(resolve(host.cwd, file), planToText(made), 0o600)
  const isText = (option('format') ?? 'text') === 'text'
  const say = isText ? out.result : out.progress
  say(`\nSaved the plan to: ${file}\n`)
  say('To perform exactly these actions, run the following command to apply:')
  say(`    credmgr apply${sameOptions(invocation)} ${shellWord(file)}`)
  out.event('plan_saved', `Saved the plan to: ${file}`, { file })
}

function sayNext(invocation: Invocation, form: PlanForm): void {
  if (form !== 'text') return
  const { out, option } = invocation
  if (option('destroy') !== undefined) return
  const special = [...Object.keys(selectionOptions), 'var', 'var-file', 'allow-exec']
  const isSpecial = special.some((name) => option(name) !== undefined)
  const options = isSpecial ? ' with the same options' : sameOptions(invocation)
  out.result(`\nTo perform these actions: credmgr apply${options}`)
  out.result('To perform exactly these, whatever happens meanwhile, save the plan: --out FILE')
}
