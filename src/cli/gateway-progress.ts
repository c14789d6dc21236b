import { type DurationMs, ofKind, type Store } from '../model/index.ts'
import type { Invocation } from './command.ts'

/** How long a gateway is given to load what was applied; it goes on trying by itself. */
const patience: DurationMs = 10_000
const lookEvery: DurationMs = 50

/** Says when the gateway serves what was just applied. Says nothing where none answers. */
export async function showServed({ host, out }: Invocation, store: Store): Promise<void> {
  const { serial, resources } = await store.state.read()
  const [gateway] = ofKind(resources, 'gateway')
  if (gateway === undefined) return
  const started = host.clock.now()
  const elapsed = (): DurationMs => host.clock.now() - started
  let now = await host.servedSerial(gateway.spec.publicUrl)
  while (now !== undefined && now < serial && elapsed() < patience) {
    await host.clock.sleep(lookEvery)
    now = await host.servedSerial(gateway.spec.publicUrl)
  }
  if (now === undefined) return
  const isBehind = now < serial
  const text = isBehind
    ? `Gateway: still on serial ${now}; see its log, and credmgr drift`
    : `Gateway: on serial ${now} after ${elapsed()}ms`
  out.progress(isBehind ? out.paint('warning', text) : text)
  out.event('gateway_serial', text, { serial: now, applied: serial })
}
