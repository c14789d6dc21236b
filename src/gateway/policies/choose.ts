import {
  type Checked,
  enterBranch,
  isJsonObject,
  type Json,
  type JsonObject,
  leaveBranch,
  type PolicyProblem,
  type PolicyScope,
} from '../../model/index.ts'
import { type Condition, compileCondition, conditionSchema } from '../condition.ts'
import { runSteps } from '../run-steps.ts'
import {
  type CompileContext,
  type CompiledPolicy,
  compiled,
  type Policy,
  refused,
  type Step,
} from './policy.ts'

const policyList: JsonObject = {
  type: 'array',
  items: { $ref: '#/definitions/policy' },
  description: 'Policies, in this order.',
  examples: [[{ 'return-response': { status: 403 } }]],
}

/** Runs policies for some requests only: `choose` of Azure API Management. */
export const choose: Policy = {
  name: 'choose',
  summary:
    'Runs the policies of the first case whose condition holds, or else those of `otherwise`.',
  places: ['route', 'branch', 'onError'],
  nests: 'branch',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['when'],
    properties: {
      when: {
        type: 'array',
        minItems: 1,
        items: {
          title: 'a case of choose',
          type: 'object',
          additionalProperties: false,
          required: ['condition', 'policies'],
          properties: { condition: conditionSchema, policies: policyList },
        },
        description: 'Cases, tried in this order.',
        examples: [
          [
            {
              condition: { methods: ['DELETE'] },
              policies: [{ 'return-response': { status: 403 } }],
            },
          ],
        ],
      },
      otherwise: policyList,
    },
  },
  check,
  compile,
}

function check({ when }: JsonObject, scope: PolicyScope): readonly PolicyProblem[] {
  return casesOf(when).flatMap(({ condition }, index) => {
    const made = compileCondition(condition, scope)
    if (typeof made !== 'string') return []
    return [{ option: 'when', within: [index, 'condition'], message: made }]
  })
}

function casesOf(when: Json | undefined): readonly JsonObject[] {
  return Array.isArray(when) ? when.map((each) => (isJsonObject(each) ? each : {})) : []
}

function compile(options: JsonObject, context: CompileContext): Checked<CompiledPolicy> {
  const problems = check(options, context)
  if (problems.length > 0) return refused('CM1005', ...problems.map((each) => each.message))
  const { when, otherwise = [] } = options
  const conditions = casesOf(when).map(({ condition }) => compileCondition(condition, context))
  const lists = [...casesOf(when).map(({ policies }) => policies), otherwise]
  const branches = lists.map((list, index) => compileBranch(list, index, context))
  const diagnostics = branches.flatMap((each) => each.diagnostics)
  if (!branches.every((each) => each.ok)) return { ok: false, diagnostics }
  const steps = branches.map(({ value }) => value)
  return compiled(
    makeStep(
      conditions.filter((each) => typeof each === 'function'),
      steps,
    ),
  )
}

function compileBranch(
  list: Json | undefined,
  index: number,
  context: CompileContext,
): Checked<readonly Step[]> {
  const within = enterBranch(context, 'branch')
  const branch = { ...within, stepId: `${context.stepId}.${index}` }
  const checked = context.compileList(list, branch)
  leaveBranch(context, branch)
  return checked
}

/** @param branches One more than there are conditions. */
function makeStep(conditions: readonly Condition[], branches: readonly (readonly Step[])[]): Step {
  return function chooseBranch(exchange, ports) {
    const taken = conditions.findIndex((condition) => condition(exchange))
    const steps = branches[taken < 0 ? conditions.length : taken] ?? []
    return runSteps(steps, exchange, ports)
  }
}
