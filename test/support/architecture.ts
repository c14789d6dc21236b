/**
 * The rules of the house as one function over a map from file to text.
 *
 * @module
 */
import { posix } from 'node:path'
import { codeOf, importsOf } from './source.ts'

/** Something that the house does not allow; `line` counts from 1. */
export interface Violation {
  readonly file: string
  readonly line: number
  readonly rule: Rule
  readonly what: string
}

export type Rule =
  | 'layer'
  | 'door'
  | 'top'
  | 'node'
  | 'package'
  | 'ambient'
  | 'length'
  | 'shelf'
  | 'room'

/** Rooms of `src/`; a room may import rooms of a lower number. */
const layers: { readonly [room: string]: number } = {
  model: 0,
  config: 1,
  plan: 1,
  oauth: 1,
  engine: 2,
  store: 3,
  gateway: 3,
  admin: 3,
  cli: 3,
  // The files that stand in `src/` itself.
  '': 4,
}

const edge = 3

/** Where each npm package may be imported. */
const packages: { readonly [name: string]: readonly string[] } = {
  yaml: ['config'],
  'csv-parse': ['config'],
  ajv: ['config'],
  oauth4webapi: ['oauth'],
  lowdb: ['store'],
  tweetnacl: ['store'],
  undici: ['gateway', ''],
  jose: ['gateway', 'oauth'],
  hono: ['gateway', 'admin'],
  chokidar: [''],
  '@hono/node-server': [''],
  pino: [''],
}

/** Folders in which every file is an item of the list in `index.ts`. */
const shelves = [
  'src/oauth/grants',
  'src/oauth/providers',
  'src/config/lint',
  'src/config/formats',
  'src/gateway/policies',
  'src/cli/commands',
]

/** What only the edge may reach for; below it, such things come in by name. */
const ambient: readonly [what: string, form: RegExp][] = [
  ['Date.now()', /(?<![.\w$])Date\s*\.\s*now\b/],
  ['new Date()', /\bnew\s+Date\s*(?:\(\s*\)|(?!\s*\())/],
  ['Math.random()', /(?<![.\w$])Math\s*\.\s*random\b/],
  ['a timer', /(?<![.\w$])set(?:Timeout|Interval|Immediate)\s*\(/],
  ['random bytes', /(?<![.\w$])crypto\s*\.\s*(?:getRandomValues|randomUUID)\b/],
  ['process', /(?<![.\w$])process\s*(?:\.|\[)/],
  ['console', /(?<![.\w$])console\s*(?:\.|\[)/],
  ['globalThis', /(?<![.\w$])globalThis\b/],
]

const maxLines = 400

/**
 * @param files Text by path from the top of the repository; only `src/**.ts` is looked at.
 * @returns Every violation, in the order of the files; none when the house is in order.
 */
export function violations(files: ReadonlyMap<string, string>): readonly Violation[] {
  const sources = [...files].filter(([file]) => /^src\/.*\.ts$/.test(file))
  return [
    ...sources.flatMap(([file, text]) => inFile(file, text)),
    ...shelves.flatMap((shelf) => onShelf(shelf, new Map(sources))),
  ]
}

function inFile(file: string, text: string): readonly Violation[] {
  const room = roomOf(file)
  const layer = layers[room]
  if (layer === undefined) return [{ file, line: 1, rule: 'room', what: room }]
  const imports = importsOf(text).flatMap(({ specifier, line }) => {
    const broken = ruleBroken(file, specifier)
    return broken === undefined ? [] : [{ file, line, rule: broken, what: specifier }]
  })
  const reaches = layer < edge ? reachesOf(file, codeOf(text)) : []
  return [...imports, ...reaches, ...tooLong(file, text)]
}

function ruleBroken(file: string, specifier: string): Rule | undefined {
  const room = roomOf(file)
  if (specifier.startsWith('node:')) return (layers[room] ?? 0) < edge ? 'node' : undefined
  if (!specifier.startsWith('.')) return allows(specifier, room) ? undefined : 'package'

  const target = posix.join(posix.dirname(file), specifier)
  if (!target.startsWith('src/')) return 'layer'
  const other = roomOf(target)
  if (other === '') return room === '' && target !== 'src/main.ts' ? undefined : 'top'
  if (other === room) return undefined
  if ((layers[other] ?? Number.POSITIVE_INFINITY) >= (layers[room] ?? 0)) return 'layer'
  // What puts the parts together may take a part without the room that it stands in.
  return room === '' || target === `src/${other}/index.ts` ? undefined : 'door'
}

/** `src/engine/tokens.ts` is in `engine`, `src/main.ts` in the room without a name. */
function roomOf(file: string): string {
  const [, room = '', ...rest] = file.split('/')
  return rest.length === 0 ? '' : room
}

function allows(specifier: string, room: string): boolean {
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier
  return packages[name]?.includes(room) ?? false
}

function reachesOf(file: string, code: string): readonly Violation[] {
  const found = code.split('\n').flatMap((text, index) => {
    return ambient
      .filter(([, form]) => form.test(text))
      .map(([what]): Violation => ({ file, line: index + 1, rule: 'ambient', what }))
  })
  return [...found, ...globalFetch(file, code)]
}

const fetchUsed = /(?<![.\w$])fetch\s*\(|[:,(=]\s*fetch\s*[,)}\n]/
const fetchGiven = new RegExp(
  [
    // A parameter or member with its type, one taken out of an object, one made here.
    String.raw`\bfetch\s*\??\s*:\s*[\w.]*Fetch\b`,
    String.raw`\{[^{}]*\bfetch\b[^{}]*\}\s*(?::|=[^=>])`,
    String.raw`\bconst\s+fetch\b`,
  ].join('|'),
)

/** A file may call the `fetch` that it was given, and no other. */
function globalFetch(file: string, code: string): readonly Violation[] {
  if (fetchGiven.test(code)) return []
  const match = fetchUsed.exec(code)
  if (match === null) return []
  const line = code.slice(0, match.index).split('\n').length
  return [{ file, line, rule: 'ambient', what: 'fetch' }]
}

function tooLong(file: string, text: string): readonly Violation[] {
  const lines = text.trimEnd().split('\n').length
  if (lines <= maxLines || file.endsWith('.generated.ts')) return []
  return [{ file, line: maxLines + 1, rule: 'length', what: `${lines} lines` }]
}

/** An item that the list does not name is dead; so is a shelf without a list. */
function onShelf(shelf: string, sources: ReadonlyMap<string, string>): readonly Violation[] {
  const list = `${shelf}/index.ts`
  const named = importsOf(sources.get(list) ?? '').map(({ specifier }) =>
    posix.join(shelf, specifier),
  )
  const items = [...sources.keys()].filter((file) => posix.dirname(file) === shelf && file !== list)
  return items
    .filter((file) => !named.includes(file))
    .map((file) => ({ file, line: 1, rule: 'shelf', what: list }))
}
