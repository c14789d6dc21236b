import { execFile } from 'node:child_process'

/** How long git may take. */
const patience = 5_000

/** Asks git as `CliHost.trackedFiles` says. */
export function trackedFiles(directory: string): Promise<readonly string[] | undefined> {
  const options = { cwd: directory, timeout: patience, maxBuffer: 64 * 1024 * 1024 }
  return new Promise((done) => {
    execFile('git', ['ls-files', '-z'], options, (error, stdout) => {
      done(error === null ? stdout.split('\0').filter((name) => name !== '') : undefined)
    })
  })
}
