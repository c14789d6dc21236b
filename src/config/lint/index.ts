import { applied } from './applied.ts'
import { broadRoutes } from './broad-routes.ts'
import { broadScopes } from './broad-scopes.ts'
import { clientAuth } from './client-auth.ts'
import { consent } from './consent.ts'
import { doneBlocks } from './done-blocks.ts'
import { endpointHosts } from './endpoint-hosts.ts'
import { issuer } from './issuer.ts'
import { knownScopes } from './known-scopes.ts'
import { manyConnections } from './many.ts'
import { offlineAccess } from './offline-access.ts'
import { openOrigins } from './open-origins.ts'
import { productionOnly } from './production-only.ts'
import { readingRoutes } from './reading-routes.ts'
import { redirects } from './redirects.ts'
import { repeatedPrincipals } from './repeated-principals.ts'
import { repository } from './repository.ts'
import { routeOrder } from './route-order.ts'
import type { Rule } from './rule.ts'
import { secretAge } from './secret-age.ts'
import { secretSources } from './secret-sources.ts'
import { secrets } from './secrets.ts'
import { sharedClients } from './shared-clients.ts'
import { tokenPlaces } from './token-places.ts'
import { unused } from './unused.ts'
import { upstreamHosts } from './upstream-hosts.ts'

/** The shelf of lint rules, by their codes. To add one: one file here, one line below. */
export const rules: readonly Rule[] = [
  broadScopes,
  doneBlocks,
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
  tokenPlaces,
  openOrigins,
  secrets,
  secretSources,
  secretAge,
  knownScopes,
  readingRoutes,
  sharedClients,
  productionOnly,
  applied,
  repository,
  manyConnections,
]
