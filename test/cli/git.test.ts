import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { changedLines, trackedFiles } from '../../src/git.ts'

const module = new URL('../../src/git.ts', import.meta.url).href
const loader = import.meta.resolve('tsx')

/** Prints what is tracked in the directory `sub` of where it runs. */
const asking = `
import { trackedFiles } from ${JSON.stringify(module)}
console.error(JSON.stringify(await trackedFiles(process.cwd() + '/sub')))
`

/** A repository that tracks `sub/a.yaml`, and not the `sub/b.yaml` beside it. */
function repository(t: Test): { readonly path: string; readonly git: (...args: string[]) => void } {
  const path = mkdtempSync(join(tmpdir(), 'credmgr-git-'))
  t.teardown(() => rmSync(path, { recursive: true, force: true }))
  const git = (...args: string[]): void => {
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@a.example', ...args], {
      cwd: path,
      stdio: 'pipe',
    })
  }
  mkdirSync(join(path, 'sub'))
  for (const name of ['a.yaml', 'b.yaml']) writeFileSync(join(path, 'sub', name), '')
  git('init', '-q')
  git('add', 'sub/a.yaml')
  git('commit', '-q', '-m', 'first')
  return { path, git }
}

t.test('a hook of a linked worktree sees the files of its directory', async (t) => {
  const { path, git } = repository(t)
  const linked = join(path, 'linked')
  git('worktree', 'add', '-q', linked)
  const script = join(path, 'asking.mjs')
  writeFileSync(script, asking)
  const hook = `#!/bin/sh\nenv | grep '^GIT_DIR=' >&2\n"${process.execPath}" --import "${loader}" "${script}"\nexit 1\n`
  mkdirSync(join(path, '.git', 'hooks'), { recursive: true })
  writeFileSync(join(path, '.git', 'hooks', 'pre-commit'), hook, { mode: 0o755 })
  try {
    git('-C', linked, 'commit', '--allow-empty', '-m', 'second')
    t.fail('the hook refuses the commit')
  } catch (error) {
    const said = String((error as { readonly stderr: Buffer }).stderr)
    t.match(said, /^GIT_DIR=.*worktrees/m, 'git names the repository to its hooks')
    t.match(said, '["a.yaml"]')
  }
})

t.test('a program that the settings of a repository name is not run', async (t) => {
  const { path, git } = repository(t)
  const mark = join(path, 'mark')
  const program = join(path, 'program.sh')
  writeFileSync(program, `#!/bin/sh\n: > "${mark}"\n`, { mode: 0o755 })
  git('config', 'core.fsmonitor', program)
  t.strictSame(await trackedFiles(join(path, 'sub')), ['a.yaml'])
  t.notOk(existsSync(mark))
  git('ls-files')
  t.ok(existsSync(mark), 'git alone would run it')
})

t.test('each line of a file is as old as the commit that brought it', async (t) => {
  const { path, git } = repository(t)
  const file = join(path, 'sub', 'a.yaml')
  const commit = (text: string, date: string): void => {
    writeFileSync(file, text)
    process.env['GIT_COMMITTER_DATE'] = date
    git('commit', '-qam', 'next')
    delete process.env['GIT_COMMITTER_DATE']
  }
  commit('moved:\n', '2026-01-02T03:04:05Z')
  commit('moved:\n  - {}\n', '2026-02-03T04:05:06Z')
  t.strictSame(await changedLines(join(path, 'sub'), 'a.yaml'), [
    Date.parse('2026-01-02T03:04:05Z'),
    Date.parse('2026-02-03T04:05:06Z'),
  ])
  t.equal(await changedLines(join(path, 'sub'), 'b.yaml'), undefined, 'it is not tracked')
})
