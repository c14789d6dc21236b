import { type HeaderList, removeHeader } from './header-list.ts'

/** Header fields that policies put on the answer, whoever gives it: upstream or gateway. */
export class AnswerFields {
  readonly #set: string[] = []
  readonly #removed: string[] = []
  readonly #added: string[] = []

  /** Takes the place of every field of that name. */
  set(name: string, value: string): void {
    this.#set.push(name, value)
  }

  /** Stands beside fields of that name. */
  add(name: string, value: string): void {
    this.#added.push(name, value)
  }

  /** @param lowerCase The name, in lower case. */
  remove(lowerCase: string): void {
    this.#removed.push(lowerCase)
  }

  putInto(fields: HeaderList): void {
    for (const lowerCase of this.#removed) removeHeader(fields, lowerCase)
    for (let index = 0; index < this.#set.length; index += 2) {
      removeHeader(fields, (this.#set[index] ?? '').toLowerCase())
    }
    fields.push(...this.#set, ...this.#added)
  }
}
