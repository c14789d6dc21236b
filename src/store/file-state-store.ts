import { CredmgrError, emptyState, type State, type StateStore } from '../model/index.ts'
import {
  type Codec,
  durableAdapter,
  readDocument,
  remembering,
  writeDocument,
} from './durable-adapter.ts'
import { remember, serialsIn } from './history.ts'
import { stateCodec, stateCorrupt } from './state-file.ts'
import type { StoreContext } from './store-context.ts'

/**
 * The recorded world in `state.json`. The state that a write replaces is in `history` before it is
 * replaced.
 */
export class FileStateStore implements StateStore {
  readonly #context: StoreContext
  readonly #codec: Codec<State>

  constructor(context: StoreContext) {
    const { keys, layout } = context
    this.#context = context
    const place = { path: layout.state, history: layout.history }
    this.#codec = remembering(stateCodec(keys, place, context))
  }

  async read(): Promise<State> {
    const state = await this.#readFile()
    if (state.revision > 0 || (await serialsIn(this.#context)).length === 0) return state
    // The first write may have come between the two looks; the state is there before its history.
    const second = await this.#readFile()
    if (second.revision > 0) return second
    const { layout } = this.#context
    throw stateCorrupt('is missing', { path: layout.state, history: layout.history })
  }

  async write(state: State): Promise<void> {
    await this.#context.exclusively('state', async () => {
      const current = await this.read()
      refuseConflict(state, current)
      if (current.revision > 0) await remember(this.#context, current, this.#codec)
      await writeDocument(this.#adapter(), state)
      // The write has succeeded; without this copy the next write makes it, or fails for its reason.
      await remember(this.#context, state, this.#codec).catch(() => undefined)
    })
  }

  /** Revision 0 is never written: it means that there is no file. */
  #readFile(): Promise<State> {
    return readDocument(this.#adapter(), emptyState(this.#context.lineage))
  }

  #adapter(): ReturnType<typeof durableAdapter<State>> {
    const { disk, layout } = this.#context
    return durableAdapter(disk, layout.state, this.#codec)
  }
}

function refuseConflict(state: State, current: State): void {
  const expected = state.revision - 1
  const actual = current.revision
  if (expected === actual && state.lineage === current.lineage) return
  const message =
    expected === actual
      ? `the state of lineage "${state.lineage}" does not belong in the store of "${current.lineage}"`
      : `the state was written by another process: revision ${actual} instead of ${expected}`
  throw new CredmgrError('STATE_CONFLICT', message, { expected, actual })
}
