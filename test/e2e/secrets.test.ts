import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { type Finished, runCredmgr } from '../support/process.ts'

const literal = 'not-a-real-client-secret-4711'
const fromProgram = 'not-a-real-program-secret-4712'
const key = 'not-a-real-batch-key-0123456789'

const config = `version: 1
identities:
  batch: { apiKey: { env: BATCH_KEY } }
providers:
  erp:   # of the finance team
    endpoints: { token: https://idp.example/token }
    grant: clientCredentials
    clientId: a
    clientSecret: ${literal}   # to be sealed
connections:
  erp/orders: {}
  erp/invoices:
    clientId: b
    clientSecret: { exec: [/bin/sh, -c, 'echo "$FROM-$HIDDEN"'], execEnv: [FROM] }
accessPolicies:
  all: { connections: [erp/*], allow: [{ apiKey: batch }] }
`

interface Place {
  readonly cwd: string
  run(...args: readonly string[]): Promise<Finished>
  give(input: string, ...args: readonly string[]): Promise<Finished>
  text(): Promise<string>
}

async function place(t: Test, text = config): Promise<Place> {
  const cwd = await mkdtemp(join(tmpdir(), 'credmgr-secrets-'))
  t.teardown(() => rm(cwd, { recursive: true, force: true }))
  const file = join(cwd, 'credmgr.config.yaml')
  await writeFile(file, text)
  const env = {
    BATCH_KEY: key,
    FROM: fromProgram,
    HIDDEN: 'not-listed',
    CREDMGR_KEY: undefined,
    CREDMGR_KEY_FILE: undefined,
  }
  return {
    cwd,
    run: (...args) => runCredmgr(args, { cwd, env }),
    give: (input, ...args) => runCredmgr(args, { cwd, env, input }),
    text: () => readFile(file, 'utf8'),
  }
}

t.test(
  'a literal is found, sealed where it stands, applied, and opens in no other place',
  async (t) => {
    const { run, text, cwd } = await place(t)
    const outputs: Finished[] = []
    const go = async (...args: readonly string[]): Promise<Finished> => {
      const done = await run(...args)
      outputs.push(done)
      return done
    }
    await go('init')
    t.match(await go('validate'), {
      exitCode: 1,
      stderr: /CM2001.*\n --> credmgr.config.yaml:9:19/,
    })
    t.match(await go('secrets', 'scan'), {
      exitCode: 1,
      stderr: /CM2001.*\n --> credmgr.config.yaml:9:19/,
    })
    t.match(await go('secrets', 'seal', '--in-place', 'credmgr.config.yaml:8'), {
      exitCode: 64,
      stderr: /has no literal in a secret field in line 8\.\nThere are some in: 9/,
    })
    t.match(await go('secrets', 'seal', '--in-place', 'credmgr.config.yaml:9'), {
      exitCode: 0,
      stdout: 'credmgr.config.yaml:9: sealed providers.erp.clientSecret\n',
    })
    const sealed = await text()
    const [, value = ''] =
      /clientSecret: \{ sealed: "(cms1:[^"]+)" \} {3}# to be sealed\n/.exec(sealed) ?? []
    t.equal(sealed.replace(`{ sealed: "${value}" }`, literal), config, 'nothing else has changed')
    t.match(await go('secrets', 'scan'), { exitCode: 0 })
    t.match(await go('plan'), {
      exitCode: 1,
      stderr: /CM2003.*is not run without --allow-exec\n\s+--> credmgr.config.yaml:14:19/,
    })
    t.match(await go('apply', '--allow-exec', '--auto-approve'), { exitCode: 0 })
    t.match(await go('plan', '--allow-exec', '--detailed-exitcode'), { exitCode: 0 })
    t.match(await go('keys', 'check'), { exitCode: 0 })

    await writeFile(
      join(cwd, 'credmgr.config.yaml'),
      sealed.replace(
        'erp/orders: {}',
        `erp/orders: { clientId: c, clientSecret: { sealed: "${value}" } }`,
      ),
    )
    t.match(await go('plan', '--allow-exec'), {
      exitCode: 1,
      stderr:
        /CM2004.*was not sealed for connection.erp\/orders\/clientSecret of the environment "default".*\n\s+--> credmgr.config.yaml:11:44/,
    })
    t.match(await go('keys', 'check'), {
      exitCode: 1,
      stderr: /credmgr.config.yaml:11:\d+: the sealed value was not sealed/,
    })

    const printed = outputs.map(({ both }) => both).join('\n')
    t.notMatch(printed, literal)
    t.notMatch(printed, fromProgram)
    t.notMatch(printed, 'not-listed')
    t.strictSame(await filesWith(cwd, [literal, fromProgram]), [], 'and no file has a value either')
  },
)

async function filesWith(cwd: string, values: readonly string[]): Promise<readonly string[]> {
  const names = await readdir(cwd, { recursive: true, withFileTypes: true })
  const found: string[] = []
  for (const entry of names.filter((each) => each.isFile())) {
    const text = await readFile(join(entry.parentPath, entry.name), 'utf8')
    if (values.some((value) => text.includes(value))) found.push(entry.name)
  }
  return found
}

t.test('a value from standard input is sealed with the public key alone', async (t) => {
  const { run, give, cwd, text } = await place(t, config.replace(literal, '{ env: ERP_SECRET }'))
  await run('init')
  await rm(join(cwd, 'credmgr.key'))
  const printed = await give(`${literal}\n`, 'secrets', 'seal', 'providers.erp.clientSecret')
  t.match(printed, { exitCode: 0, stdout: /^\{ sealed: "cms1:[^"]+" \}\n$/, stderr: '' })
  t.match(await give(literal, 'secrets', 'seal', 'providers.erp.clientSecret', '--in-place'), {
    exitCode: 0,
  })
  t.match(await text(), /clientSecret: \{ sealed: "cms1:/)
  t.match(await give(literal, 'secrets', 'seal', 'providers.erq.clientSecret'), {
    exitCode: 64,
    stderr:
      /No file has a secret field "providers.erq.clientSecret"; did you mean "providers.erp.clientSecret"/,
  })
  t.match(await give('', 'secrets', 'seal', 'providers.erp.clientSecret'), { exitCode: 64 })
  t.match(await give(literal, 'secrets', 'seal', 'providers.erp.clientSecret', '--env', 'prod'), {
    exitCode: 1,
    stderr: /no public key of the environment "prod"/i,
  })
})

t.test('what stands for many places is not sealed', async (t) => {
  const many = config
    .replace('  erp:   # of', '  erp-{key}:\n    forEach: [a]\n    # of')
    .replace('erp/orders', 'erp-a/orders')
    .replace('erp/invoices', 'erp-a/invoices')
    .replace('erp/*', 'erp-a/*')
  const { run } = await place(t, many)
  await run('init')
  t.match(await run('secrets', 'seal', '--in-place'), {
    exitCode: 64,
    stderr: /stands for many places/,
  })
})

t.test(
  'a rotation seals the store and the configuration anew, and the old key can go',
  async (t) => {
    const { run, text, cwd } = await place(t)
    await run('init')
    await run('secrets', 'seal', '--in-place')
    await run('apply', '--allow-exec', '--auto-approve')
    const before = await text()
    t.match(await run('keys', 'new'), { exitCode: 1, stderr: /There is a key/ })
    t.match(await run('keys', 'backup', '--out', 'copy.key'), { exitCode: 0 })
    const copy = await readFile(join(cwd, 'copy.key'), 'utf8')
    t.match(await run('keys', 'backup', '--out', 'copy.key'), { exitCode: 1 })
    t.match(await run('keys', 'rotate'), { exitCode: 0, stdout: /1 value of the configuration/ })
    t.not(await text(), before)
    t.match(await run('lint'), { stderr: /^(?![\s\S]*CM3403)/ })
    t.match(
      await run('plan', '--allow-exec', '--detailed-exitcode'),
      { exitCode: 0 },
      'a rotation is no change',
    )
    t.match(await run('keys', 'rotate', '--prune'), { exitCode: 0, stdout: /Took out/ })
    t.match(await run('keys', 'check'), { exitCode: 0, stdout: /Everything opens/ })
    t.match(await run('plan', '--allow-exec', '--detailed-exitcode'), { exitCode: 0 })
    await writeFile(join(cwd, 'credmgr.key'), copy, { mode: 0o600 })
    t.match(
      await run('plan', '--allow-exec'),
      { exitCode: 1, stderr: /needs key/ },
      'the old key alone opens nothing',
    )
  },
)

t.test('a program that fails, hangs on its input, or says too much gives no secret', async (t) => {
  const table: readonly (readonly [string, RegExp])[] = [
    [
      "[/bin/sh, -c, 'echo not-shown >&2; exit 3']",
      /the program "\/bin\/sh" ends with exit code 3/,
    ],
    ["[/bin/sh, -c, 'cat']", /is empty/],
    ["[/bin/sh, -c, 'head -c 70000 /dev/zero']", /writes more than 64 KiB/],
    ['[/no/such/program]', /cannot be run: ENOENT/],
  ]
  for (const [command, problem] of table) {
    const { run } = await place(t, config.replace(literal, `{ exec: ${command} }`))
    await run('init')
    const done = await run('plan', '--allow-exec')
    t.match(done, { exitCode: 1, stderr: problem })
    t.notMatch(done.both, 'not-shown\n')
  }
})
