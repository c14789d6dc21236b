import {
  type Caller,
  isJsonObject,
  type Json,
  type JsonObject,
  type PolicyScope,
} from '../../model/index.ts'
import { type Problem, unauthenticated } from '../problem.ts'
import { isTexts } from '../texts.ts'
import { type Policy, type Read, reading, wrong } from './policy.ts'

/** Asks more of a caller's token: `validate-jwt` of Azure API Management. */
export const validateJwt: Policy = {
  name: 'validate-jwt',
  summary:
    'Asks more of the token by which the caller is authenticated. Signature, issuer, audience and times are verified before, as `identities` say; a caller with an API key has no token and is refused.',
  places: ['route', 'branch'],
  schema: {
    type: 'object',
    additionalProperties: false,
    minProperties: 1,
    properties: {
      issuers: {
        type: 'array',
        minItems: 1,
        items: { type: 'string', description: 'An issuer.', examples: ['https://id.example'] },
        description: 'Issuers of which one must have made the token. Absent: any of `identities`.',
        examples: [['https://id.example']],
      },
      audiences: {
        type: 'array',
        minItems: 1,
        items: { type: 'string', description: 'An audience.', examples: ['api://orders'] },
        description: 'Audiences of which the token must name one. Absent: any of `identities`.',
        examples: [['api://orders']],
      },
      requiredClaims: {
        type: 'array',
        minItems: 1,
        items: {
          title: 'a required claim',
          type: 'object',
          additionalProperties: false,
          required: ['name'],
          properties: {
            name: { type: 'string', description: 'The claim.', examples: ['scp', 'roles'] },
            match: {
              type: 'string',
              enum: ['all', 'any'],
              default: 'all',
              description: 'Whether the claim must have all of the values, or one of them.',
            },
            separator: {
              type: 'string',
              description: 'What stands between the values of a claim that is one text.',
              examples: [' '],
            },
            values: {
              type: 'array',
              minItems: 1,
              items: { type: 'string', description: 'A value.', examples: ['orders.read'] },
              description: 'Values. Absent: the claim must be there.',
              examples: [['orders.read']],
            },
          },
        },
        description: 'Claims that the token must carry.',
        examples: [[{ name: 'scp', separator: ' ', values: ['orders.read'] }]],
      },
      failedValidationHttpCode: {
        type: 'integer',
        minimum: 400,
        maximum: 499,
        default: 401,
        description: 'HTTP status code of the refusal.',
      },
      failedValidationErrorMessage: {
        type: 'string',
        pattern: '^[\\x20-\\x7e]+$',
        default: 'the token does not carry what this route asks for',
        description: '`detail` of the refusal.',
      },
    },
  },
  ...reading(read, (options) => ({ caller }) => {
    const reason = failure(caller, options)
    return reason === undefined ? undefined : { ...options.refusal, reason }
  }),
}

interface Options {
  /** Absent: any. */
  readonly issuers: readonly string[] | undefined
  /** Absent: any. */
  readonly audiences: readonly string[] | undefined
  readonly claims: readonly RequiredClaim[]
  readonly refusal: Problem
}

interface RequiredClaim {
  readonly name: string
  readonly values: readonly string[]
  readonly matchesAny: boolean
  readonly separator: string | undefined
}

const unmet = 'the token does not carry what this route asks for'

function read(options: JsonObject, { isPublic }: PolicyScope): Read<Options> {
  if (isPublic) return wrong('requiredClaims', 'a public route has no caller')
  const { issuers, audiences, requiredClaims = [] } = options
  if (issuers !== undefined && !isTexts(issuers)) return wrong('issuers', notAList)
  if (audiences !== undefined && !isTexts(audiences)) return wrong('audiences', notAList)
  const claims = Array.isArray(requiredClaims) ? requiredClaims.map(readClaim) : [undefined]
  if (!claims.every((each) => each !== undefined)) {
    return wrong('requiredClaims', 'must be a list of claims, each with a name')
  }
  const refusal = readRefusal(options)
  return 'problems' in refusal
    ? refusal
    : { value: { issuers, audiences, claims, refusal: refusal.value } }
}

const notAList = 'must be a list of strings'

function readRefusal({
  failedValidationHttpCode: status = 401,
  failedValidationErrorMessage: detail = unmet,
}: JsonObject): Read<Problem> {
  if (typeof status !== 'number') return wrong('failedValidationHttpCode', 'must be a number')
  if (typeof detail !== 'string' || !/^[\x20-\x7e]+$/.test(detail)) {
    return wrong('failedValidationErrorMessage', 'must be a text that may stand in a header')
  }
  return { value: refusalOf(status, detail) }
}

/** A 401 needs its challenge (RFC 9110 section 15.5.2). */
function refusalOf(status: number, detail: string): Problem {
  const { headers = [] } = unauthenticated('invalid_token', detail)
  const code = 'jwt_not_accepted'
  return status === 401 ? { code, status, detail, headers } : { code, status, detail }
}

function readClaim(option: Json): RequiredClaim | undefined {
  if (!isJsonObject(option)) return undefined
  const { name, match = 'all', separator, values = [] } = option
  if (typeof name !== 'string' || !isTexts(values)) return undefined
  if (separator !== undefined && (typeof separator !== 'string' || separator === '')) {
    return undefined
  }
  if (match !== 'all' && match !== 'any') return undefined
  return { name, values, matchesAny: match === 'any', separator }
}

/** @returns The reason as Azure names it; `undefined` when nothing is missing. */
function failure(caller: Caller | undefined, options: Options): string | undefined {
  if (caller?.type !== 'oidc') return 'TokenNotPresent'
  const { issuers, audiences } = options
  if (issuers && !holdsOne(caller.claims, 'iss', issuers)) return 'TokenIssuerNotAllowed'
  if (audiences && !holdsOne(caller.claims, 'aud', audiences)) return 'TokenAudienceNotAllowed'
  for (const required of options.claims) {
    const held = valuesOf(caller.claims, required)
    if (held === undefined) return 'TokenClaimNotFound'
    if (!matches(held, required)) return 'TokenClaimValueNotAllowed'
  }
  return undefined
}

function holdsOne(claims: JsonObject, name: string, values: readonly string[]): boolean {
  const required = { name, values, matchesAny: true, separator: undefined }
  return matches(valuesOf(claims, required) ?? [], required)
}

function valuesOf(
  claims: JsonObject,
  { name, separator }: RequiredClaim,
): readonly Json[] | undefined {
  const claim = Object.hasOwn(claims, name) ? claims[name] : undefined
  if (claim === undefined || claim === null) return undefined
  if (Array.isArray(claim)) return claim
  return typeof claim === 'string' && separator !== undefined ? claim.split(separator) : [claim]
}

function matches(held: readonly Json[], { values, matchesAny }: RequiredClaim): boolean {
  const has = (value: string): boolean =>
    held.some((each) => typeof each !== 'object' && String(each) === value)
  return matchesAny ? values.length === 0 || values.some(has) : values.every(has)
}
