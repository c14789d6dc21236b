import { columns, type Graph, type GraphEdge } from './graph.ts'
import { type Box, layoutOf, leftOf, lineHeight } from './graph-layout.ts'

const titles: readonly string[] = ['Providers', 'Connections', 'Access policies', 'Routes']

/** Characters that fit into a box; the whole text is shown when pointed at. */
const nameLength = 30
const detailLength = 38

const style = `
.credmgr-graph { color: #1c2330; --card: #f6f7f9; --edge: #d5dae2; --line: #8a94a6; --deny: #b3261e; --provider: #2f6fde; --connection: #0f8a5f; --accessPolicy: #a66300; --route: #7a4fd0; font: 12px/1 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif; }
@media (prefers-color-scheme: dark) { .credmgr-graph { color: #e8ebf1; --card: #171b22; --edge: #39414e; --line: #727d90; --deny: #ff8f85; --provider: #82aeff; --connection: #5fd0a3; --accessPolicy: #f0b95a; --route: #bb9cff; } }
.credmgr-graph text { fill: currentColor; }
.credmgr-graph .title { font-size: 13px; font-weight: 600; }
.credmgr-graph .name { font-weight: 600; font-size: 13px; }
.credmgr-graph .detail { opacity: .72; font-size: 11.5px; }
.credmgr-graph .box { fill: var(--card); stroke: var(--edge); }
.credmgr-graph .edge { fill: none; stroke: var(--line); stroke-width: 1.4; stroke-opacity: .75; }
.credmgr-graph .denied { stroke: var(--deny); stroke-dasharray: 5 4; }
.credmgr-graph .tip { fill: var(--line); }
.credmgr-graph .denied-tip { fill: var(--deny); }
`

/**
 * A graph as an SVG document that follows the reader's colour scheme and runs no script. Its styles
 * name the class `credmgr-graph`, so that it can also stand inline in a page. Ends with a newline.
 */
export function svgOf(graph: Graph): string {
  const { boxes, width, height } = layoutOf(graph)
  const drawn = [...boxes.values()]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="credmgr-graph" role="img" aria-label="${summary(graph)}" width="${width}" height="${size(height)}" viewBox="0 0 ${width} ${size(height)}">`,
    `<style>${style}</style>`,
    '<defs>',
    marker('tip'),
    marker('denied-tip'),
    '</defs>',
    ...titles.map((title, at) => `<text class="title" x="${leftOf(at)}" y="28">${title}</text>`),
    ...graph.edges.map((edge) => drawEdge(edge, boxes)),
    ...drawn.map(drawBox),
    '</svg>',
    '',
  ].join('\n')
}

function summary({ nodes }: Graph): string {
  const counts = columns.map((kind, at) => {
    const count = nodes.filter((each) => each.kind === kind).length
    return `${count} ${titles[at]?.toLowerCase()}`
  })
  return counts.join(', ')
}

function marker(name: string): string {
  return `<marker id="credmgr-${name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="${name}" d="M0 0.5 8 4 0 7.5z"/></marker>`
}

function drawEdge({ from, to, denied }: GraphEdge, boxes: ReadonlyMap<string, Box>): string {
  const [start, end] = [boxes.get(from), boxes.get(to)]
  if (start === undefined || end === undefined) return ''
  const [x1, y1] = [start.x + start.width, start.y + start.height / 2]
  const [x2, y2] = [end.x - 1, end.y + end.height / 2]
  const bend = (x2 - x1) / 2
  const path = `M${size(x1)} ${size(y1)}C${size(x1 + bend)} ${size(y1)} ${size(x2 - bend)} ${size(y2)} ${size(x2)} ${size(y2)}`
  const [kind, tip] = denied ? ['edge denied', 'denied-tip'] : ['edge', 'tip']
  return `<path class="${kind}" marker-end="url(#credmgr-${tip})" d="${path}"/>`
}

function drawBox({ node, x, y, width, height }: Box): string {
  const { kind, name, details } = node
  const lines = details.map(
    (each, at) =>
      `<text class="detail" x="${size(x + 16)}" y="${size(y + 37 + at * lineHeight)}">${xmlText(cut(each, detailLength))}</text>`,
  )
  return [
    `<g><title>${xmlText([name, ...details].join('\n'))}</title>`,
    `<rect class="box" x="${size(x)}" y="${size(y)}" width="${width}" height="${height}" rx="8"/>`,
    `<rect x="${size(x)}" y="${size(y + 7)}" width="4" height="${height - 14}" rx="2" style="fill: var(--${kind})"/>`,
    `<text class="name" x="${size(x + 16)}" y="${size(y + 20)}">${xmlText(cutMiddle(name, nameLength))}</text>`,
    ...lines,
    '</g>',
  ].join('')
}

/** Pixels with one digit at most. */
function size(value: number): string {
  return String(Math.round(value * 10) / 10)
}

function cut(text: string, length: number): string {
  const characters = [...text]
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`
}

/** The end of a name tells it from its neighbours as often as the beginning. */
function cutMiddle(text: string, length: number): string {
  const characters = [...text]
  if (characters.length <= length) return text
  const end = Math.floor(length / 2)
  return `${cut(text, length - end)}${characters.slice(-end).join('')}`
}

const entities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A text as XML content or attribute value; what XML 1.0 cannot hold is replaced. */
export function xmlText(text: string): string {
  return text
    .replace(
      /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]|[\u007f-\u009f]/gu,
      '\uFFFD',
    )
    .replace(/[&<>"']/g, (each) => entities[each] ?? each)
}
