import { checkHeader } from './check-header.ts'
import { choose } from './choose.ts'
import { cors } from './cors.ts'
import { forwardRequest } from './forward-request.ts'
import { getAuthorizationContext } from './get-authorization-context.ts'
import { ipFilter } from './ip-filter.ts'
import { limitConcurrency } from './limit-concurrency.ts'
import { onError } from './on-error.ts'
import type { Policy } from './policy.ts'
import { quotaByKey } from './quota-by-key.ts'
import { rateLimit } from './rate-limit.ts'
import { rateLimitByKey } from './rate-limit-by-key.ts'
import { retry } from './retry.ts'
import { returnResponse } from './return-response.ts'
import { rewriteUri } from './rewrite-uri.ts'
import { setHeader } from './set-header.ts'
import { setMethod } from './set-method.ts'
import { setQueryParameter } from './set-query-parameter.ts'
import { setVariable } from './set-variable.ts'
import { validateJwt } from './validate-jwt.ts'

/** The shelf of route policies. To add one: one file here, one line below. */
export const policies: readonly Policy[] = [
  getAuthorizationContext,
  setHeader,
  setQueryParameter,
  rewriteUri,
  setMethod,
  validateJwt,
  checkHeader,
  ipFilter,
  returnResponse,
  setVariable,
  choose,
  rateLimit,
  rateLimitByKey,
  quotaByKey,
  limitConcurrency,
  cors,
  forwardRequest,
  retry,
  onError,
]
