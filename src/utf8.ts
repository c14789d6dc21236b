import { isUtf8 } from 'node:buffer'

/**
 * Why bytes are no text in UTF-8, with the place; `undefined` when they are. Completes a sentence about
 * the file. Decoded all the same they would silently become something else, a secret among it.
 */
export function flawOfUtf8(bytes: Buffer): string | undefined {
  if (isUtf8(bytes)) return undefined
  const mark = bytes.subarray(0, 2).toString('hex')
  if (mark === 'fffe' || mark === 'feff') return 'is UTF-16; save it as UTF-8'
  const { line, column, byte } = strangeByte(bytes)
  const name = `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`
  return `is not text in UTF-8: byte ${name} at line ${line}, column ${column}`
}

/** The first byte that is no UTF-8; line and column count from 1, a column in UTF-16 code units. */
function strangeByte(bytes: Buffer): { line: number; column: number; byte: number } {
  let line = 1
  let start = 0
  let end = bytes.indexOf(10)
  while (end !== -1 && isUtf8(bytes.subarray(start, end))) {
    line += 1
    start = end + 1
    end = bytes.indexOf(10, start)
  }
  const rest = bytes.subarray(start, end === -1 ? undefined : end)
  const text = rest.toString('utf8')
  let column = 0
  let at = 0
  // What stands for the strange byte may also stand there by itself.
  for (;;) {
    column = text.indexOf('\uFFFD', column)
    at = Buffer.byteLength(text.slice(0, column))
    if (rest.toString('hex', at, at + 3) !== 'efbfbd') break
    column += 1
  }
  return { line, column: column + 1, byte: rest[at] ?? 0 }
}
