import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { unifiedDiff } from '../../src/cli/unified-diff.ts'
import { machineFiles } from '../../src/host.ts'
import { fakeMachine } from './host.ts'

const messy = 'identities: {}\nversion:   1 # the language\n'
const neat = 'version: 1 # the language\nidentities: {}\n'

t.test('fmt writes what differs, keeps the mode and names the file', async (t) => {
  const machine = await fakeMachine(t)
  machine.files.set('credmgr.config.yaml', { text: messy, mode: 0o640 })
  t.match(await machine.run('fmt'), { code: 0, stdout: 'credmgr.config.yaml\n', stderr: '' })
  t.strictSame(machine.files.get('credmgr.config.yaml'), { text: neat, mode: 0o640 })
  t.match(await machine.run('fmt'), { code: 0, stdout: '', stderr: '' })
})

t.test(
  'fmt formats all files of a configuration, and with --env those of one environment',
  async (t) => {
    const machine = await fakeMachine(t)
    const main = `include: [config/*.yaml]\n${messy}`
    const write = (): void => {
      machine.files.set('credmgr.config.yaml', { text: main, mode: 0o644 })
      for (const file of [
        'config/a.yaml',
        'environments/dev.yaml',
        'environments/prod.yaml',
        'other.yaml',
      ]) {
        machine.files.set(file, { text: messy, mode: 0o644 })
      }
    }
    write()
    t.match(await machine.run('fmt'), {
      code: 0,
      stdout: 'credmgr.config.yaml\nconfig/a.yaml\nenvironments/dev.yaml\nenvironments/prod.yaml\n',
    })
    t.equal(machine.files.get('environments/prod.yaml')?.text, neat)
    t.equal(machine.files.get('other.yaml')?.text, messy)
    t.match(await machine.run('fmt', '--check', '--env', 'pord'), {
      code: 64,
      stderr: /did you mean "prod"\?.*environments: dev, prod/is,
    })
    write()
    t.match(await machine.run('fmt', '--check', '--env', 'prod'), {
      code: 1,
      stdout: 'credmgr.config.yaml\nconfig/a.yaml\nenvironments/prod.yaml\n',
    })
  },
)

t.test('fmt - formats standard input, and writes nothing else to standard output', async (t) => {
  const machine = await fakeMachine(t)
  machine.input = messy
  t.match(await machine.run('fmt', '-'), { code: 0, stdout: neat, stderr: '' })
  t.match(await machine.run('fmt', '--check', '-'), { code: 1, stdout: 'standard input\n' })
  t.match(await machine.run('fmt', '--diff', '-'), { code: 0, stdout: /^\+version: 1 #/m })
  t.match((await machine.run('fmt', '--json', '-')).events, [{ outcome: 'changed' }])
  t.match(await machine.run('fmt', '-', 'a.yaml'), { code: 64, stderr: /alone/ })
  machine.input = neat
  t.match(await machine.run('fmt', '-'), { code: 0, stdout: neat, stderr: '' })
  t.match(await machine.run('fmt', '--check', '-'), { code: 0, stdout: '' })
  machine.input = 'a: [\n'
  t.match(await machine.run('fmt', '-'), { code: 1, stdout: '', stderr: /standard input:1:4/ })
})

t.test('fmt --check writes nothing, names the files that differ and exits 1', async (t) => {
  const machine = await fakeMachine(t)
  machine.files.set('a.yaml', { text: messy, mode: 0o644 })
  machine.files.set('b.yaml', { text: neat, mode: 0o644 })
  machine.files.set('c.yaml', { text: messy, mode: 0o644 })
  const run = await machine.run('fmt', '--check', 'a.yaml', 'b.yaml', 'c.yaml', 'a.yaml')
  t.match(run, { code: 1, stdout: 'a.yaml\nc.yaml\n', stderr: '' })
  t.equal(machine.files.get('a.yaml')?.text, messy)
  t.match(await machine.run('fmt', '-check', 'b.yaml'), { code: 0, stdout: '' })
})

t.test('fmt --diff shows the difference, and no secret in it', async (t) => {
  const machine = await fakeMachine(t)
  machine.files.set('a.yaml', { text: messy, mode: 0o644 })
  const run = await machine.run('fmt', '--check', '--diff', 'a.yaml')
  t.equal(
    run.stdout,
    [
      'a.yaml',
      '--- a/a.yaml',
      '+++ b/a.yaml',
      '@@ -1,2 +1,2 @@',
      '+version: 1 # the language',
      ' identities: {}',
      '-version:   1 # the language',
      '',
    ].join('\n'),
  )
  const secret = 'ghs_canary0000canary0000canary0000'
  const text = `version:  1\nproviders: { a: { clientSecret: ${secret} } }\n`
  machine.files.set('b.yaml', { text, mode: 0o644 })
  const hidden = await machine.run('fmt', '--diff', 'b.yaml')
  t.match(hidden.stdout, /clientSecret: \*{8}/)
  t.notMatch(hidden.stdout, secret)
  t.match(machine.files.get('b.yaml')?.text, secret, 'the file keeps it')
})

t.test('a file with a mistake in its syntax is left alone, and the others are not', async (t) => {
  const machine = await fakeMachine(t)
  const broken = 'version:  1\nproviders: [\n'
  machine.files.set('a.yaml', { text: broken, mode: 0o644 })
  machine.files.set('b.yaml', { text: messy, mode: 0o644 })
  const run = await machine.run('fmt', 'a.yaml', 'b.yaml')
  t.match(run, { code: 1, stdout: 'b.yaml\n', stderr: /error\[CM1001\][\s\S]*a\.yaml:2:12/ })
  t.equal(machine.files.get('a.yaml')?.text, broken)
  t.equal(machine.files.get('b.yaml')?.text, neat)
  t.match(await machine.run('fmt', 'missing.yaml'), { code: 1, stderr: /missing\.yaml/ })
})

t.test('fmt --json prints one object a file', async (t) => {
  const machine = await fakeMachine(t)
  machine.files.set('a.yaml', { text: messy, mode: 0o644 })
  machine.files.set('b.yaml', { text: neat, mode: 0o644 })
  const { events } = await machine.run('fmt', '--json', '--check', '--diff', 'a.yaml', 'b.yaml')
  t.match(events, [
    { file: 'a.yaml', outcome: 'changed', diff: /^--- a\/a\.yaml\n/ },
    { file: 'b.yaml', outcome: 'unchanged' },
  ])
})

t.test(
  'a file on disk is replaced as a whole: mode and link stay, nothing is left behind',
  async (t) => {
    const folder = t.testdir({ real: { 'a.yaml': 'old' } })
    const real = join(folder, 'real', 'a.yaml')
    const link = join(folder, 'link.yaml')
    chmodSync(real, 0o640)
    symlinkSync(real, link)
    await machineFiles.replaceText(link, 'new')
    t.equal(readFileSync(real, 'utf8'), 'new')
    t.equal(statSync(real).mode & 0o777, 0o640)
    t.strictSame(readdirSync(folder).sort(), ['link.yaml', 'real'])
    t.strictSame(readdirSync(join(folder, 'real')), ['a.yaml'])
    const missing = join(folder, 'missing.yaml')
    await t.rejects(machineFiles.replaceText(missing, 'x'), { code: 'FILE_UNWRITABLE' })
  },
)

t.test('a unified diff holds what is needed to get from one text to the other', async (t) => {
  const texts: readonly string[] = [
    '',
    'a\n',
    'a',
    'a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n',
    'a\nB\nc\nd\ne\nf\ng\nh\ni\nJ\n',
    'h\ni\nj\na\nb\nc\nd\ne\nf\ng\n',
    'x\nx\nx\ny\nx\n',
    'x\ny\ny\nx\n',
    'a\nb\nc\nd\ne\nf\ng\nh\ni',
  ]
  for (const before of texts) {
    for (const after of texts) {
      const diff = unifiedDiff('f', before, after)
      t.equal(patched(before, diff), after, JSON.stringify([before, after]))
    }
  }
  t.strictSame(unifiedDiff('f', 'a\n', 'a\n'), [])
})

/** What \`patch\` would make of a text, by its rules: every line of context must be there. */
function patched(text: string, diff: readonly string[]): string {
  const lines: readonly string[] = text.match(/[^\n]*\n|[^\n]+$/g) ?? []
  const made: string[] = []
  let at = 0
  for (const [index, line] of diff.entries()) {
    const end = diff[index + 1]?.startsWith('\\') ? '' : '\n'
    const [, start, count] = /^@@ -(\d+)(?:,(\d+))? /.exec(line) ?? []
    if (start !== undefined) {
      const from = count === '0' ? Number(start) : Number(start) - 1
      made.push(...lines.slice(at, from))
      at = from
    }
    if (start !== undefined || index < 2 || line.startsWith('\\')) continue
    if (line[0] !== '+') {
      if (lines[at] !== line.slice(1) + end) throw new Error(`"${line}" does not fit`)
      at += 1
    }
    if (line[0] !== '-') made.push(line.slice(1) + end)
  }
  return [...made, ...lines.slice(at)].join('')
}

const config = `version: 1
providers:
  erp: { issuer: 'https://idp.example', grant: clientCredentials, clientId: '\${env:ID}', clientSecret: { env: A } }
connections: { erp/orders: {} }
`

t.test(
  'graph draws without an environment, and shows what is wrong instead of a drawing',
  async (t) => {
    const machine = await fakeMachine(t)
    machine.files.set('credmgr.config.yaml', { text: config, mode: 0o644 })
    const mermaid = await machine.run('graph')
    t.match(mermaid, {
      code: 0,
      stdout: /^flowchart LR\n[\s\S]*provider_erp --> connection_erp_2f_orders/,
    })
    t.match(await machine.run('graph', '--format', 'svg'), { code: 0, stdout: /^<svg / })
    const { events } = await machine.run('graph', '--json')
    t.match(events.at(-1), {
      edges: [{ from: 'provider.erp', to: 'connection.erp/orders', denied: false }],
    })
    t.match(await machine.run('graph', '--format', 'png'), { code: 64 })
    machine.files.set('credmgr.config.yaml', { text: `${config}a: 1\n`, mode: 0o644 })
    t.match(await machine.run('graph'), { code: 1, stdout: '', stderr: /CM1002/ })
  },
)
