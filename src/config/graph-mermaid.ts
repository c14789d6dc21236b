import { type Column, columns, type Graph, type GraphNode } from './graph.ts'

const groupsOf: { readonly [C in Column]: readonly [id: string, title: string] } = {
  provider: ['providers', 'Providers'],
  connection: ['connections', 'Connections'],
  accessPolicy: ['accessPolicies', 'Access policies'],
  route: ['routes', 'Routes'],
}

/** A graph as a Mermaid flowchart, one line an object or arrow; ends with a newline. */
export function mermaidOf({ nodes, edges }: Graph): string {
  const groups = columns.flatMap((kind) => {
    const members = nodes.filter((each) => each.kind === kind)
    if (members.length === 0) return []
    const [id, title] = groupsOf[kind]
    return [
      `  subgraph ${id} ["${title}"]`,
      ...members.map((each) => `    ${mermaidId(each.id)}["${labelOf(each)}"]`),
      '  end',
    ]
  })
  const arrows = edges.map(
    ({ from, to, denied }) =>
      `  ${mermaidId(from)} ${denied ? '-. denied .->' : '-->'} ${mermaidId(to)}`,
  )
  return `${['flowchart LR', ...groups, ...arrows].join('\n')}\n`
}

/** Letters and digits stay, anything else becomes its number: two objects never get one id. */
function mermaidId(id: string): string {
  return id
    .replace('.', '_')
    .replace(/(?<=_.*)[^A-Za-z0-9]/gu, (each) => `_${(each.codePointAt(0) ?? 0).toString(16)}_`)
}

function labelOf({ name, details }: GraphNode): string {
  return [name, ...details].map(mermaidText).join('<br/>')
}

/**
 * A text as an entity code wherever Mermaid, Markdown or HTML could read something into it. White
 * space becomes a space; what is no character is replaced.
 */
export function mermaidText(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\p{Cs}]/gu, '\uFFFD')
    .replace(/[^\p{L}\p{M}\p{N} .,:/=\uFFFD-]/gu, (each) => `#${each.codePointAt(0)};`)
}
