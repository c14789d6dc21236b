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

/** Of memory, which is less than Node takes by itself on any machine. */
const megabytes = 700

/** Runs a command as it is installed, with little memory. */
function validate(cwd: string, ...args: readonly string[]): Promise<Finished> {
  const argv = [`--max-old-space-size=${megabytes}`, builtMain(), 'validate', ...args]
  return startNode(argv, { cwd }).finished
}

/** What the main file is, and what is said of it. */
const files: readonly (readonly [string, (path: string) => void, RegExp])[] = [
  [
    'bytes that are no UTF-8',
    (path) => writeFileSync(path, Buffer.from([...Buffer.from('version: 1\n# '), 0xff, 0x0a])),
    /not text in UTF-8: byte 0xFF at line 2, column 3/,
  ],
  [
    'UTF-16',
    (path) => writeFileSync(path, Buffer.from('\uFEFFversion: 1\n', 'utf16le')),
    /is UTF-16; save it as UTF-8/,
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
    'more than 8 MB',
    (path) => writeFileSync(path, Buffer.alloc(8 * 1024 * 1024 + 1, '#')),
    /CM1009.*larger than 8 MB/,
  ],
  [
    'four million numbers in one list',
    (path) => writeFileSync(path, `${head}x-a: [${'1,'.repeat(3_900_000)}1]\n`),
    /CM1009.*holds too much\n --> credmgr.config.yaml:2:/,
  ],
  [
    'eight million empty lines',
    (path) => writeFileSync(path, `${head}${'\n'.repeat(8_000_000)}`),
    /CM1009.*holds too much/,
  ],
  [
    'two million mistakes',
    (path) => writeFileSync(path, `${head}${'a: b: c\n'.repeat(1_000_000)}`),
    /CM1009.*holds too much/,
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

t.test('a text of eight megabytes is read in bounded memory', async (t) => {
  const cwd = place(t)
  const lines = ' a\n'.repeat(2_600_000)
  writeFileSync(join(cwd, 'credmgr.config.yaml'), `${head}${github}x-note: |\n${lines}`)
  t.match(await validate(cwd), { exitCode: 0 })
})

t.test('tens of thousands of findings are counted, and the worst are shown', async (t) => {
  const cwd = place(t)
  const many = Array.from({ length: 30_000 }, (_, at) => `  github/b-${at}: {}\n`).join('')
  const text = github.replace(/connections: \{.*\n/, `connections:\n${many}`)
  const unused = text.replace('connections: [github/*]', 'connections: [github/b-1]')
  writeFileSync(join(cwd, 'credmgr.config.yaml'), head + unused)
  const done = await validate(cwd)
  t.match(done, {
    exitCode: 0,
    stderr: /\n… and 29799 more, which --json shows\n\n0 errors, 29999 /,
  })
  t.ok(done.stderr.length < 100_000)
})

t.test('what is included, laid over or read for variables is looked at as closely', async (t) => {
  const cwd = place(t)
  mkdirSync(join(cwd, 'environments'))
  writeFileSync(join(cwd, 'credmgr.config.yaml'), `${head}include: [more.yaml]\n${github}`)
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['more.yaml', []],
    ['environments/prod.yaml', ['--env', 'prod']],
    ['values.yaml', ['--var-file', 'values.yaml']],
  ]
  for (const [name] of rows) writeFileSync(join(cwd, name), head.replace('version: 1', 'x-a: 1'))
  for (const [name, args] of rows) {
    const path = join(cwd, name)
    writeFileSync(path, Buffer.from([0x61, 0x3a, 0x20, 0xe9, 0x0a]))
    const bytes = await validate(cwd, ...args)
    t.match(bytes, { exitCode: 1, stderr: `${name}" is not text in UTF-8: byte 0xE9 at line 1` })
    writeFileSync(path, 'x-a: \0\n')
    const character = await validate(cwd, ...args)
    t.match(character, { exitCode: 1, stderr: `--> ${name}:1:6` })
    rmSync(path)
    execFileSync('mkfifo', [path])
    const pipe = await validate(cwd, ...args)
    t.not(pipe.exitCode, 0)
    t.match(pipe.stderr, /is not a file|matches no file|no environment/)
    rmSync(path)
    writeFileSync(path, 'x-a: 1\n')
  }
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
