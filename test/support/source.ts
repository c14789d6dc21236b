/**
 * Reads TypeScript just well enough for rules about it: what a file imports, and its code without
 * comments and the contents of strings. TypeScript 7 has no parser for others to use.
 *
 * @module
 */

/**
 * The text with everything in comments, strings, templates and regular expressions replaced by
 * spaces, character for character; what stands in `${…}` is code and stays. Quotes stay too.
 */
export function codeOf(text: string): string {
  const out = text.split('')
  // One entry for each `${` that is open: how many braces are open within it.
  const templates: number[] = []
  let at = 0
  while (at < text.length) {
    const end = endOfToken(text, at, templates)
    if (end.blankFrom !== undefined) blank(out, end.blankFrom, end.blankTo ?? end.next)
    at = end.next
  }
  return out.join('')
}

/** A module that a file names, and the line on which its name stands, counted from 1. */
export interface Import {
  readonly specifier: string
  readonly line: number
}

const importForms = [
  /\b(?:import|export)\b[^'"`;=()]*?\bfrom\s*(['"])/g,
  /\bimport\s*(['"])/g,
  /\bimport\s*\(\s*(['"])/g,
]

/** Static, side effect and dynamic imports, types included, and what is exported from elsewhere. */
export function importsOf(text: string): readonly Import[] {
  const code = codeOf(text)
  return importForms.flatMap((form) => {
    return [...code.matchAll(form)].map((match) => {
      const start = match.index + match[0].length
      const specifier = text.slice(start, code.indexOf(match[1] ?? '', start))
      return { specifier, line: text.slice(0, start).split('\n').length }
    })
  })
}

interface Token {
  readonly next: number
  readonly blankFrom?: number
  readonly blankTo?: number
}

function endOfToken(text: string, at: number, templates: number[]): Token {
  const two = text.slice(at, at + 2)
  if (two === '//') return blanked(at, indexOrEnd(text, '\n', at))
  if (two === '/*') return blanked(at, indexOrEnd(text, '*/', at + 2) + 2)
  const char = text[at]
  if (char === "'" || char === '"') return inside(at, endOfString(text, at))
  if (char === '`') return templatePart(text, at, templates)
  if (char === '/' && startsRegExp(text, at)) return inside(at, endOfRegExp(text, at))
  if (char === '{' && templates.length > 0) templates.push((templates.pop() ?? 0) + 1)
  if (char === '}' && templates.length > 0) return closeBrace(text, at, templates)
  return { next: at + 1 }
}

function blanked(from: number, to: number): Token {
  return { next: to, blankFrom: from, blankTo: to }
}

/** Both delimiters stay. */
function inside(from: number, to: number): Token {
  return { next: to, blankFrom: from + 1, blankTo: to - 1 }
}

function closeBrace(text: string, at: number, templates: number[]): Token {
  const open = templates.pop() ?? 0
  if (open === 0) return templatePart(text, at, templates)
  templates.push(open - 1)
  return { next: at + 1 }
}

/** From a backtick, or from the brace that ends a `${…}`, to the next of either. */
function templatePart(text: string, at: number, templates: number[]): Token {
  for (let i = at + 1; i < text.length; i += 1) {
    if (text[i] === '\\') i += 1
    else if (text[i] === '`') return inside(at, i + 1)
    else if (text.startsWith('${', i)) {
      templates.push(0)
      return { next: i + 2, blankFrom: at + 1, blankTo: i }
    }
  }
  return blanked(at, text.length)
}

function endOfString(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i += 1) {
    if (text[i] === '\\') i += 1
    else if (text[i] === text[at]) return i + 1
  }
  return text.length
}

/** A slash divides after a value and begins a regular expression anywhere else. */
function startsRegExp(text: string, at: number): boolean {
  const before = text.slice(0, at).trimEnd()
  if (/\b(?:return|typeof|case|of|in)$/.test(before)) return true
  return before === '' || /[(,=:[!&|?{};+\-*%<>~^]$/.test(before)
}

function endOfRegExp(text: string, at: number): number {
  let inClass = false
  for (let i = at + 1; i < text.length && text[i] !== '\n'; i += 1) {
    if (text[i] === '\\') i += 1
    else if (text[i] === '[') inClass = true
    else if (text[i] === ']') inClass = false
    else if (text[i] === '/' && !inClass) return i + 1
  }
  return at + 1
}

function indexOrEnd(text: string, what: string, from: number): number {
  const found = text.indexOf(what, from)
  return found === -1 ? text.length : found
}

function blank(out: string[], from: number, to: number): void {
  for (let i = from; i < to; i += 1) if (out[i] !== '\n' && out[i] !== undefined) out[i] = ' '
}
