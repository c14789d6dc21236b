import { mergedConfig, type Provenance, provenanceOf, toYaml } from '../../config/index.ts'
import { CredmgrError } from '../../model/index.ts'
import type { Command, Invocation } from '../command.ts'
import { type ReadInput, readInput } from '../configuration.ts'
import { showDiagnostics } from '../problems.ts'

export const config: Command = {
  name: 'config',
  summary: 'print the configuration as one: files and environment merged, variables filled in',
  positionals: '',
  maxPositionals: 0,
  options: {
    explain: {
      value: 'PATH',
      summary: 'say which places gave a value, for example connections.github/me.scopes',
    },
  },
  details: [
    'Secrets are printed as the references that they are. With --json it prints one object.',
    'With --explain it prints each place that gave or overrode the value; the last one is valid.',
  ].join('\n'),
  async run(invocation) {
    const read = await readInput(invocation, { withEnvironment: true })
    const path = invocation.option('explain')
    return path === undefined ? print(invocation, read) : explain(invocation, read, path)
  },
}

function print({ host, out }: Invocation, { checked, sources }: ReadInput): number {
  const merged = checked.ok ? mergedConfig(checked.value) : checked
  showDiagnostics(out, merged.diagnostics, sources)
  if (!merged.ok) return 1
  out.line(merged.value)
  if (!out.json) host.terminal.stdout(toYaml(merged.value))
  return 0
}

function explain({ out }: Invocation, { checked, sources }: ReadInput, path: string): number {
  const explained = checked.ok ? provenanceOf(checked.value, path) : checked
  showDiagnostics(out, explained.diagnostics, sources)
  if (!explained.ok) return 1
  const { value } = explained
  if (!value.found) throw nothingAt(value)
  const places = value.places.map(({ file, line, column }) => ({ file, line, column }))
  out.line({ path, places })
  out.result(places.map(({ file, line }) => `${file}:${line}`).join(' -> '))
  return 0
}

function nothingAt({
  within,
  missing,
  meant,
}: Extract<Provenance, { readonly found: false }>): CredmgrError<'USAGE'> {
  const where = within === '' ? 'the configuration' : `"${within}"`
  const near = meant === undefined ? '' : `; did you mean "${meant}"?`
  const message = `no file gives a value to "${missing}" in ${where}${near}`
  return new CredmgrError('USAGE', message, { remedy: 'see what there is: credmgr config' })
}
