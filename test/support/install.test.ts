import { readFileSync } from 'node:fs'
import t from 'tap'

interface Locked {
  readonly version?: string
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/**
 * A registry that mirrors only some platforms leaves the others out of the lock file without a
 * word, and `npm ci` then refuses the lock file everywhere. Where this fails, add the entries
 * named, each with `version`, `os`, `cpu`, `libc` where it has one, and `optional: true`.
 */
t.test('the lock file names the packages of every platform', async (t) => {
  const file = new URL('../../package-lock.json', import.meta.url)
  const packages: Packages = JSON.parse(readFileSync(file, 'utf8')).packages
  t.same(missing(packages), [])

  const { 'node_modules/@esbuild/win32-x64': left, ...others } = packages
  t.ok(left, 'the control has something to leave out')
  t.match(missing(others), [/^@esbuild\/win32-x64 /], 'what is left out is found')
})

type Packages = Readonly<Record<string, Locked>>

function missing(packages: Packages): readonly string[] {
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) => {
    return Object.keys(optionalDependencies)
      .filter((name) => !placesFor(path, name).some((place) => packages[place] !== undefined))
      .map((name) => `${name} of ${path}`)
  })
}

/** Where Node would look for `name` from the package at `path`, nearest first. */
function placesFor(path: string, name: string): readonly string[] {
  const parents = path.split('/node_modules/').map((_, index, parts) => {
    return parts.slice(0, parts.length - index).join('/node_modules/')
  })
  return [...parents.filter((parent) => parent !== ''), '']
    .map((parent) => (parent === '' ? '' : `${parent}/`))
    .map((parent) => `${parent}node_modules/${name}`)
}
