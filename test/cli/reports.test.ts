import { Ajv } from 'ajv'
import t, { type Test } from 'tap'
import { isGolden } from './golden.ts'
import { type FakeMachine, fakeMachine, type Run } from './host.ts'

const secret = 'ghs_FAKEfakeFAKEfakeFAKEfakeFAKEfake0000'

/** Mistakes in each of four files: an unknown field, a wrong type, a literal secret, an unset variable. */
const files = {
  'credmgr.config.yaml': `version: 1
include: [config/*.yaml]
vars: { region: eu }
identities:
  batch: { apikey: { env: BATCH_API_KEY } }
providers:
  github:
    template: github
    grant: authorizationcode
    clientId: client-1
    clientSecret: ${secret}
    scopes: [repo]
`,
  // A name that needs to be escaped in one form or another.
  'config/50%, a:b.yaml': `connections:
  github/bot:
    expect: { account: 7 }
    lables: { team: a }
  github/Bot: {}
`,
  'config/routes.yaml': `routes:
  r:
    match: { path: github }
    connection: github/bot
`,
  'environments/prod.yaml': `providers:
  github: { scopes: gist }
`,
}

async function machineWith(t: Test): Promise<FakeMachine> {
  const machine = await fakeMachine(t)
  for (const [file, text] of Object.entries(files)) machine.files.set(file, { text, mode: 0o644 })
  return machine
}

const forms = ['text', 'json', 'github', 'sarif'] as const

t.test('mistakes in several files are printed at once and in order, in every form', async (t) => {
  const machine = await machineWith(t)
  for (const form of forms) {
    const run = await machine.run('validate', '-e', 'prod', '--format', form)
    isGolden(t, `validate-files-${form}`, run)
    t.notMatch(run.stdout + run.stderr, secret)
  }
})

t.test('every form tells of the same places in the same order', async (t) => {
  const machine = await machineWith(t)
  const print = (form: string): Promise<Run> =>
    machine.run('validate', '-e', 'prod', '--format', form)
  const text = await print('text')
  const shown = [...text.stderr.matchAll(/^\w+\[(CM\d+)\].*\n +--> (.*):(\d+):(\d+)$/gm)].map(
    ([, code, file, line, column]) => `${code} ${file}:${line}:${column}`,
  )
  t.ok(shown.length > 5)
  const { diagnostics } = JSON.parse((await print('json')).stdout)
  t.strictSame(
    diagnostics.map(
      ({ code, range: { filename, start } }: Place) =>
        `${code} ${filename}:${start.line}:${start.column}`,
    ),
    shown,
  )
  const [run] = JSON.parse((await print('sarif')).stdout).runs
  t.strictSame(
    run.results.map(({ ruleId, locations: [{ physicalLocation: at }] }: Result) => {
      const { startLine, startColumn } = at.region
      return `${ruleId} ${decodeURIComponent(at.artifactLocation.uri)}:${startLine}:${startColumn}`
    }),
    shown,
  )
  const annotations = (await print('github')).stdout.split('\n').filter((each) => /^::/.test(each))
  t.strictSame(annotations.map(placeOfAnnotation), shown)
})

interface Place {
  readonly code: string
  readonly range: { readonly filename: string; readonly start: { line: number; column: number } }
}

interface Result {
  readonly ruleId: string
  readonly locations: readonly [
    {
      readonly physicalLocation: {
        readonly artifactLocation: { readonly uri: string }
        readonly region: { readonly startLine: number; readonly startColumn: number }
      }
    },
  ]
}

/** As GitHub reads it: properties end at a comma and the text begins behind `::`; both are escaped within. */
function placeOfAnnotation(line: string): string {
  const [, said = ''] = /^::\w+ (.*?)::/.exec(line) ?? []
  const properties = new Map(
    said.split(',').map((each) => {
      const at = each.indexOf('=')
      return [each.slice(0, at), decodeURIComponent(each.slice(at + 1))] as const
    }),
  )
  const [file, from, column, title] = ['file', 'line', 'col', 'title'].map((name) =>
    properties.get(name),
  )
  return `${title} ${file}:${from}:${column}`
}

const text = {
  type: 'object',
  required: ['text'],
  additionalProperties: false,
  properties: { text: { type: 'string', minLength: 1 } },
}
const positive = { type: 'integer', minimum: 1 }
const physicalLocation = {
  type: 'object',
  required: ['artifactLocation', 'region'],
  additionalProperties: false,
  properties: {
    artifactLocation: {
      type: 'object',
      required: ['uri'],
      additionalProperties: false,
      // A URI reference (RFC 3986): no spaces, a percent sign only before two hexadecimal digits.
      properties: {
        uri: { type: 'string', pattern: "^(?:[\\w.~:/?#@!$&'()*+,;=-]|%[0-9A-F]{2})+$" },
      },
    },
    region: {
      type: 'object',
      required: ['startLine', 'startColumn', 'endLine', 'endColumn'],
      additionalProperties: false,
      properties: {
        startLine: positive,
        startColumn: positive,
        endLine: positive,
        endColumn: positive,
      },
    },
  },
}

/** What SARIF 2.1.0 (OASIS) requires of the members that we write, and no others. */
const sarifSchema = {
  type: 'object',
  required: ['$schema', 'version', 'runs'],
  additionalProperties: false,
  properties: {
    $schema: { type: 'string', pattern: '^https://.*sarif.*2\\.1\\.0.*\\.json$' },
    version: { const: '2.1.0' },
    runs: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['tool', 'results', 'columnKind'],
        additionalProperties: false,
        properties: {
          columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
          tool: {
            type: 'object',
            required: ['driver'],
            additionalProperties: false,
            properties: {
              driver: {
                type: 'object',
                required: ['name'],
                additionalProperties: false,
                properties: {
                  name: { type: 'string', minLength: 1 },
                  semanticVersion: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+' },
                  rules: {
                    type: 'array',
                    uniqueItems: true,
                    items: {
                      type: 'object',
                      required: ['id'],
                      additionalProperties: false,
                      properties: {
                        id: { type: 'string', pattern: '^CM\\d{4}$' },
                        shortDescription: text,
                        help: text,
                      },
                    },
                  },
                },
              },
            },
          },
          results: {
            type: 'array',
            items: {
              type: 'object',
              required: ['message', 'ruleId', 'ruleIndex', 'level'],
              additionalProperties: false,
              properties: {
                ruleId: { type: 'string' },
                ruleIndex: { type: 'integer', minimum: 0 },
                level: { enum: ['none', 'note', 'warning', 'error'] },
                message: text,
                locations: {
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['physicalLocation'],
                    additionalProperties: false,
                    properties: { physicalLocation },
                  },
                },
                relatedLocations: {
                  type: 'array',
                  uniqueItems: true,
                  items: {
                    type: 'object',
                    required: ['id', 'message', 'physicalLocation'],
                    additionalProperties: false,
                    properties: {
                      id: { type: 'integer', minimum: 0 },
                      message: text,
                      physicalLocation,
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
}

t.test('SARIF has the structure that its standard requires', async (t) => {
  const machine = await machineWith(t)
  const accepts = new Ajv({ strict: false, allErrors: true }).compile(sarifSchema)
  machine.files.set('config/twice.yaml', {
    text: 'gateway: {}\nproviders: { github: {} }\n',
    mode: 0o644,
  })
  for (const command of ['validate', 'lint']) {
    for (const args of [[], ['-e', 'prod']]) {
      const { stdout } = await machine.run(command, ...args, '--format', 'sarif')
      const log = JSON.parse(stdout)
      t.ok(accepts(log), JSON.stringify(accepts.errors))
      const [{ tool, results }] = log.runs
      t.ok(results.length > 0)
      for (const { ruleId, ruleIndex } of results) t.equal(tool.driver.rules[ruleIndex].id, ruleId)
    }
  }
  t.notOk(accepts({ version: '2.1.0', runs: [{ results: [] }] }), 'and another has not')
})
