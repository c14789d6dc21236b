import { dirname, join } from 'node:path'
import {
  CredmgrError,
  type Inspection,
  isCredmgrError,
  type PastState,
  type State,
  type Upkeep,
} from '../model/index.ts'
import {
  createFile,
  namesIn,
  privateDirectory,
  readText,
  removeFile,
  replaceFile,
  unwritable,
} from './disk.ts'
import type { FileOneTimeStore } from './file-one-time-store.ts'
import { historyFile, remember } from './history.ts'
import { inspected, pastStates } from './inspecting.ts'
import { stateCodec } from './state-file.ts'
import type { StoreContext } from './store-context.ts'

/** How many copies of what was there before stay in `backups`. */
const kept = 50

/** What a record is called, and nothing that could lead out of the store. */
const recordForm =
  /^(?:state\.json|(?:history|secrets|tmp)\/[\w.-]+|(?:vault|onetime)\/[\w-]+\/[\w.-]+)$/

/** A store seen by whoever looks after it. */
export class FileUpkeep implements Upkeep {
  readonly #context: StoreContext
  readonly #oneTime: FileOneTimeStore

  constructor(context: StoreContext, oneTime: FileOneTimeStore) {
    this.#context = context
    this.#oneTime = oneTime
  }

  inspect(): Promise<Inspection> {
    return inspected(this.#context, this.#oneTime)
  }

  history(): Promise<readonly PastState[]> {
    return pastStates(this.#context)
  }

  async backup(operation: string, records: readonly string[]): Promise<string> {
    const { disk, layout, clock } = this.#context
    const stamp = new Date(clock.now()).toISOString().replaceAll(/[:.]/g, '-')
    const [first = '', second] = operation.split(' ')
    const what = second === undefined ? first : `${first}-${second}`
    const name = `${stamp}-${what}-${disk.random.token(3)}`
    const place = join(layout.backups, name)
    await privateDirectory(disk.files, place)
    for (const record of new Set(['state.json', ...records])) {
      const text = await this.#textOf(record)
      if (text !== undefined) await this.#copy(join(place, record), text)
    }
    await this.#dropOldest()
    return place
  }

  async discard(record: string): Promise<void> {
    const { disk, layout } = this.#context
    refuseStranger(record)
    if (!record.startsWith('tmp/')) {
      await removeFile(disk, join(layout.root, record))
      return
    }
    const path = join(layout.root, record)
    await disk.files.rm(path, { recursive: true, force: true }).catch((cause: unknown) => {
      throw unwritable(path, cause)
    })
  }

  async restore(state: State): Promise<void> {
    const { disk, layout } = this.#context
    await this.#context.exclusively('state', async () => {
      const text = await readText(disk, layout.state)
      const present = text === undefined ? undefined : this.#readable(text)
      if (present !== undefined) throw conflict(state, present)
      await replaceFile(disk, layout.state, this.#codec().encode(state))
    })
  }

  async remember(): Promise<void> {
    const { disk, layout } = this.#context
    await this.#context.exclusively('state', async () => {
      const text = await readText(disk, layout.state)
      const state = text === undefined ? undefined : this.#readable(text)
      if (state === undefined || state.revision === 0) return
      await removeFile(disk, historyFile(layout, state.serial))
      await remember(this.#context, state, this.#codec())
    })
  }

  #codec(): ReturnType<typeof stateCodec> {
    const { keys, layout } = this.#context
    return stateCodec(keys, { path: layout.state, history: layout.history }, this.#context)
  }

  /** What is too new is not damaged: it is thrown, and nobody writes over it. */
  #readable(text: string): State | undefined {
    try {
      return this.#codec().decode(text)
    } catch (error) {
      if (isCredmgrError(error) && error.code === 'STATE_CORRUPT') return undefined
      throw error
    }
  }

  async #textOf(record: string): Promise<string | undefined> {
    refuseStranger(record)
    // An unfinished write may be a directory, and holds nothing that anybody has acknowledged.
    if (record.startsWith('tmp/')) return undefined
    return readText(this.#context.disk, join(this.#context.layout.root, record))
  }

  async #copy(path: string, text: string): Promise<void> {
    const { disk } = this.#context
    await disk.files
      .mkdir(dirname(path), { recursive: true, mode: 0o700 })
      .catch((cause: unknown) => {
        throw unwritable(path, cause)
      })
    await createFile(disk, path, text)
  }

  /** Their names begin with the time. */
  async #dropOldest(): Promise<void> {
    const { disk, layout } = this.#context
    const old = (await namesIn(disk, layout.backups)).slice(0, -kept)
    for (const name of old) {
      await disk.files.rm(join(layout.backups, name), { recursive: true, force: true })
    }
  }
}

function refuseStranger(record: string): void {
  if (recordForm.test(record) && !record.includes('..')) return
  throw new RangeError(`"${record}" is no record of a store`)
}

function conflict(state: State, present: State): CredmgrError<'STATE_CONFLICT'> {
  const message = `there is a state that can be read, of serial ${present.serial}`
  const details = { expected: state.revision, actual: present.revision }
  return new CredmgrError('STATE_CONFLICT', message, details)
}
