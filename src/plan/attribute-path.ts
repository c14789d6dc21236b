const plainKey = /^[\w-]+$/
const segment = /\["(?:[^"\\]|\\.)*"\]|[^.[]+/g

/** The dotted path of nested keys: `match.path`; a key that is not a plain word is quoted: `labels["a.b"]`. */
export function pathOf(keys: readonly string[]): string {
  return keys.reduce((path, key) => {
    if (!plainKey.test(key)) return `${path}[${JSON.stringify(key)}]`
    return path === '' ? key : `${path}.${key}`
  }, '')
}

/** The nested keys of a dotted path; the inverse of {@link pathOf}. */
export function keysOf(path: string): readonly string[] {
  return [...path.matchAll(segment)].map(([text]) =>
    text.startsWith('[') ? String(JSON.parse(text.slice(1, -1))) : text,
  )
}
