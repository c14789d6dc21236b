import { configGraph, mermaidOf, svgOf } from '../../config/index.ts'
import type { Command } from '../command.ts'
import { readConfig } from '../configuration.ts'
import { showDiagnostics } from '../problems.ts'

export const graph: Command = {
  name: 'graph',
  summary: 'draw providers, connections, access policies and routes',
  positionals: '',
  maxPositionals: 0,
  options: {
    format: {
      value: 'FORMAT',
      choices: ['mermaid', 'svg'],
      summary: 'the form of the drawing (default: mermaid)',
    },
  },
  details: [
    'It reads no environment: what depends on it is shown as it is written. A dashed arrow leads to a',
    'route whose connection no access policy lets anybody use. With --json it prints nodes and edges.',
  ].join('\n'),
  async run(invocation) {
    const { host, out, option } = invocation
    const { checked, sources } = await readConfig(invocation, { withEnvironment: false })
    showDiagnostics(out, checked.diagnostics, sources)
    if (!checked.ok) return 1
    const drawn = configGraph(checked.value)
    out.line({
      nodes: drawn.nodes.map((each) => ({ ...each })),
      edges: drawn.edges.map((each) => ({ ...each })),
    })
    if (out.json) return 0
    host.terminal.stdout(option('format') === 'svg' ? svgOf(drawn) : mermaidOf(drawn))
    return 0
  },
}
