import { execFile } from 'node:child_process'

/** How long git may take. */
const patience = 5_000

/** Asks git as `CliHost.trackedFiles` says. */
export async function trackedFiles(directory: string): Promise<readonly string[] | undefined> {
  const listing = await git(directory, 'ls-files', '-z')
  return listing?.split('\0').filter((name) => name !== '')
}

/** Asks git as `CliHost.gitHead` says. */
export async function gitHead(
  directory: string,
): Promise<{ readonly commit: string; readonly dirty: boolean } | undefined> {
  const commit = await git(directory, 'rev-parse', '--verify', 'HEAD')
  if (commit === undefined) return undefined
  const changes = await git(directory, 'status', '--porcelain', '--untracked-files=no', '--', '.')
  return { commit: commit.trim(), dirty: changes !== '' }
}

/** What git prints, or `undefined` when it fails or is not there. */
function git(directory: string, ...args: readonly string[]): Promise<string | undefined> {
  const options = { cwd: directory, timeout: patience, maxBuffer: 64 * 1024 * 1024 }
  return new Promise((done) => {
    execFile('git', args, options, (error, stdout) => done(error === null ? stdout : undefined))
  })
}
