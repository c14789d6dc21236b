import t from 'tap'
import { loadConfig } from '../../src/config/index.ts'
import type { Diagnostic } from '../../src/model/index.ts'
import { catalog } from './catalog.ts'
import { github, head, unmarked } from './support.ts'

/** Texts of a configuration; the marked stretches «…» are those that are reported, in this order. */
interface Files {
  readonly main?: string
  readonly part?: string
  readonly overlay?: string
  readonly values?: string
}

const names = {
  main: 'credmgr.config.yaml',
  part: 'config/a.yaml',
  overlay: 'environments/prod.yaml',
  values: 'values.yaml',
} as const

/** Declares variables, so that the other files have something to set. */
const base = `${head}vars: { region: eu, level: low }
${github.replace('Iv1.fake', '"${var:region}-${var:level}"')}routes:
  r: { match: { path: /a, methods: [GET] }, upstream: https://api.github.com, connection: github/bot }
`

const fake = 'ghs_FAKEfakeFAKEfakeFAKEfakeFAKEfake0000'

type Row = readonly [title: string, codes: string, files: Files]

const rows: readonly Row[] = [
  // In an included file.
  ['a bracket that is never closed', 'CM1001', { part: 'connections: «{»\n' }],
  ['a quote that is never closed', 'CM1001', { part: 'x-a: «"»b\n' }],
  ['a second document', 'CM1001', { part: 'x-a: 1\n«---»\nx-b: 2\n' }],
  ['an unknown section', 'CM1002', { part: '«provders»: {}\n' }],
  ['an unknown field', 'CM1002', { part: 'connections:\n  github/x: { «scops»: [] }\n' }],
  ['a key that is there twice', 'CM1003', { part: 'x-a: 1\n«x-a»: 2\n' }],
  ['an object of the main file', 'CM1003', { part: 'providers:\n  «github»: {}\n' }],
  ['a reference to nothing', 'CM1004', { part: 'connections:\n  «githb»/x: {}\n' }],
  ['a value of the wrong type', 'CM1005', { part: 'connections: { github/x: { scopes: «a» } }\n' }],
  [
    'a field that is missing',
    'CM1006',
    { part: 'routes:\n  «s»: { match: { path: /s }, connection: github/bot }\n' },
  ],
  ['an empty file', 'CM1006', { part: '«»# nothing\n' }],
  [
    'two that exclude each other',
    'CM1007',
    {
      part: 'identities:\n  c: { apiKey: { env: A }, «issuer»: https://c.example }\n',
    },
  ],
  ['a tag', 'CM1008', { part: 'x-a: «!b» c\n' }],
  [
    'an alias to an anchor of another file',
    'CM1008',
    {
      main: base.replace('[repo]', '&scopes [repo]'),
      part: 'connections:\n  github/x: { scopes: «*scopes» }\n',
    },
  ],
  ['a control character', 'CM1009', { part: '\r\nx-a: «\u0007»\n' }],
  [
    'a variable that is not set',
    'CM1010',
    {
      part: 'connections:\n  github/x: { description: «"${env:NOT_SET}"» }\n',
    },
  ],
  [
    'an interpolation that is malformed',
    'CM1011',
    {
      part: 'connections:\n  github/x: { description: «"${nope}"» }\n',
    },
  ],
  ['a part of the language that is not there yet', 'CM1012', { part: '«environments»: []\n' }],
  ['an include', 'CM1013', { part: '«include»: [b.yaml]\n' }],
  [
    'a repetition that is not understood',
    'CM1014',
    {
      part: 'connections:\n  «github/x»: { forEach: [a, b] }\n',
    },
  ],
  [
    'a variable that is not declared',
    'CM1016',
    {
      part: 'connections:\n  github/x: { description: «"${var:regin}"» }\n',
    },
  ],
  ['a literal secret', 'CM2001', { part: `identities: { c: { apiKey: «${fake}» } }\n` }],
  [
    'http to another machine',
    'CM3011',
    {
      part: 'identities: { c: { issuer: «http://c.example», audience: a } }\n',
    },
  ],
  [
    'another route for the same requests',
    'CM3204',
    {
      part: 'routes: { s: { match: { path: «/a» }, upstream: https://api.github.com, connection: github/bot } }\n',
    },
  ],
  // In the file of an environment.
  ['a mistake in the syntax', 'CM1001', { overlay: 'providers:\n  github: «[»\n' }],
  ['an unknown field', 'CM1002', { overlay: 'providers: { github: { «scops»: [a] } }\n' }],
  ['a key that is there twice', 'CM1003', { overlay: 'x-a: 1\n«x-a»: 2\n' }],
  [
    'a reference to nothing',
    'CM1004',
    {
      overlay: 'accessPolicies: { all: { connections: [«+githb/*»] } }\n',
    },
  ],
  ['a value of the wrong type', 'CM1005', { overlay: 'gateway: { listen: «8080» }\n' }],
  ['an empty file', 'CM1006', { overlay: '«»' }],
  [
    'a field that is deleted and needed',
    'CM1006',
    {
      main: base.replace(
        '  github:\n    template',
        '  «github»:\n    audience: "${var:region} ${var:level}"\n    template',
      ),
      overlay: 'providers: { github: { clientId: null } }\n',
    },
  ],
  ['a merge key', 'CM1008', { overlay: 'providers: { github: { «<<»: {} } }\n' }],
  ['half of a character', 'CM1009', { overlay: 'x-a: «\ud800»\n' }],
  [
    'a variable that is not set',
    'CM1010',
    {
      overlay: 'gateway: { publicUrl: «"${env:NOT_SET}"» }\n',
    },
  ],
  [
    'an interpolation in a secret',
    'CM1011',
    {
      overlay: 'identities: { batch: { apiKey: { env: «"${var:region}"» } } }\n',
    },
  ],
  ['an include', 'CM1013', { overlay: '«include»: [b.yaml]\n' }],
  ['an object that is not there', 'CM1015', { overlay: 'connections:\n  «github/bott»: {}\n' }],
  [
    'an item without a sign',
    'CM1015',
    {
      overlay: 'providers: { github: { scopes: [+gist, «repo», -repo] } }\n',
    },
  ],
  [
    'a removal of what is not there',
    'CM1015',
    {
      overlay: 'providers:\n  github:\n    scopes:\n      - +gist\n      - «-rep»\n',
    },
  ],
  [
    'a literal secret',
    'CM2001',
    {
      overlay: 'providers: { github: { clientSecret: «plain» } }\n',
    },
  ],
  [
    'http to another machine',
    'CM3011',
    {
      overlay: 'gateway: { publicUrl: «http://a.example» }\n',
    },
  ],
  [
    'a token for a foreign host',
    'CM3202',
    {
      overlay: 'routes: { r: { upstream: «https://a.example» } }\n',
    },
  ],
  // In a file of variables.
  ['a mistake in the syntax', 'CM1001', { values: 'region: «"»eu\n' }],
  ['a key that is there twice', 'CM1003', { values: 'region: eu\n«region»: us\n' }],
  ['a list where one value must be', 'CM1005', { values: 'region: «[eu]»\n' }],
  ['a file that is a list', 'CM1005', { values: '«- region\n»' }],
  ['an empty file', 'CM1006', { values: '«»\n' }],
  ['a tag', 'CM1008', { values: 'region: «!a» b\n' }],
  ['a NUL', 'CM1009', { values: 'region: a«\u0000»b\n' }],
  ['a variable that is not declared', 'CM1016', { values: '«regin»: us\n' }],
  // In several files at once, in the order of main file, included, overlay, variables.
  [
    'mistakes in the syntax of all',
    'CM1001 CM1008 CM1003 CM1009',
    {
      main: `${base}x-a: «[»\n`,
      part: 'x-a: «!b» c\n',
      overlay: 'x-a: 1\n«x-a»: 2\n',
      values: 'a: «\u0001»\n',
    },
  ],
  [
    'unknown fields of all',
    'CM1002 CM1002 CM1005 CM1002',
    {
      main: base.replace('grant:', '«grnt»: a\n    grant:'),
      part: 'connections:\n  github/x: { «labls»: {}, scopes: «a» }\n',
      overlay: 'routes:\n  r: { «timeot»: 3s }\n',
    },
  ],
]

const order = ['main', 'part', 'overlay', 'values'] as const

for (const [title, codes, files] of rows) {
  const where = order.filter((each) => files[each]?.includes('«')).map((each) => names[each])
  t.test(`${title}: ${codes} at its place in ${where.join(', ')}`, async (t) => {
    const marked = order.map((each) => {
      const { text, at } = unmarked(files[each] ?? (each === 'main' ? base : ''))
      return { text, places: at.map((place) => `${names[each]}:${place}`), isThere: each in files }
    })
    const [main, part, overlay, values] = marked.map(({ text, isThere }, at) =>
      isThere ? [{ file: names[order[at] ?? 'main'], text }] : [],
    )
    const found = loadConfig(
      {
        file: names.main,
        text: main?.[0]?.text ?? base,
        included: part ?? [],
        overlay: overlay?.[0],
        variableFiles: values ?? [],
        env: () => undefined,
      },
      catalog,
    )
    const wanted = marked.flatMap(({ places }) => places)
    t.strictSame(
      found.diagnostics.map(placed),
      codes.split(' ').map((code, at) => `${code} ${wanted[at]}`),
    )
  })
}

function placed({ code, span }: Diagnostic): string {
  if (span === undefined) return code
  return `${code} ${span.file}:${span.line}:${span.column}-${span.endLine}:${span.endColumn}`
}

t.test('without a mistake there is nothing to report, whatever the number of files', async (t) => {
  const input = {
    file: names.main,
    text: base,
    included: [{ file: names.part, text: 'connections: { github/x: {} }\n' }],
    overlay: { file: names.overlay, text: 'providers: { github: { scopes: [+gist] } }\n' },
    variableFiles: [{ file: names.values, text: 'region: us\n' }],
  }
  t.match(loadConfig(input, catalog), { ok: true, diagnostics: [] })
})
