import { execFile } from 'node:child_process'

/** How long git may take. */
const patience = 5_000

/** A repository's own settings may name a program that watches its files: git is not to start it. */
const question = ['-c', 'core.fsmonitor=false', 'ls-files', '-z']

/** Asks git as `CliHost.trackedFiles` says. What is said to credmgr in its environment is not for git. */
export function trackedFiles(directory: string): Promise<readonly string[] | undefined> {
  const own = Object.entries(process.env).filter(([name]) => !/^CREDMGR_/i.test(name))
  const env = Object.fromEntries(own)
  const options = { cwd: directory, env, timeout: patience, maxBuffer: 64 * 1024 * 1024 }
  return new Promise((done) => {
    execFile('git', question, options, (error, stdout) => {
      done(error === null ? stdout.split('\0').filter((name) => name !== '') : undefined)
    })
  })
}
