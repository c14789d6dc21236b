/** Larger bodies are not held back. */
const limit = 64 * 1024

/** An answer of the upstream that waits until it is known whether it is the one that counts. */
export class HeldAnswer {
  readonly status: number
  readonly chunks: Buffer[] = []
  /** All of it is here. */
  isWhole = false
  /** Why the rest of it will never come. */
  error: Error | undefined
  #size = 0

  constructor(status: number) {
    this.status = status
  }

  /** @returns `false` when there is no room for it. */
  take(chunk: Buffer): boolean {
    if (this.#size + chunk.length > limit) return false
    this.#size += chunk.length
    this.chunks.push(chunk)
    return true
  }
}
