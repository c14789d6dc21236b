import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { builtMain } from '../support/build.ts'
import { type Finished, startNode } from '../support/process.ts'

const head = 'version: 1\n'
const github = `providers:
  github: { template: github, grant: authorizationCode, clientId: a, clientSecret: { env: S }, scopes: [repo] }
connections: { github/bot: {} }
identities: { batch: { apiKey: { env: K } } }
accessPolicies: { all: { connections: [github/*], allow: [{ apiKey: batch }] } }
`

function place(t: Test): string {
  const directory = mkdtempSync(join(tmpdir(), 'credmgr-hostile-'))
  t.teardown(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

/** Runs a command as it is installed, with little memory. */
function validate(cwd: string, ...args: readonly string[]): Promise<Finished> {
  const argv = ['--max-old-space-size=400', builtMain(), 'validate', ...args]
  return startNode(argv, { cwd }).finished
}

/** What the main file is, and what is said of it. */
const files: readonly (readonly [string, (path: string) => void, RegExp])[] = [
  [
    'bytes that are no UTF-8',
    (path) => writeFileSync(path, Buffer.from([...Buffer.from('version: 1\n# '), 0xff, 0x0a])),
    /not text in UTF-8, from line 2 on/,
  ],
  [
    'UTF-16',
    (path) => writeFileSync(path, Buffer.from('\uFEFFversion: 1\n', 'utf16le')),
    /not text in UTF-8, from line 1 on/,
  ],
  [
    'a NUL',
    (path) => writeFileSync(path, 'version: 1\n# \0\n'),
    /CM1009.*\n --> credmgr.config.yaml:2:3/,
  ],
  [
    'a surrogate half as an escape',
    (path) => writeFileSync(path, 'version: 1\nx-a: "\\ud800"\n'),
    /CM1009.*\n --> credmgr.config.yaml:2:6/,
  ],
  ['a directory', (path) => mkdirSync(path), /is not a file/],
  ['a pipe that nobody writes to', (path) => execFileSync('mkfifo', [path]), /is not a file/],
  ['a device without end', (path) => symlinkSync('/dev/zero', path), /is not a file/],
  ['a link to itself', (path) => symlinkSync(path, path), /cannot be read/],
  [
    'eight gigabytes',
    (path) => {
      writeFileSync(path, '')
      truncateSync(path, 8 * 1024 ** 3)
    },
    /larger than 512 MB/,
  ],
  [
    'more than 64 MB',
    (path) => writeFileSync(path, Buffer.alloc(64 * 1024 * 1024 + 1, '#')),
    /CM1009.*larger than 64 MB/,
  ],
  [
    'ten thousand levels of brackets',
    (path) => writeFileSync(path, `${head}x-a: ${'['.repeat(10_000)}`),
    /CM1009.*nested deeper than 64/,
  ],
  [
    'ten thousand levels of lists',
    (path) => writeFileSync(path, `${head}x-a:\n  ${'- '.repeat(10_000)}a`),
    /CM1009.*nested deeper than 64/,
  ],
  [
    'ten thousand levels of mappings',
    (path) =>
      writeFileSync(
        path,
        `${head}x-a:\n${Array.from({ length: 2000 }, (_, at) => `${' '.repeat(at + 1)}a:\n`).join('')}`,
      ),
    /CM1009.*nested deeper than 64/,
  ],
  [
    'a bomb of aliases',
    (path) =>
      writeFileSync(
        path,
        `${head}x-0: &a0 [a, a]\n${Array.from({ length: 9 }, (_, at) => `x-${at + 1}: &a${at + 1} [${Array(9).fill(`*a${at}`).join(', ')}]\n`).join('')}`,
      ),
    /CM1009.*aliases stand for more/,
  ],
  [
    'a key named __proto__',
    (path) =>
      writeFileSync(path, `${head}${github.replace('bot: {}', 'bot: { __proto__: { a: b } }')}`),
    /CM1002.*\n --> credmgr.config.yaml:4:30/,
  ],
]

for (const [what, make, expected] of files) {
  t.test(`${what} ends in an error that says where`, async (t) => {
    const cwd = place(t)
    make(join(cwd, 'credmgr.config.yaml'))
    const done = await validate(cwd)
    t.match(done, { exitCode: 1, stderr: expected })
    t.notMatch(done.stderr, /heap| {4}at /)
  })
}

t.test('a scalar of a megabyte, carriage returns and a byte order mark are read', async (t) => {
  const cwd = place(t)
  const text = `\uFEFF${head}${github}x-note: "${'a'.repeat(1024 * 1024)}"\n`
  writeFileSync(join(cwd, 'credmgr.config.yaml'), text.replaceAll('\n', '\r\n'))
  t.match(await validate(cwd), { exitCode: 0 })
})

t.test('a hundred thousand keys of an object are read in bounded memory', async (t) => {
  const cwd = place(t)
  const labels = Array.from({ length: 100_000 }, (_, at) => `      k${at}: v\n`).join('')
  const many = github.replace(
    'connections: { github/bot: {} }',
    `connections:\n  github/bot:\n    labels:\n${labels}`,
  )
  writeFileSync(join(cwd, 'credmgr.config.yaml'), head + many)
  t.match(await validate(cwd), { exitCode: 0 })
})

/** What is included or read as data, how it lies there, and what is said. */
const inclusions: readonly (readonly [
  string,
  string,
  (cwd: string, outside: string) => void,
  RegExp,
])[] = [
  ['a parent directory', 'include: [../*.yaml]', () => {}, /CM1013/],
  ['an absolute path', 'include: [/etc/passwd]', () => {}, /CM1005|CM1013/],
  [
    'a link to a file outside',
    'include: [more.yaml]',
    (cwd, outside) => symlinkSync(outside, join(cwd, 'more.yaml')),
    /CM1013.*\n/,
  ],
  [
    'a link to a directory outside',
    'include: [sub/*.yaml]',
    (cwd, outside) => symlinkSync(join(outside, '..'), join(cwd, 'sub')),
    /CM1013/,
  ],
  [
    'a link to itself',
    'include: [loop/*.yaml]',
    (cwd) => symlinkSync(join(cwd, 'loop'), join(cwd, 'loop')),
    /cannot be listed: ELOOP/,
  ],
  [
    'a file that includes the main file',
    'include: [more.yaml]',
    (cwd) => writeFileSync(join(cwd, 'more.yaml'), 'include: [credmgr.config.yaml]\n'),
    /CM1013.*\n --> more.yaml:1:1/,
  ],
]

for (const [what, include, make, expected] of inclusions) {
  t.test(`${what} cannot be included`, async (t) => {
    const cwd = place(t)
    const outside = join(place(t), 'secret.yaml')
    writeFileSync(outside, 'x-canary: a-canary\n')
    make(cwd, outside)
    writeFileSync(join(cwd, 'credmgr.config.yaml'), `${head}${include}\n${github}`)
    const done = await validate(cwd)
    t.match(done, { exitCode: 1, stderr: expected })
    t.notMatch(done.both, 'a-canary')
  })
}

t.test('a glob that matches the main file itself is harmless', async (t) => {
  const cwd = place(t)
  writeFileSync(join(cwd, 'credmgr.config.yaml'), `${head}include: ['*.yaml']\n${github}`)
  writeFileSync(join(cwd, 'more.yaml'), 'connections: { github/b: {} }\n')
  t.match(await validate(cwd), { exitCode: 0 })
})

t.test('a data file may not lead outside either', async (t) => {
  const cwd = place(t)
  const outside = join(place(t), 'rows.ndjson')
  writeFileSync(outside, '{"key":"a-canary"}\n')
  const many = github.replace(
    '{ github/bot: {} }',
    '{ "github/{key}": { forEach: { file: rows.ndjson } } }',
  )
  writeFileSync(join(cwd, 'credmgr.config.yaml'), head + many)
  symlinkSync(outside, join(cwd, 'rows.ndjson'))
  const done = await validate(cwd)
  t.match(done, { exitCode: 1, stderr: /CM1018.*leads out of the directory/ })
  t.notMatch(done.both, 'a-canary')
})
