/**
 * `npm run demo`: installs what is missing, then runs the demo. With `-- --auto` nobody needs to
 * be there: a browser without a window gives the consent.
 *
 * @module
 */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { installPackages, root } from '../../test/support/install.mjs'

installPackages()

const demo = fileURLToPath(new URL('demo.ts', import.meta.url))
const args = ['--import=tsx', demo, ...process.argv.slice(2)]
const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' })
// Ctrl-C reaches the demo too, which then tidies up; this process waits for it.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => child.kill('SIGTERM'))
child.on('close', (code) => {
  process.exitCode = code ?? 1
})
