import type { Exchange, Step, StepPorts, StepResult } from './policies/policy.ts'

/** Runs steps from `index` on, until one of them answers. Waits only where there is something to wait for. */
export function runSteps(
  steps: readonly Step[],
  exchange: Exchange,
  ports: StepPorts,
  index = 0,
): StepResult | Promise<StepResult> {
  for (let position = index; position < steps.length; position++) {
    const result = steps[position]?.(exchange, ports)
    if (result instanceof Promise) {
      return result.then((answer) => answer ?? runSteps(steps, exchange, ports, position + 1))
    }
    if (result !== undefined) return result
  }
  return undefined
}
