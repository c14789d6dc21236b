import { broadRoutes } from './broad-routes.ts'
import { broadScopes } from './broad-scopes.ts'
import { clientAuth } from './client-auth.ts'
import { consent } from './consent.ts'
import { endpointHosts } from './endpoint-hosts.ts'
import { issuer } from './issuer.ts'
import { offlineAccess } from './offline-access.ts'
import { redirects } from './redirects.ts'
import { repeatedPrincipals } from './repeated-principals.ts'
import { routeOrder } from './route-order.ts'
import type { Rule } from './rule.ts'
import { secretReferences } from './secret-references.ts'
import { secrets } from './secrets.ts'
import { tokenHeaders } from './token-headers.ts'
import { unused } from './unused.ts'
import { upstreamHosts } from './upstream-hosts.ts'

/** The shelf of lint rules, by their codes. To add one: one file here, one line below. */
export const rules: readonly Rule[] = [
  broadScopes,
  offlineAccess,
  endpointHosts,
  redirects,
  clientAuth,
  issuer,
  unused,
  repeatedPrincipals,
  consent,
  upstreamHosts,
  routeOrder,
  broadRoutes,
  tokenHeaders,
  secrets,
  secretReferences,
]
