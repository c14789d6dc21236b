/**
 * Resources of a state, as an apply would have left them.
 *
 * @module
 */
import type { GatewaySpec, ResourceAddress, StateResource } from '../../src/model/index.ts'

const plain = {
  fingerprints: {},
  dependsOn: [],
  origin: 'c.yaml:1',
  createdSerial: 1,
  updatedSerial: 1,
}

/** Settings of a gateway that listens on any free ports of loopback. */
export function gatewayResource(spec: Partial<GatewaySpec> = {}): StateResource {
  return {
    ...plain,
    address: 'gateway.gateway' as ResourceAddress,
    kind: 'gateway',
    name: 'gateway',
    id: 'r_gateway',
    spec: {
      publicUrl: 'http://127.0.0.1:8080',
      listen: '127.0.0.1:0',
      admin: { listen: '127.0.0.1:0', roles: { operator: [], viewer: [] } },
      timeouts: { connect: 10_000, headers: 10_000, body: 10_000 },
      ...spec,
    },
  }
}

/** A route that is open to everybody and takes what stands below its name. */
export function routeResource(name: string, upstream: string): StateResource {
  return {
    ...plain,
    address: `route.${name}` as ResourceAddress,
    kind: 'route',
    name,
    id: `r_${name}`,
    spec: {
      match: { path: `/${name}/**`, methods: [], headers: {} },
      upstream,
      policies: [],
      public: true,
    },
  }
}
