import { join } from 'node:path'
import t from 'tap'
import { mermaidText } from '../../src/config/graph-mermaid.ts'
import { xmlText } from '../../src/config/graph-svg.ts'
import { configGraph, type Graph, mermaidOf, svgOf } from '../../src/config/index.ts'
import { isGolden } from '../support/golden.ts'
import { load } from './support.ts'

const golden = join(import.meta.dirname, 'golden')

const text = `version: 1
identities:
  batch: { apiKey: { env: A } }
  ci: { issuer: 'https://ci.example', audience: x }
providers:
  github: { template: github, grant: authorizationCode, clientId: a, clientSecret: { env: B } }
  spare: { template: github, grant: authorizationCode, clientId: a, clientSecret: { env: B } }
connections:
  github/release-bot: { expect: { account: acme-release-bot } }
  github/alice: {}
  spare/one: {}
accessPolicies:
  releases:
    connections: [github/release-bot]
    allow: [{ apiKey: batch }, { claims: { identity: ci, sub: 'repo:acme/app:ref:refs/heads/main' } }]
  nightly: { connections: [github/*], allow: [{ managedIdentity: gateway }] }
routes:
  github:
    match: { path: /github/**, methods: [GET, POST] }
    upstream: https://api.github.com
    connection: github/release-bot
  spare: { match: { path: /spare }, upstream: 'https://api.github.com', connection: spare/one }
  open: { match: { path: /open/* }, upstream: 'https://a.example', public: true, policies: [] }
`

function graphOf(config: string): Graph {
  const loaded = load(config)
  if (!loaded.ok) throw new Error(loaded.diagnostics.map((each) => each.message).join('\n'))
  return configGraph(loaded.value)
}

t.test('a configuration as Mermaid and as SVG', async (t) => {
  isGolden(t, join(golden, 'graph.mmd'), mermaidOf(graphOf(text)))
  isGolden(t, join(golden, 'graph.svg'), svgOf(graphOf(text)))
})

t.test('arrows lead where a token may go, and are marked where nobody may use it', async (t) => {
  const { edges } = graphOf(text)
  t.strictSame(
    edges.map(({ from, to, denied }) => `${from} ${denied ? '-x' : '->'} ${to}`),
    [
      'provider.github -> connection.github/alice',
      'provider.github -> connection.github/release-bot',
      'provider.spare -> connection.spare/one',
      'connection.github/alice -> accessPolicy.nightly',
      'connection.github/release-bot -> accessPolicy.nightly',
      'connection.github/release-bot -> accessPolicy.releases',
      'accessPolicy.nightly -> route.github',
      'accessPolicy.releases -> route.github',
      'connection.spare/one -x route.spare',
    ],
  )
})

t.test('an empty configuration is drawn as well', async (t) => {
  const empty = configGraph({ resources: [] })
  t.equal(mermaidOf(empty), 'flowchart LR\n')
  t.ok(elementsOf(svgOf(empty)).includes('svg'))
})

t.test('what a label holds is only text', async (t) => {
  const rows: readonly (readonly [text: string, mermaid: string, xml: string])[] = [
    ['"', '#34;', '&quot;'],
    ["'", '#39;', '&#39;'],
    ['<b>', '#60;b#62;', '&lt;b&gt;'],
    ['&amp;', '#38;amp#59;', '&amp;amp;'],
    ['#34;', '#35;34#59;', '#34;'],
    ['a\nb', 'a b', 'a\nb'],
    ['`x`', '#96;x#96;', '`x`'],
    ['**x** _y_', '#42;#42;x#42;#42; #95;y#95;', '**x** _y_'],
    ['%%{init}%%', '#37;#37;#123;init#125;#37;#37;', '%%{init}%%'],
    ['][(){}|', '#93;#91;#40;#41;#123;#125;#124;', '][(){}|'],
    [']]>', '#93;#93;#62;', ']]&gt;'],
    ['\u0000\u001b', '\uFFFD\uFFFD', '\uFFFD\uFFFD'],
    ['\uD800', '\uFFFD', '\uFFFD'],
    ['Grüße 東京 😀', 'Grüße 東京 #128512;', 'Grüße 東京 😀'],
  ]
  for (const [given, mermaid, xml] of rows) {
    t.equal(mermaidText(given), mermaid, JSON.stringify(given))
    t.equal(xmlText(given), xml, JSON.stringify(given))
  }
})

t.test('hostile names break neither form', async (t) => {
  const name = '</title><script>alert(1)</script>" onload="x"]\n  x --> y %%{init: {}}%%'
  const { nodes, edges } = graphOf(text)
  const hostile = {
    nodes: nodes.map((each) => ({ ...each, name, details: [name, name] })),
    edges,
  }
  const svg = svgOf(hostile)
  t.strictSame(elementsOf(svg), elementsOf(svgOf({ nodes: nodes.map(twoDetails), edges })))
  t.notMatch(svg, /<script|onload="/)
  const lines = (mermaid: string): number => mermaid.split('\n').length
  t.equal(lines(mermaidOf(hostile)), lines(mermaidOf({ nodes, edges })))
  t.notMatch(mermaidOf(hostile), /<(?!br\/>)|%%/)
})

function twoDetails(node: Graph['nodes'][number]): Graph['nodes'][number] {
  return { ...node, details: ['a', 'b'] }
}

/** The elements of an XML text in order; throws where one is not closed. */
function elementsOf(xml: string): readonly string[] {
  const open: string[] = []
  const found: string[] = []
  for (const [, slash, name = '', rest = ''] of xml.matchAll(/<(\/?)([\w-]+)([^<>]*)>/g)) {
    if (slash === '/' && open.pop() !== name) throw new Error(`</${name}> closes nothing`)
    if (slash === '/') continue
    found.push(name)
    if (!rest.endsWith('/')) open.push(name)
  }
  if (open.length > 0) throw new Error(`<${open.join('> <')}> stays open`)
  return found
}

t.test('two objects never share an id in Mermaid', async (t) => {
  const names = ['a--b/c', 'a/b--c', 'a-2d/b', 'a/b', 'a-/b', 'a/-b', 'a_2d_/b']
  const nodes = names.map((name) => ({
    id: `connection.${name}`,
    kind: 'connection' as const,
    name,
    details: [],
  }))
  const ids = mermaidOf({ nodes, edges: [] }).match(/connection_\w+/g)
  t.equal(new Set(ids).size, names.length)
})

t.test('no two boxes of a hundred objects overlap', async (t) => {
  const connections = Array.from({ length: 60 }, (_, at) => `a${at % 5}/c${at}`)
  const big = [
    'version: 1',
    'identities: { b: { apiKey: { env: A } } }',
    'providers:',
    ...[0, 1, 2, 3, 4].map(
      (at) =>
        `  a${at}: { template: github, grant: authorizationCode, clientId: a, clientSecret: { env: B } }`,
    ),
    'connections:',
    ...connections.map((each) => `  ${each}: {}`),
    'accessPolicies:',
    ...[0, 1, 2, 3, 4].map((at) => `  p${at}: { connections: [a${at}/*], allow: [{ apiKey: b }] }`),
    'routes:',
    ...connections
      .slice(0, 30)
      .map(
        (each, at) =>
          `  r${at}: { match: { path: /r${at} }, upstream: 'https://api.github.com', connection: ${each} }`,
      ),
  ].join('\n')
  const boxes = [
    ...svgOf(graphOf(big)).matchAll(
      /class="box" x="([\d.-]+)" y="([\d.-]+)" width="(\d+)" height="(\d+)"/g,
    ),
  ].map(([, x, y, width, height]) => ({
    x: Number(x),
    y: Number(y),
    right: Number(x) + Number(width),
    bottom: Number(y) + Number(height),
  }))
  t.equal(boxes.length, 100)
  const overlapping = boxes.filter((one, at) =>
    boxes
      .slice(at + 1)
      .some(
        (two) => one.x < two.right && two.x < one.right && one.y < two.bottom && two.y < one.bottom,
      ),
  )
  t.strictSame(overlapping, [])
})

t.test('a connection template is drawn with the policies that cover its connections', async (t) => {
  const text = `version: 1
providers: { github: { template: github, grant: authorizationCode, clientId: a, clientSecret: { env: S } } }
connections: { "github/users/{sub}": {} }
accessPolicies: { own: { connections: [github/users/*], allow: [owner] } }
`
  const loaded = load(text)
  t.ok(loaded.ok)
  if (!loaded.ok) return
  const drawn = configGraph(loaded.value)
  t.match(drawn.nodes, [
    { kind: 'provider' },
    { kind: 'connection', name: 'github/users/{sub}', details: ['one for every sub'] },
    { kind: 'accessPolicy', details: ['whoever consented'] },
  ])
  t.strictSame(
    drawn.edges.map(({ from, to }) => `${from} ${to}`),
    [
      'provider.github connectionTemplate.github/users/{sub}',
      'connectionTemplate.github/users/{sub} accessPolicy.own',
    ],
  )
  t.match(mermaidOf(drawn), 'users')
  t.match(svgOf(drawn), 'users')
})
