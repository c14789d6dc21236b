import { type Checked, enterBranch, type JsonObject, leaveBranch } from '../../model/index.ts'
import { runSteps } from '../run-steps.ts'
import type { CompileContext, CompiledPolicy, Policy, Step } from './policy.ts'

/** Shapes the answer to a refused request: the `on-error` section of Azure API Management. */
export const onError: Policy = {
  name: 'on-error',
  summary:
    'Policies for a request that the gateway refuses on this route, whatever the reason: caller, policy, token or upstream. `{{ lastError.reason }}` is the reason as Azure names it. Where none of them answers, the refusal stays as it is.',
  places: ['route'],
  isOnly: true,
  nests: 'onError',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['policies'],
    properties: {
      policies: {
        type: 'array',
        minItems: 1,
        items: { $ref: '#/definitions/policy' },
        description: 'Policies: return-response, choose, set-variable.',
        examples: [[{ 'return-response': { status: 503, body: '{{ lastError.reason }}' } }]],
      },
    },
  },
  check: () => [],
  compile,
}

function compile({ policies }: JsonObject, context: CompileContext): Checked<CompiledPolicy> {
  const within = enterBranch(context, 'onError')
  const branch = { ...within, stepId: `${context.stepId}.0` }
  const checked = context.compileList(policies, branch)
  leaveBranch(context, branch)
  if (!checked.ok) return checked
  const onError: Step = (exchange, ports) => runSteps(checked.value, exchange, ports)
  return { ok: true, value: { onError }, diagnostics: [] }
}
