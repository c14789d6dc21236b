import t from 'tap'
import { explanations, formats, renderDiagnostics } from '../../src/config/index.ts'
import { type Diagnostic, diagnosticCodes } from '../../src/model/index.ts'

const span = { file: 'config/a b.yaml', line: 2, column: 3, endLine: 2, endColumn: 6 }
const text = '# äö\n  bad: x # ghs_FAKEfakeFAKEfakeFAKEfakeFAKEfake0000\n'

function print(format: string, ...diagnostics: readonly Diagnostic[]): string {
  const print = formats[format]
  if (print === undefined) throw new Error(`no format ${format}`)
  return print({ valid: true, diagnostics, sources: () => text, version: '1.2.3' })
}

const warning: Diagnostic = {
  code: 'CM3107',
  severity: 'warning',
  message: 'something: 100%, really',
  label: 'one\ntwo',
  span,
}

t.test('an annotation escapes what GitHub would take for its own', async (t) => {
  const file = 'a,b:c%.yaml'
  const info = { ...warning, severity: 'info', span: { ...span, file, endLine: 3 } } as const
  t.equal(
    print('github', warning, info, { code: 'CM1001', severity: 'error', message: 'broken' }),
    [
      '::warning file=config/a b.yaml,line=2,endLine=2,col=3,endColumn=6,title=CM3107::something: 100%25, really; one\uFFFDtwo',
      '::notice file=a%2Cb%3Ac%25.yaml,line=2,endLine=3,title=CM3107::something: 100%25, really; one\uFFFDtwo',
      '::error title=CM1001::broken',
      '1 error, 1 warning, 1 info in 2 files.',
      '',
    ].join('\n'),
  )
})

t.test('SARIF names rules, results and where they stand', async (t) => {
  const related = { span: { ...span, line: 1, endLine: 1 }, label: 'the other' }
  const log = JSON.parse(
    print(
      'sarif',
      warning,
      { ...warning, severity: 'info' },
      { ...warning, code: 'CM1003', related },
    ),
  )
  t.equal(log.version, '2.1.0')
  const [run] = log.runs
  t.match(run.tool.driver, { name: 'credmgr', semanticVersion: '1.2.3' })
  t.strictSame(
    run.tool.driver.rules.map((rule: { id: string }) => rule.id),
    ['CM1003', 'CM3107'],
  )
  t.strictSame(run.results[0], {
    ruleId: 'CM3107',
    ruleIndex: 1,
    level: 'warning',
    message: { text: 'something: 100%, really; one\ntwo' },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'config/a%20b.yaml' },
          region: { startLine: 2, startColumn: 3, endLine: 2, endColumn: 6 },
        },
      },
    ],
  })
  t.equal(run.results[1].level, 'note')
  t.match(run.results[2].relatedLocations, [{ message: { text: 'the other' } }])
})

t.test('SARIF of nothing is a run without results', async (t) => {
  t.match(JSON.parse(print('sarif')).runs, [{ tool: { driver: { rules: [] } }, results: [] }])
})

t.test('JSON counts bytes, and shows a line without its secret', async (t) => {
  const report = JSON.parse(print('json', warning))
  t.match(report, { format_version: '1.0', valid: true, error_count: 0, warning_count: 1 })
  t.match(report.diagnostics, [
    {
      severity: 'warning',
      summary: 'something: 100%, really',
      detail: 'one\ntwo',
      code: 'CM3107',
      range: { start: { line: 2, column: 3, byte: 9 }, end: { line: 2, column: 6, byte: 12 } },
      snippet: { code: `  bad: x # ${'*'.repeat(40)}`, highlight_start_offset: 2 },
    },
  ])
  const hidden = JSON.parse(print('json', { ...warning, hideText: true }))
  t.notOk(Object.hasOwn(hidden.diagnostics[0], 'snippet'))
})

t.test('bytes are counted behind a byte order mark too', async (t) => {
  const report = formats['json']?.({
    valid: true,
    diagnostics: [{ ...warning, span: { ...span, line: 1, column: 1, endLine: 1, endColumn: 2 } }],
    sources: () => '\uFEFFa\n',
    version: '1',
  })
  t.match(JSON.parse(report ?? ''), { diagnostics: [{ range: { start: { byte: 3 } } }] })
})

t.test('text tells an info from a warning', async (t) => {
  const shown = renderDiagnostics([{ ...warning, severity: 'info' }], () => text, { color: false })
  t.match(shown, 'info[CM3107]: something: 100%, really\n')
  t.match(shown, '0 errors, 0 warnings, 1 info in 1 file.\n')
})

t.test('every code is explained, with an example of each kind', async (t) => {
  t.strictSame(Object.keys(explanations).sort(), Object.keys(diagnosticCodes).sort())
  for (const [code, { text, wrong, right }] of Object.entries(explanations)) {
    t.ok(text.length === 1 || text.length === 2, code)
    t.ok(
      text.every((each) => /^\S.{40,}[^\s]$/s.test(each)),
      code,
    )
    t.ok(wrong !== '' && right !== '' && wrong !== right, code)
  }
})

t.test(
  'of a long line JSON shows what is around the place, and counts all its bytes',
  async (t) => {
    const line = 'ä: x, '.repeat(5_000)
    const diagnostics = Array.from({ length: 5_000 }, (_, at) => {
      const column = at * 6 + 4
      return { ...warning, span: { ...span, line: 1, endLine: 1, column, endColumn: column + 1 } }
    })
    const report = formats['json']?.({
      valid: true,
      diagnostics,
      sources: () => line,
      version: '1',
    })
    t.ok((report ?? '').length < 1_000 * diagnostics.length, 'the line is not in it 5000 times')
    const found = JSON.parse(report ?? '').diagnostics
    for (const [at, { range, snippet }] of found.entries()) {
      if (range.start.byte !== at * 7 + 4 || range.end.byte !== at * 7 + 5) t.fail(`byte ${at}`)
      const marked = snippet.code.slice(
        snippet.highlight_start_offset,
        snippet.highlight_end_offset,
      )
      if (marked !== 'x') t.fail(`mark ${at}: ${marked}`)
    }
    t.equal(found.length, 5_000)
  },
)
