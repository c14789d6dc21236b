import type { GrantType } from '../../model/index.ts'
import { authorizationCode } from './authorization-code.ts'
import { clientCredentialsGrant } from './client-credentials.ts'
import { deviceCode } from './device-code.ts'
import type { Grant } from './grant.ts'
import { jwtBearer } from './jwt-bearer.ts'
import { staticGrant } from './static.ts'
import { tokenExchange } from './token-exchange.ts'

export {
  type AuthorizationRequest,
  authorizationUrl,
  codeChallenge,
  exchangeCode,
} from './authorization-code.ts'
export { clientCredentials } from './client-credentials.ts'
export { type DeviceRequest, redeemDeviceCode, requestDeviceCode } from './device-code.ts'
export { refreshToken } from './refresh-token.ts'

/** The shelf of grants. To add one: one file here, one line below. Refreshing belongs to each of them. */
export const grants: { readonly [Type in GrantType]: Grant } = {
  authorizationCode,
  clientCredentials: clientCredentialsGrant,
  deviceCode,
  jwtBearer,
  tokenExchange,
  static: staticGrant,
}
