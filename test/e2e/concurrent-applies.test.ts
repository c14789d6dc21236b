import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { startChild } from '../store/fixtures.ts'
import { type Finished, runCredmgr, startCredmgr } from '../support/process.ts'

const processes = process.env['CREDMGR_HARD'] === '1' ? 32 : 8

t.setTimeout(300_000)

/** Which plan or process it is stands in the description of a route. */
function configuration(mark: string): string {
  return `version: 1
providers:
  erp:
    grant: clientCredentials
    clientId: credmgr
    clientSecret: { env: ERP_SECRET }
    endpoints: { token: https://idp.example/token }
    scopes: [orders.read]
connections:
  erp/orders: {}
accessPolicies:
  all:
    connections: [erp/orders]
    allow: [{ managedIdentity: gateway }]
routes:
  orders:
    match: { path: /orders/** }
    upstream: https://erp.example
    description: '${mark}'
    policies:
      - get-authorization-context: { connection: erp/orders, identityType: managed }
`
}

interface Place {
  readonly cwd: string
  run(...argv: readonly string[]): Promise<Finished>
}

async function initialized(t: Test): Promise<Place> {
  const cwd = await mkdtemp(join(tmpdir(), 'credmgr-many-'))
  t.teardown(() => rm(cwd, { recursive: true, force: true }))
  const run = (...argv: readonly string[]): Promise<Finished> =>
    runCredmgr(argv, { cwd, env: { ERP_SECRET: 'not-a-real-secret' } })
  const { exitCode, stderr } = await run('init')
  t.equal(exitCode, 0, stderr)
  return { cwd, run }
}

/** Another process, that holds the lock until it is killed. */
async function lockHolder(t: Test, cwd: string) {
  const key = (await readFile(join(cwd, 'credmgr.key'), 'utf8')).trim()
  const child = startChild(t, 'lock-holder.ts', [join(cwd, '.credmgr'), key, 'default'])
  const { value } = await child.lines.next()
  return { child, lockId: String(value) }
}

const each = Array.from({ length: processes }, (_, index) => `c${index}`)

t.test(`of ${processes} plans of one serial, applied at once, exactly one wins`, async (t) => {
  const { cwd, run } = await initialized(t)
  for (const mark of each) {
    await writeFile(join(cwd, `${mark}.yaml`), configuration(mark))
    const { exitCode, stderr } = await run('plan', '-c', `${mark}.yaml`, '--out', `${mark}.plan`)
    t.equal(exitCode, 0, stderr)
  }
  const ended = await Promise.all(each.map((mark) => run('apply', `${mark}.plan`)))
  const winners = each.filter((_, index) => ended[index]?.exitCode === 0)
  t.equal(winners.length, 1)
  for (const { exitCode, stderr } of ended.filter((one) => one.exitCode !== 0)) {
    t.equal(exitCode, 1)
    t.match(stderr, /Error: Saved plan is stale\n\n.*the state is at serial 1/)
  }
  const { stdout } = await run('state', 'show', 'route.orders')
  t.match(stdout, `description: ${winners[0]}`, 'and what it wanted is what there is')
  t.equal((await run('state', 'verify')).exitCode, 0)
})

t.test(`${processes} applies at once make one serial each, or are refused`, async (t) => {
  const { cwd, run } = await initialized(t)
  for (const mark of each) await writeFile(join(cwd, `${mark}.yaml`), configuration(mark))
  const ended = await Promise.all(
    each.map((mark) => run('apply', '-c', `${mark}.yaml`, '--auto-approve')),
  )
  const won = ended.filter(({ exitCode }) => exitCode === 0)
  for (const { exitCode, stderr } of ended.filter((one) => one.exitCode !== 0)) {
    t.equal(exitCode, 1)
    t.match(stderr, /Error: (?:Saved plan is stale|Error acquiring the state lock)\n/)
  }
  const { stdout } = await run('state', 'history', '--json')
  const serials = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).serial)
  t.ok(won.length >= 1)
  t.equal(serials.length, won.length, 'no serial without a winner, and no winner without one')
  t.equal((await run('state', 'verify')).exitCode, 0)
})

t.test('who is killed holding the lock is in nobody’s way', async (t) => {
  const { cwd, run } = await initialized(t)
  await writeFile(join(cwd, 'credmgr.config.yaml'), configuration('one'))
  const { child, lockId } = await lockHolder(t, cwd)
  const refused = await run('apply', '--auto-approve', '--lock-timeout=0s')
  t.equal(refused.exitCode, 1)
  t.match(refused.stderr, `Lock ID:    ${lockId}  Operation: apply`)
  t.match(refused.stderr, / -> alive\n/)
  child.process.kill('SIGKILL')
  await child.ended
  t.match((await run('lock', 'show')).stdout, / -> dead\n$/)
  const applied = await run('apply', '--auto-approve', '--lock-timeout=0s')
  t.equal(applied.exitCode, 0, applied.stderr)
  t.equal((await run('lock', 'show')).stdout, 'The state is not locked.\n')
})

t.test('an apply that waits for the lock ends at once when it is told to', async (t) => {
  const { cwd, run } = await initialized(t)
  await writeFile(join(cwd, 'credmgr.config.yaml'), configuration('one'))
  const { child, lockId } = await lockHolder(t, cwd)
  const apply = startCredmgr(['apply', '--auto-approve', '--lock-timeout=10m'], {
    cwd,
    env: { ERP_SECRET: 'not-a-real-secret' },
  })
  await apply.waitForLine(/^Plan: /)
  const { exitCode } = await apply.stop('SIGTERM')
  t.equal(exitCode, 143)
  const unlocked = await run('force-unlock', lockId, '--force')
  t.equal(unlocked.exitCode, 0, unlocked.stderr)
  child.process.kill('SIGKILL')
  await child.ended
  t.match(await run('state', 'list'), { exitCode: 0, stdout: '' }, 'and nothing was applied')
})
