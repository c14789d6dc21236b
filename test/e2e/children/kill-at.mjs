/**
 * Loaded before the command that is to be killed: counts each change on the disk and each request, just
 * before and just after it, and ends the process by SIGKILL at the one that `KILL_AT` numbers. With
 * `KILL_COUNT` it writes how many there were, and how many requests, into that file instead.
 * `KILL_IN_PLACE=1` is the negative control: the state is not renamed into its place but written there,
 * and the process ends half way.
 */
import { appendFileSync, promises, readFileSync, writeFileSync } from 'node:fs'

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
  const { rename } = promises
  promises.rename = (from, to) => {
    if (!to.endsWith('state.json')) return rename(from, to)
    const text = readFileSync(from)
    writeFileSync(to, text.subarray(0, text.length / 2))
    return process.kill(process.pid, 'SIGKILL')
  }
}

const send = counted(globalThis.fetch)
let requests = 0
globalThis.fetch = (...args) => {
  requests += 1
  return send(...args)
}

if (KILL_COUNT !== undefined) {
  process.on('exit', () => appendFileSync(KILL_COUNT, `${count} ${requests}`))
}
