/**
 * What it costs to read a configuration, in CPU seconds of whole processes, in one run: parsing alone
 * with the `yaml` package, `validate` of the same text, of the same connections as data, from a warm
 * cache, and ten times as many; and how long a small configuration takes from the start of the
 * process to its end.
 *
 *     npm run bench:config -- --rounds 5 --connections 10000
 *
 * Only ratios of medians of one run mean something.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { builtMain } from '../support/build.ts'

const { values: given } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '10000' },
  },
})
const rounds = Number(given.rounds)
const count = Number(given.connections)
const root = fileURLToPath(new URL('../..', import.meta.url))
const main = builtMain()
const directory = mkdtempSync(join(tmpdir(), 'credmgr-bench-'))

const head = `version: 1
identities: { batch: { apiKey: { env: K } } }
providers:
  github: { template: github, grant: authorizationCode, clientId: a, clientSecret: { env: S }, scopes: [repo] }
accessPolicies: { all: { connections: [github/*], allow: [{ apiKey: batch }] } }
`

/** Eight lines a connection, as in a file that people have written. */
function block(connections: number): string {
  const one = (at: number): string => `  github/user-${at}:
    scopes:
      - repo
      - read:org
    expect:
      email: user${at}@acme.example
      account: account-${at}
    description: the connection of user ${at}
`
  return `${head}connections:\n${Array.from({ length: connections }, (_, at) => one(at)).join('')}`
}

/** A main file, and as many included ones, each with as many connections. */
function files(included: number): { readonly [file: string]: string } {
  const parts = Array.from({ length: included }, (_, at) => {
    const text = block(count).slice(head.length).replaceAll('github/user-', `github/part-${at}-`)
    return [`config/${at}.yaml`, text] as const
  })
  return { [config]: `${head}include: [config/*.yaml]\n`, ...Object.fromEntries(parts) }
}

function rows(connections: number): string {
  const one = (at: number): string =>
    JSON.stringify({ key: `user-${at}`, email: `user${at}@acme.example`, account: `account-${at}` })
  return Array.from({ length: connections }, (_, at) => one(at)).join('\n')
}

const many = `${head}connections:
  github/{key}:
    forEach: { file: users.ndjson }
    scopes: [repo, read:org]
    expect: { email: "\${each.value.email}", account: "\${each.value.account}" }
    description: the connection of \${each.key}
`

/** Makes a directory with files, and says what to run in it. */
function place(name: string, files: { readonly [file: string]: string }): string {
  const cwd = join(directory, name)
  mkdirSync(cwd)
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, file)), { recursive: true })
    writeFileSync(join(cwd, file), text)
  }
  return cwd
}

const config = 'credmgr.config.yaml'
const validate = [main, 'validate']
const parse = [
  '--input-type=module',
  '-e',
  `import { readFileSync } from 'node:fs'
   import { parseDocument } from '${join(root, 'node_modules/yaml/dist/index.js')}'
   parseDocument(readFileSync('${config}', 'utf8'), { uniqueKeys: false })`,
]

interface Target {
  readonly argv: readonly string[]
  readonly cwd: string
}

const cold = place('cold', { [config]: block(count) })
const warm = place('warm', { [config]: block(count) })
mkdirSync(join(warm, '.credmgr'))
const targets: { readonly [name: string]: Target } = {
  'parse alone': { argv: parse, cwd: cold },
  'validate, YAML': { argv: validate, cwd: cold },
  'validate, warm cache': { argv: validate, cwd: warm },
  'validate, NDJSON': {
    argv: validate,
    cwd: place('rows', { [config]: many, 'users.ndjson': rows(count) }),
  },
  'validate, YAML × 10': { argv: validate, cwd: place('large', files(10)) },
  'validate, NDJSON × 10': {
    argv: validate,
    cwd: place('many', { [config]: many, 'users.ndjson': rows(10 * count) }),
  },
  'validate, small': { argv: validate, cwd: root },
  'node alone': { argv: ['-e', '0'], cwd: root },
}

interface Cost {
  readonly cpu: number
  readonly wall: number
}

/** Runs a process to its end; the shell counts the CPU time of its children. */
function run({ argv, cwd }: Target): Cost {
  const started = performance.now()
  const { stdout, status, stderr } = spawnSync(
    'sh',
    ['-c', '"$@" >/dev/null && times', 'sh', process.execPath, ...argv],
    { cwd, encoding: 'utf8' },
  )
  const wall = performance.now() - started
  if (status !== 0) throw new Error(stderr)
  const [, children = ''] = stdout.trim().split('\n')
  return { cpu: secondsOf(children), wall }
}

/** `0m1.230s 0m0.040s` as 1.27. */
function secondsOf(times: string): number {
  return times.split(' ').reduce((sum, each) => {
    const [, minutes = '0', seconds = '0'] = /^(\d+)m([\d.]+)s$/.exec(each) ?? []
    return sum + 60 * Number(minutes) + Number(seconds)
  }, 0)
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN
}

try {
  run(targets['validate, warm cache'] ?? { argv: [], cwd: root })
  const costs = new Map<string, Cost[]>(Object.keys(targets).map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const [name, target] of Object.entries(targets)) costs.get(name)?.push(run(target))
  }
  const cpu = (name: string): number => median(costs.get(name)?.map((each) => each.cpu) ?? [])
  const wall = (name: string): number => median(costs.get(name)?.map((each) => each.wall) ?? [])
  console.log(`${count} connections, medians of ${rounds} rounds\n`)
  for (const name of costs.keys()) {
    console.log(
      `${name.padEnd(24)} ${cpu(name).toFixed(2)} s CPU ${wall(name).toFixed(0).padStart(6)} ms`,
    )
  }
  const ratio = (left: string, right: string): string => (cpu(left) / cpu(right)).toFixed(2)
  console.log(
    `\nvalidate YAML / parse alone   ${ratio('validate, YAML', 'parse alone')}   (limit 1.30)`,
  )
  console.log(
    `YAML × 10 / YAML              ${ratio('validate, YAML × 10', 'validate, YAML')}   (limit 12)`,
  )
  console.log(
    `NDJSON × 10 / NDJSON          ${ratio('validate, NDJSON × 10', 'validate, NDJSON')}   (limit 12)`,
  )
  console.log(
    `NDJSON, warm cache            ${cpu('validate, NDJSON').toFixed(2)}, ${cpu('validate, warm cache').toFixed(2)} s CPU   (limit 0.60)`,
  )
  console.log(
    `small, from start to end      ${wall('validate, small').toFixed(0)} ms   (limit 150)`,
  )
} finally {
  rmSync(directory, { recursive: true, force: true })
}
