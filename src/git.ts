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

/** Asks git as `CliHost.changedLines` says. A line that is not committed yet is of now. */
export async function changedLines(
  directory: string,
  file: string,
): Promise<readonly number[] | undefined> {
  const blame = await git(directory, 'blame', '--line-porcelain', '--', file)
  return blame?.match(/^committer-time \d+$/gm)?.map((each) => Number(each.slice(15)) * 1000)
}

/** By these git tells its hooks which repository is committed; it need not be the directory's. */
const repositoryNames: ReadonlySet<string> = new Set([
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_COMMON_DIR',
  'GIT_PREFIX',
])

/**
 * What git prints, or `undefined` when it fails or is not there. No program runs that the settings of
 * a repository name, and what is said to credmgr in its environment is not for git.
 */
function git(directory: string, ...args: readonly string[]): Promise<string | undefined> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !repositoryNames.has(name) && !/^CREDMGR_/i.test(name),
    ),
  )
  const options = { cwd: directory, env, timeout: patience, maxBuffer: 64 * 1024 * 1024 }
  const all = ['-c', 'core.fsmonitor=false', ...args]
  return new Promise((done) => {
    execFile('git', all, options, (error, stdout) => done(error === null ? stdout : undefined))
  })
}
