import type { ConnectionAddress } from '../model/index.ts'
import type { ServedConnection } from './serving.ts'

/** Work under way, one for each connection as served. */
export type Running<Value> = Map<
  ConnectionAddress,
  { readonly served: ServedConnection | undefined; readonly value: Promise<Value> }
>

/** What is under way already for the same connection as served, or `work` begun. */
export function once<Value>(
  running: Running<Value>,
  {
    address,
    served,
  }: { readonly address: ConnectionAddress; readonly served: ServedConnection | undefined },
  work: () => Promise<Value>,
): Promise<Value> {
  const found = running.get(address)
  if (found !== undefined && found.served === served) return found.value
  const value = work().finally(() => {
    if (running.get(address)?.value === value) running.delete(address)
  })
  running.set(address, { served, value })
  return value
}
