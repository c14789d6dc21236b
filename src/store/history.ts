import { join } from 'node:path'
import type { State } from '../model/index.ts'
import { namesIn, readText, removeFile, replaceFile } from './disk.ts'
import type { Codec } from './durable-adapter.ts'
import type { Layout } from './layout.ts'
import type { StoreContext } from './store-context.ts'

/** How many applied states stay in `history`, the present one included. */
const kept = 50

/** Where the last revision of a serial stands, once it is written. */
export function historyFile({ history }: Pick<Layout, 'history'>, serial: number): string {
  return join(history, `${serial}.json`)
}

/** The serials that there is a state of, in order. */
export async function serialsIn({ disk, layout }: StoreContext): Promise<readonly number[]> {
  const names = await namesIn(disk, layout.history)
  const serials = names.flatMap((name) => /^(\d+)\.json$/.exec(name)?.[1] ?? [])
  return serials.map(Number).sort((left, right) => left - right)
}

/** Puts a state into the history as `codec` writes it, and the oldest out of it. */
export async function remember(
  context: StoreContext,
  state: State,
  codec: Pick<Codec<State>, 'encode'>,
): Promise<void> {
  const { disk, layout } = context
  const path = historyFile(layout, state.serial)
  const text = codec.encode(state)
  if ((await readText(disk, path)) === text) return
  await replaceFile(disk, path, text)
  const old = (await serialsIn(context)).slice(0, -kept)
  for (const serial of old) await removeFile(disk, historyFile(layout, serial))
}
