import { isJsonObject, type Json, type JsonObject } from '../model/index.ts'

const existsActions = ['override', 'skip', 'append', 'delete'] as const

export type ExistsAction = (typeof existsActions)[number]

/** What is to become of one field or parameter. No value exactly when it is to be deleted. */
export interface Wanted {
  readonly values: readonly string[]
  readonly existsAction: ExistsAction
}

/**
 * JSON Schema of what is to become of one `noun`: a value, null, or an object with `existsAction` as
 * in Azure API Management.
 */
export function valueSchema(noun: string, examples: readonly string[]): JsonObject {
  const text: JsonObject = {
    type: 'string',
    description: 'The value. `{{ auth.accessToken }}` is the token in the context variable `auth`.',
    examples,
  }
  const texts: JsonObject = {
    type: 'array',
    items: text,
    minItems: 1,
    description: `Values, one ${noun} each.`,
    examples: [['a', 'b']],
  }
  const deletes = `Deletes the ${noun}.`
  return {
    anyOf: [
      text,
      { type: 'null', description: deletes },
      withAction(noun, { value: text }),
      withAction(noun, { values: texts }),
      {
        type: 'object',
        additionalProperties: false,
        required: ['existsAction'],
        properties: { existsAction: { const: 'delete', description: deletes } },
      },
    ],
  }
}

function withAction(noun: string, member: JsonObject): JsonObject {
  return {
    type: 'object',
    additionalProperties: false,
    required: Object.keys(member),
    properties: {
      ...member,
      existsAction: {
        type: 'string',
        enum: ['override', 'skip', 'append'],
        default: 'override',
        description: `What to do when the request has the ${noun}: replace it, leave it, or add to it.`,
      },
    },
  }
}

/** @returns What is wanted, or in one sentence what is wrong with the option. */
export function readWanted(option: Json): Wanted | string {
  if (option === null) return { values: [], existsAction: 'delete' }
  if (typeof option === 'string') return { values: [option], existsAction: 'override' }
  if (!isJsonObject(option)) return 'must be a string, null, or an object'
  const { value, values = value === undefined ? [] : [value], existsAction = 'override' } = option
  const action = existsActions.find((each) => each === existsAction)
  if (action === undefined) return `"existsAction" must be one of ${existsActions.join(', ')}`
  if (!Array.isArray(values) || !values.every((each) => typeof each === 'string')) {
    return '"values" must be a list of strings'
  }
  if ((action === 'delete') !== (values.length === 0)) return 'a value is missing or has no use'
  return { values, existsAction: action }
}
