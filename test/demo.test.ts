import { fileURLToPath } from 'node:url'
import t from 'tap'
import { startNode } from './support/process.ts'

t.test('the demo walks from nothing to an answer, and leaves nothing running', async (t) => {
  const demo = fileURLToPath(new URL('../examples/demo/run.mjs', import.meta.url))
  const running = startNode([demo, '--auto'], { cwd: t.testdir() })
  t.teardown(() => running.stop())
  const { exitCode, both } = await running.finished
  t.equal(exitCode, 0, both)
  t.match(both, 'Plan: 6 to add, 0 to change, 0 to destroy.')
  t.match(both, /200 \{"hello":"alice"/)
  t.match(both, 'The caller never held the token.')

  const [, gateway = ''] = /ready on (http:\S+)/.exec(both) ?? []
  const [, provider = ''] = /OpenID provider +(http:\S+)/.exec(both) ?? []
  for (const url of [gateway, provider]) {
    await t.rejects(fetch(url), { cause: { code: 'ECONNREFUSED' } }, `${url} is gone`)
  }
})
