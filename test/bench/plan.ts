/**
 * What `plan` and `apply` cost, in CPU seconds of whole processes and in peak memory, over more and more
 * connections: a plan that creates all, the apply of it, a plan with nothing to do, from NDJSON and
 * from a warm cache; the repository's example from the start of the process to its end; and
 * `terraform plan` of as many objects, where there is a Terraform.
 *
 *     npm run bench:plan -- --rounds 5 --connections 100,1000,10000
 *     npm run bench:plan -- --large
 *
 * Only ratios of medians of one run mean something.
 */
import { spawnSync } from 'node:child_process'
import { copyFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { builtMain } from '../support/build.ts'
import { type Cost, median, peakOf, place, run, type Target } from './process.ts'
import { block, blocks, config, rows, secrets, terraform } from './worlds.ts'

const { values: given } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '100,1000,10000' },
    large: { type: 'boolean', default: false },
    /** Terraform needs half an hour of CPU for 10,000 objects. */
    terraform: { type: 'string', default: '1000' },
  },
})
const rounds = Number(given.rounds)
const sizes = [...given.connections.split(',').map(Number), ...(given.large ? [100_000] : [])]
const root = fileURLToPath(new URL('../..', import.meta.url))
const main = builtMain()
const directory = mkdtempSync(join(tmpdir(), 'credmgr-bench-'))
const hasTerraform = spawnSync('terraform', ['version']).status === 0

function credmgr(cwd: string, ...args: readonly string[]): Target {
  return { argv: [main, ...args], cwd, env: secrets }
}

const applyAll = ['apply', '--auto-approve', '--compact']

/** A configuration and a store that holds nothing yet. */
function empty(name: string, files: { readonly [file: string]: string }): string {
  const cwd = place(directory, name, files)
  run(credmgr(cwd, 'init'))
  return cwd
}

/** The same with everything applied. */
function applied(name: string, files: { readonly [file: string]: string }): string {
  const cwd = empty(name, files)
  run(credmgr(cwd, ...applyAll))
  return cwd
}

interface Measured extends Cost {
  /** MB */
  readonly peak: number
}

/** @param before Makes what a run would change as it was; it is not measured. */
async function measure(
  target: Target,
  { times = rounds, before = () => {} }: { readonly times?: number; before?: () => void } = {},
): Promise<Measured> {
  const costs = Array.from({ length: times }, () => {
    before()
    return run(target)
  })
  before()
  const peak = await peakOf(target)
  const of = (one: keyof Cost): number => median(costs.map((each) => each[one]))
  return { cpu: of('cpu'), wall: of('wall'), peak }
}

const measured = new Map<string, Measured>()

async function row(name: string, size: number, cost: Promise<Measured>): Promise<void> {
  const { cpu, wall, peak } = await cost
  measured.set(`${name} ${size}`, { cpu, wall, peak })
  console.log(
    [
      name.padEnd(24),
      String(size).padStart(7),
      `${cpu.toFixed(2).padStart(7)} s CPU`,
      `${wall.toFixed(0).padStart(7)} ms`,
      `${peak.toFixed(0).padStart(5)} MB`,
    ].join(' '),
  )
}

async function measureSize(size: number): Promise<void> {
  const start = empty(`empty-${size}`, rows(size))
  const fresh = join(directory, `fresh-${size}`)
  const renew = (): void => {
    rmSync(fresh, { recursive: true, force: true })
    cpSync(start, fresh, { recursive: true })
  }
  renew()
  await row('plan, create all', size, measure(credmgr(start, 'plan', '--compact')))
  await row('apply all', size, measure(credmgr(fresh, ...applyAll), { before: renew }))
  await row('plan, no-op, NDJSON', size, measure(credmgr(fresh, 'plan')))
  // A file has at most 8 MB.
  const files = size > 10_000 ? blocks(size / 10_000, 10_000) : { [config]: block(size) }
  const written = applied(`written-${size}`, files)
  await row('plan, no-op, warm cache', size, measure(credmgr(written, 'plan')))
  await measureTerraform(size)
}

async function measureTerraform(size: number): Promise<void> {
  if (!hasTerraform) return
  if (size > Number(given.terraform)) {
    console.log(`terraform plan           ${size} skipped (--terraform ${size} measures it)`)
    return
  }
  const cwd = place(directory, `terraform-${size}`, terraform(size))
  const of = (...argv: readonly string[]): Target => ({ program: 'terraform', argv, cwd })
  run(of('init', '-no-color'))
  await row('terraform plan', size, measure(of('plan', '-no-color'), { times: 1 }))
}

async function measureExample(): Promise<void> {
  const cwd = place(directory, 'example', {})
  copyFileSync(join(root, config), join(cwd, config))
  const env = {
    GITHUB_CLIENT_ID: 'id',
    GITHUB_CLIENT_SECRET: 's'.repeat(40),
    RELEASE_JOB_KEY: 'k'.repeat(64),
  }
  run({ ...credmgr(cwd, 'init'), env })
  await row('plan of the example', 1, measure({ ...credmgr(cwd, 'plan'), env }, { times: 7 }))
}

function verdicts(): void {
  const at = (name: string, size: number): Measured | undefined => measured.get(`${name} ${size}`)
  const say = (what: string, is: string, limit: string): void =>
    console.log(`${what.padEnd(34)} ${is.padEnd(18)} (limit ${limit})`)
  console.log('')
  for (const name of ['plan, no-op, NDJSON', 'plan, no-op, warm cache']) {
    const cost = at(name, 10_000)
    if (cost === undefined) continue
    const is = `${cost.cpu.toFixed(2)} s, ${cost.peak.toFixed(0)} MB`
    say(`${name}, 10000`, is, '0.60 s CPU, 300 MB')
  }
  const apply = at('apply all', 10_000)
  if (apply !== undefined) say('apply all, 10000', `${apply.cpu.toFixed(2)} s`, '3.50 s CPU')
  for (const [key, cost] of measured) {
    const [, name = '', size] = /^(.*) (\d+)$/.exec(key) ?? []
    const tenth = at(name, Number(size) / 10)
    if (tenth === undefined || Number(size) < 10_000 || name.startsWith('terraform')) continue
    say(`${name}, ${size} / ${Number(size) / 10}`, (cost.cpu / tenth.cpu).toFixed(1), '12')
  }
  const example = at('plan of the example', 1)
  if (example !== undefined) {
    say('example, from start to end', `${example.wall.toFixed(0)} ms`, '200 ms')
  }
}

try {
  console.log(`medians of ${rounds} rounds; memory of one more run\n`)
  if (!hasTerraform) console.log('terraform plan           skipped: no terraform here')
  // On a quiet machine about 0.04 s; where it is more, everything is.
  await row('node alone', 0, measure({ argv: ['-e', '0'], cwd: directory }))
  await measureExample()
  for (const size of sizes) await measureSize(size)
  verdicts()
} finally {
  rmSync(directory, { recursive: true, force: true })
}
