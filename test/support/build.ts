/**
 * The command line as a user gets it: compiled. It starts in a third of the time that the sources
 * need, and the tests start it hundreds of times.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

const home = fileURLToPath(new URL('../..', import.meta.url))

/** @returns Path of the compiled `main.js` of the sources as they are now; compiled once for all who ask. */
export function builtMain(): string {
  const cache = join(home, 'node_modules', '.cache')
  const folder = join(cache, `credmgr-build-${digestOfSources()}`)
  if (!existsSync(folder)) build(cache, folder)
  return join(folder, 'dist', 'main.js')
}

function digestOfSources(): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(join(home, 'src'), { recursive: true, encoding: 'utf8' }).sort()) {
    if (name.endsWith('.ts')) hash.update(name).update(readFileSync(join(home, 'src', name)))
  }
  return hash.digest('hex').slice(0, 16)
}

/** Made aside and renamed, so that two test files that start at once do not disturb each other. */
function build(cache: string, folder: string): void {
  mkdirSync(cache, { recursive: true })
  const aside = mkdtempSync(`${folder}-`)
  buildSync({
    absWorkingDir: home,
    entryPoints: ['src/main.ts'],
    outdir: join(aside, 'dist'),
    bundle: true,
    splitting: true,
    packages: 'external',
    // One file instead of seventy, which every command would have to find and read.
    alias: { yaml: './node_modules/yaml/browser/index.js' },
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    logLevel: 'warning',
  })
  for (const name of readdirSync(join(home, 'schemas')).filter((each) => each.endsWith('.json'))) {
    cpSync(join(home, 'schemas', name), join(aside, 'schemas', name))
  }
  writeFileSync(join(aside, 'package.json'), JSON.stringify({ type: 'module' }))
  try {
    renameSync(aside, folder)
  } catch {
    // Somebody else was faster, with the same result.
    rmSync(aside, { recursive: true })
  }
}
