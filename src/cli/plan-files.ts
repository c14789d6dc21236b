import { resolve } from 'node:path'
import { planDigest } from '../engine/index.ts'
import { type Config, CredmgrError, isCredmgrError, type Vault } from '../model/index.ts'
import {
  configDigest,
  counted,
  declaredOtherwise,
  leastBytes,
  named,
  type Plan,
  planFromText,
  planToText,
  renderMarkdown,
} from '../plan/index.ts'
import { usage } from './arguments.ts'
import type { Command, Invocation, Options } from './command.ts'
import { readConfig } from './configuration.ts'
import { compactOption, detailOf } from './plan-detail.ts'
import { hasVariables, headOf, shortCommit } from './planning.ts'

/** @throws `PLAN_INVALID` also when there is no such file */
export async function readPlan({ host }: Invocation, file: string): Promise<Plan> {
  const text = await host.files.readText(resolve(host.cwd, file))
  if (text === undefined) {
    throw new CredmgrError('PLAN_INVALID', `there is no plan file "${file}"`, { file })
  }
  return planFromText(text, file)
}

/** How a plan is printed. */
export const formOptions: Options = {
  format: {
    value: 'FORMAT',
    choices: ['text', 'json', 'markdown'],
    summary: 'text for people, the plan as one JSON document, or a comment for a pull request',
  },
  'max-bytes': { value: 'N', summary: 'with --format markdown: at most this long (default 60000)' },
  ...compactOption,
}

export type PlanForm = 'text' | { readonly print: (plan: Plan) => string }

const usualBytes = 60_000

/** @throws `USAGE` */
export function formOf(invocation: Invocation, command: Command): PlanForm {
  const { option, out } = invocation
  const format = option('format') ?? 'text'
  if (format !== 'markdown' && option('max-bytes') !== undefined) {
    throw usage(command, 'option "--max-bytes" goes with --format markdown')
  }
  if (format === 'text') return 'text'
  if (out.json) throw usage(command, `"--json" and "--format ${format}" exclude each other`)
  if (format === 'json') return { print: planToText }
  const text = option('max-bytes') ?? String(usualBytes)
  if (!/^\d{1,9}$/.test(text) || Number(text) < leastBytes) {
    throw usage(command, `option "--max-bytes" must be a number from ${leastBytes}, not "${text}"`)
  }
  const { every = false } = detailOf(invocation)
  return { print: (plan) => renderMarkdown(plan, { maxBytes: Number(text), every }) }
}

/**
 * Holds a saved plan against the configuration as it is now, where that can be read and is the one
 * that was planned: a plan that was made on another branch must not undo what was merged since.
 *
 * @throws `PLAN_STALE` when it declares planned objects otherwise
 */
export async function compareWithConfig(
  invocation: Invocation,
  plan: Plan,
  vault: Pick<Vault, 'fingerprint'>,
): Promise<void> {
  const { config: planned, changes } = plan
  if (planned?.digest === undefined) return
  const config = await sameConfig(invocation, planned)
  const isOther =
    config !== undefined && configDigest(config.resources, planDigest(vault)) !== planned.digest
  const others = isOther ? declaredOtherwise(plan, config) : []
  const commits = await commitsOf(invocation, planned)
  if (others.length > 0) {
    const what = `${others.length} of ${counted(changes.length, 'planned object')}`
    const reason = `the plan was made from another configuration${commits}: "${planned.file}" now declares ${what} otherwise (${named(others)}).`
    throw new CredmgrError('PLAN_STALE', reason, { reason })
  }
  const text = `the plan was made from another ${isOther ? 'configuration' : 'commit'}${commits}; its objects are declared as they were`
  if (isOther || commits !== '') warn(invocation, text)
}

/** Says that a plan leaves something out, as Terraform does. */
export function warnIncomplete(invocation: Invocation, { complete, leftOut }: Plan): void {
  if (complete) return
  const text = `the plan is incomplete: it leaves out ${counted(leftOut, 'change')} of the configuration; credmgr plan shows what is left`
  warn(invocation, text)
}

function warn({ out }: Invocation, text: string): void {
  const sentence = `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
  if (!out.json) out.problem(`${out.paint('warning', 'Warning:')} ${sentence}`)
  const diagnostic = { severity: 'warning', summary: sentence, detail: '' }
  out.event('diagnostic', `Warning: ${sentence}`, { '@level': 'warn', diagnostic })
}

/** The configuration that `planned` was, as it is now; `undefined` where it cannot be told. */
async function sameConfig(
  invocation: Invocation,
  planned: NonNullable<Plan['config']>,
): Promise<Config | undefined> {
  if (invocation.config !== planned.file || hasVariables(invocation) !== planned.variables) {
    return undefined
  }
  try {
    const { checked } = await readConfig(invocation, { withEnvironment: true })
    return checked.ok ? checked.value : undefined
  } catch (error) {
    if (isCredmgrError(error)) return undefined
    throw error
  }
}

/** ` (git 4f2c1aa, HEAD is 77ab01c)`, or nothing where the commits do not differ. */
async function commitsOf(
  invocation: Invocation,
  { git }: NonNullable<Plan['config']>,
): Promise<string> {
  if (git === undefined) return ''
  const head = await headOf(invocation)
  if (head === undefined || head.commit === git.commit) return ''
  return ` (git ${shortCommit(git.commit)}, HEAD is ${shortCommit(head.commit)})`
}
