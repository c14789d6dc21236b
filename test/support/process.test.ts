import t from 'tap'
import { freePorts, startNode } from './process.ts'

t.test('a process shows its lines as they come, and how it ended', async (t) => {
  const program = `
    console.log('reading')
    process.stdin.on('data', (text) => console.error('got ' + text)).on('end', () => {
      console.log('listening on ' + process.env.WHERE + ' ' + process.cwd())
      setInterval(() => {}, 1000)
    })`
  const cwd = t.testdir()
  const options = { cwd, env: { WHERE: 'port 7' }, input: 'input\n' }
  const running = startNode(['--eval', program], options)
  t.teardown(() => running.stop('SIGKILL'))
  t.equal((await running.waitForLine(/listening on port (\d)/))[1], '7')
  t.ok(await running.waitForLine(/^reading$/), 'a line from before counts')
  const finished = await running.stop()
  t.match(finished, { exitCode: undefined, signal: 'SIGTERM', stderr: /got input/ })
  t.match(finished.stdout, cwd)
})

t.test('waiting for a line that never comes ends with the process', async (t) => {
  const running = startNode(['--eval', 'console.log("only this"); process.exit(3)'], { cwd: '.' })
  await t.rejects(running.waitForLine(/something else/), /ended with 3 .*only this/s)
  t.match(await running.finished, { exitCode: 3, stdout: 'only this\n' })
})

t.test('free ports are different', async (t) => {
  const ports = await freePorts(4)
  t.equal(new Set(ports).size, 4)
  t.ok(ports.every((port) => port > 0))
})
