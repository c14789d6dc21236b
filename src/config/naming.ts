import { quote } from './secret-text.ts'

/** The sections of a configuration whose keys are names, and what one thing in them is called. */
export const sections: ReadonlyMap<string, string> = new Map([
  ['identities', 'identity'],
  ['providers', 'provider'],
  ['connections', 'connection'],
  ['accessPolicies', 'access policy'],
  ['routes', 'route'],
])

/** What stands at a path, for a sentence: `provider "github"`, `"endpoints" of provider "github"`. */
export function nameOf(path: readonly string[]): string {
  const [section, name, ...rest] = path
  if (section === undefined) return 'the configuration'
  const singular = sections.get(section)
  if (singular === undefined)
    return section === 'gateway' ? within('the gateway', path.slice(1)) : quote(path.join('.'))
  if (name === undefined) return quote(section)
  return within(`${singular} ${quote(name)}`, rest)
}

function within(owner: string, path: readonly string[]): string {
  if (path.length === 0) return owner
  const fields = path.reduce((text, step) => {
    if (/^\d+$/.test(step)) return `${text}[${step}]`
    return text === '' ? step : `${text}.${step}`
  }, '')
  return `${quote(fields)} of ${owner}`
}

/** Fields that hold a map whose keys are the author's own. */
const openMaps: ReadonlySet<string> = new Set([
  'labels',
  'headers',
  'claims',
  'parameters',
  'vars',
  'authorizationParams',
  'tokenParams',
])

/** Whether the key `name` of the map at `path` is a note, `x-…`, which nobody reads. */
export function isNote(name: string, path: readonly string[]): boolean {
  if (!name.startsWith('x-')) return false
  if (path.length === 1 && sections.has(path[0] ?? '')) return false
  return !openMaps.has(path.at(-1) ?? '') && !path.includes('policies')
}
