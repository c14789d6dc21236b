/**
 * Loaded before the command that is to be killed: counts each change on the disk and each request, just
 * before and just after it, and ends the process by SIGKILL at the one that `KILL_AT` numbers. With
 * `KILL_COUNT` it writes how many there were into that file instead. `KILL_IN_PLACE=1` is the negative
 * control: a file is not renamed over another, but its text is written into it, and the process ends
 * when half of the state is written.
 */
import {
  appendFileSync,
  copyFileSync,
  promises,
  readFileSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'

const { KILL_AT = '0', KILL_COUNT, KILL_IN_PLACE } = process.env
let count = 0

function boundary() {
  count += 1
  if (count === Number(KILL_AT)) process.kill(process.pid, 'SIGKILL')
}

function counted(work) {
  return async function (...args) {
    boundary()
    try {
      return await work.apply(this, args)
    } finally {
      boundary()
    }
  }
}

for (const name of [
  'rename',
  'link',
  'unlink',
  'mkdir',
  'rmdir',
  'rm',
  'writeFile',
  'appendFile',
]) {
  promises[name] = counted(promises[name])
}
const handle = await promises.open(process.execPath)
const proto = Object.getPrototypeOf(handle)
await handle.close()
for (const name of ['writeFile', 'sync', 'datasync']) proto[name] = counted(proto[name])

if (KILL_IN_PLACE === '1') {
  promises.rename = async (from, to) => {
    const text = readFileSync(from)
    writeFileSync(to, text.subarray(0, text.length / 2))
    if (to.endsWith('state.json')) process.kill(process.pid, 'SIGKILL')
    copyFileSync(from, to)
    unlinkSync(from)
  }
}

globalThis.fetch = counted(globalThis.fetch)

if (KILL_COUNT !== undefined) {
  process.on('exit', () => appendFileSync(KILL_COUNT, `${count}\n`))
}
