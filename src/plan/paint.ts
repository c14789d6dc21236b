import type { Action } from './plan.ts'

export type Tone = 'add' | 'change' | 'destroy' | 'consent' | 'bold' | 'dim'

/** Colours a piece of text, or leaves it as it is. */
export type Paint = (tone: Tone, text: string) => string

/** Select Graphic Rendition parameters (ECMA-48 section 8.3.117). */
const codes: { readonly [T in Tone]: readonly [on: number, off: number] } = {
  add: [32, 39],
  change: [33, 39],
  destroy: [31, 39],
  consent: [36, 39],
  bold: [1, 22],
  dim: [2, 22],
}

export function createPaint(color: boolean): Paint {
  if (!color) return (_, text) => text
  return (tone, text) => {
    const [on, off] = codes[tone]
    return `\u001b[${on}m${text}\u001b[${off}m`
  }
}

/** Terraform's symbols. */
export function symbolOf(action: Action): string {
  return { create: '+', update: '~', replace: '-/+', delete: '-' }[action]
}

/** The symbol in its colours: of `-/+` each half has its own. */
export function paintedSymbol(paint: Paint, action: Action): string {
  if (action === 'replace') return `${paint('destroy', '-')}/${paint('add', '+')}`
  const tone = ({ create: 'add', update: 'change', delete: 'destroy' } as const)[action]
  return paint(tone, symbolOf(action))
}
