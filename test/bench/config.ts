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
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { builtMain } from '../support/build.ts'
import { type Cost, median, place, run, type Target } from './process.ts'
import { block, blocks, config, rows } from './worlds.ts'

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

const validate = [main, 'validate']
const parse = [
  '--input-type=module',
  '-e',
  `import { readFileSync } from 'node:fs'
   import { parseDocument } from '${join(root, 'node_modules/yaml/dist/index.js')}'
   parseDocument(readFileSync('${config}', 'utf8'), { uniqueKeys: false })`,
]

const cold = place(directory, 'cold', { [config]: block(count) })
const warm = place(directory, 'warm', { [config]: block(count) })
mkdirSync(join(warm, '.credmgr'))
const targets: { readonly [name: string]: Target } = {
  'parse alone': { argv: parse, cwd: cold },
  'validate, YAML': { argv: validate, cwd: cold },
  'validate, warm cache': { argv: validate, cwd: warm },
  'validate, NDJSON': {
    argv: validate,
    cwd: place(directory, 'rows', rows(count)),
  },
  'validate, YAML × 10': { argv: validate, cwd: place(directory, 'large', blocks(10, count)) },
  'validate, NDJSON × 10': {
    argv: validate,
    cwd: place(directory, 'many', rows(10 * count)),
  },
  'validate, small': { argv: validate, cwd: root },
  'node alone': { argv: ['-e', '0'], cwd: root },
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
