/**
 * Installs what a fresh clone lacks, and nothing otherwise. Plain JavaScript without dependencies,
 * because it runs before there are any.
 *
 * @module
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The top of the repository, with a slash at its end. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

/** Runs `npm ci` unless `node_modules` holds what the lock file says. Throws when npm fails. */
export function installPackages() {
  if (packagesAreInstalled()) return
  console.error('Installing packages (npm ci) …')
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
}

/** Runs {@link installPackages}, and builds tap with the plugins that package.json asks for. */
export function installForTests() {
  installPackages()
  if (tapIsBuilt()) return
  console.error('Building tap …')
  run(process.execPath, [tap, 'build'])
}

/** The command line of tap, to be run with Node. */
export const tap = `${root}node_modules/tap/dist/esm/run.mjs`

/** Compares content, not times: a checkout gives every file the time of the checkout. */
function packagesAreInstalled() {
  const installed = packagesIn(`${root}node_modules/.package-lock.json`)
  const wanted = packagesIn(`${root}package-lock.json`)
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    return path === '' || optional === true || installed[path]?.version === version
  })
}

function packagesIn(file) {
  if (!existsSync(file)) return {}
  return JSON.parse(readFileSync(file, 'utf8')).packages
}

/** Until it is built anew, tap loads its TypeScript plugin, which fails with TypeScript 7. */
function tapIsBuilt() {
  const built = `${root}node_modules/@tapjs/test/test-built/dist/esm/index.js`
  return existsSync(built) && !readFileSync(built, 'utf8').includes('@tapjs/typescript')
}

function run(command, args) {
  const shell = process.platform === 'win32' && command === 'npm'
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell })
  if (result.error) throw result.error
  if (result.status !== 0) throw new Error(`"${command} ${args.join(' ')}" failed`)
}
