import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { builtMain } from '../support/build.ts'

/** Runs credmgr with a reader of its output that has gone before the first byte. */
async function unread(cwd: string, ...args: readonly string[]): Promise<[number | null, string]> {
  const child = spawn(process.execPath, [builtMain(), ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.destroy()
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return [code, stderr]
}

t.test(
  'a reader that has seen enough is no failure, and the work is brought to its end',
  async (t) => {
    const cwd = t.testdir({})
    t.strictSame(await unread(cwd, 'schema'), [0, ''])
    t.strictSame(await unread(cwd, 'init'), [0, ''])
    t.ok(existsSync(join(cwd, '.gitignore')), 'init has gone on')
    const [code] = await unread(cwd, 'validate', '--json')
    t.equal(code, 0)
  },
)
