import { Pool } from 'undici'
import type { Upstream } from './snapshot.ts'

/** Connections to upstreams. They outlive snapshots, so that a reload opens and closes nothing. */
export interface Pools {
  poolFor(upstream: Upstream): Pool
  /** Closes the pools of all other upstreams, each when its last request has ended. */
  retain(upstreams: readonly Upstream[]): void
  /** Resolves when every request has ended and every connection is closed. */
  close(): Promise<void>
}

/** Connections to one upstream; further requests wait for one of them. */
const connectionLimit = 512

export function createPools(): Pools {
  const pools = new Map<string, Pool>()

  function poolFor(upstream: Upstream): Pool {
    const known = pools.get(upstream.key)
    if (known !== undefined) return known
    const pool = new Pool(upstream.origin, {
      connections: connectionLimit,
      pipelining: 1,
      connectTimeout: upstream.connectTimeout,
    })
    pools.set(upstream.key, pool)
    return pool
  }

  function retain(upstreams: readonly Upstream[]): void {
    const used = new Set(upstreams.map((each) => each.key))
    for (const [key, pool] of pools) {
      if (used.has(key)) continue
      // Out of the table first: a request that comes late opens a new pool, never a closed one.
      pools.delete(key)
      void pool.close()
    }
  }

  async function close(): Promise<void> {
    const closing = [...pools.values()].map((pool) => pool.close())
    pools.clear()
    await Promise.all(closing)
  }

  return { poolFor, retain, close }
}
