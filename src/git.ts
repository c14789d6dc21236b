import { execFile } from 'node:child_process'

/** How long git may take. */
const patience = 5_000

/** By these git tells its hooks which repository is committed; it need not be the directory's. */
const repositoryNames: ReadonlySet<string> = new Set([
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_COMMON_DIR',
  'GIT_PREFIX',
])

/** Asks git as `CliHost.trackedFiles` says. No program runs that the repository's settings name. */
export function trackedFiles(directory: string): Promise<readonly string[] | undefined> {
  const args = ['-c', 'core.fsmonitor=false', 'ls-files', '-z']
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !repositoryNames.has(name)),
  )
  const options = { cwd: directory, env, timeout: patience, maxBuffer: 64 * 1024 * 1024 }
  return new Promise((done) => {
    execFile('git', args, options, (error, stdout) => {
      done(error === null ? stdout.split('\0').filter((name) => name !== '') : undefined)
    })
  })
}
