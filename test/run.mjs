/**
 * `npm test`: installs what is missing, runs tap with the arguments given, and ends with one line,
 * `N passed, N failed`, that counts assertions.
 *
 * `--hard` in front also runs what takes long (`CREDMGR_HARD=1`); `--install` only installs.
 *
 * @module
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installForTests, root, tap } from './support/install.mjs'
import { countResults } from './support/tally.mjs'

const [first, ...rest] = process.argv.slice(2)
const hard = first === '--hard'
// A loop over every point of an apply takes a quarter of an hour.
const args = hard ? ['--timeout=3600', ...rest] : process.argv.slice(2)

installForTests()
if (first !== '--install') report(await (showsTap() ? runPiped() : runWithFile()))

function report({ ok, output }) {
  const { passed, failed, skipped } = countResults(output)
  const wrong = failed === 0 && (!ok || passed === 0) ? 1 : failed
  process.exitCode = wrong === 0 ? 0 : 1
  console.log(`\n${passed} passed, ${wrong} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`)
}

/** Off a terminal tap prints TAP itself; with a file beside it, it would print every line twice. */
function showsTap() {
  return !process.stdout.isTTY && !args.some((arg) => /^(-R|--reporter)/.test(arg))
}

async function runPiped() {
  const child = start([tap, ...args], 'pipe')
  const chunks = []
  child.stdout.on('data', (chunk) => chunks.push(chunk))
  child.stdout.pipe(process.stdout, { end: false })
  const ok = await succeeds(child)
  return { ok, output: Buffer.concat(chunks).toString('utf8') }
}

async function runWithFile() {
  const folder = mkdtempSync(join(tmpdir(), 'credmgr-tap-'))
  const file = join(folder, 'results.tap')
  try {
    const ok = await succeeds(start([tap, `--output-file=${file}`, ...args], 'inherit'))
    return { ok, output: readFileSync(file, 'utf8') }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function start(argv, stdout) {
  const env = hard ? { ...process.env, CREDMGR_HARD: '1' } : process.env
  // Ctrl-C reaches the whole group: tap ends its tests, and this process reports what there was.
  process.on('SIGINT', () => {})
  return spawn(process.execPath, argv, { cwd: root, stdio: ['inherit', stdout, 'inherit'], env })
}

function succeeds(child) {
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve(code === 0))
  })
}
