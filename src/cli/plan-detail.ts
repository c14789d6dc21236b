import type { RenderOptions } from '../plan/index.ts'
import type { Invocation, Options } from './command.ts'

/** How much of a plan is shown. */
export const compactOption: Options = {
  compact: {
    value: 'WHETHER',
    choices: ['true', 'false'],
    bare: 'true',
    summary: 'only the list of changes and the totals; false: each instance of a forEach by itself',
  },
}

/** What {@link compactOption} asks for. */
export function detailOf({ option }: Invocation): Pick<RenderOptions, 'compact' | 'every'> {
  return { compact: option('compact') === 'true', every: option('compact') === 'false' }
}
