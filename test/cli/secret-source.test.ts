/** What this machine gives as a secret, and how it says that it has none. */
import { chmod, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { ResourceAddress, SecretRef, SecretSource } from '../../src/model/index.ts'
import { machineSecrets } from '../../src/secrets.ts'

const place = { address: 'provider.erp' as ResourceAddress, pointer: '/clientSecret' }

function sourceIn(
  baseDirectory: string,
  more: { readonly allowExec?: boolean; readonly opened?: string[] } = {},
): SecretSource {
  const { allowExec = true, opened = [] } = more
  return machineSecrets({
    baseDirectory,
    allowExec,
    opener: async () => {
      opened.push('the key')
      return async (_place, sealed) => {
        opened.push(sealed)
        return { ok: true, value: `opened ${sealed}` }
      }
    },
  })
}

async function answer(t: Test, ref: SecretRef) {
  return sourceIn(t.testdir({})).read(ref, place)
}

const sh = (script: string): SecretRef => ({ exec: ['/bin/sh', '-c', script] })

t.test('a program gives its output less one newline, and sees only what is listed', async (t) => {
  process.env['LISTED_0815'] = 'listed'
  process.env['HIDDEN_0815'] = 'hidden'
  t.teardown(() => {
    delete process.env['LISTED_0815']
    delete process.env['HIDDEN_0815']
  })
  const script = 'echo "$LISTED_0815,$HIDDEN_0815,${HOME:+home},${PATH:+path}"; echo'
  const ref = { exec: ['/bin/sh', '-c', script], execEnv: ['LISTED_0815', 'NOT_SET_0815'] }
  t.strictSame(await answer(t, ref), { ok: true, value: 'listed,,home,path\n' })
  t.strictSame(
    await answer(t, { exec: ['/bin/echo', '-n', '$HOME; echo `id`'] }),
    { ok: true, value: '$HOME; echo `id`' },
    'and there is no shell',
  )
})

t.test('a program that fails says how, and nothing that it has written', async (t) => {
  const table: readonly (readonly [SecretRef, string])[] = [
    [sh('echo canary >&2; echo canary; exit 3'), 'ends with exit code 3'],
    [sh('echo canary; kill -TERM $$'), 'is ended by SIGTERM'],
    [sh('cat'), 'is empty'],
    [sh("printf 'a\\377b'"), 'is not text in UTF-8'],
    [sh('head -c 70000 /dev/zero'), 'writes more than 64 KiB'],
    [{ exec: ['/no/such/program'] }, 'cannot be run: ENOENT'],
    [{ exec: ['no-such-program-in-the-path'] }, 'cannot be run: ENOENT'],
  ]
  for (const [ref, problem] of table)
    t.strictSame(await answer(t, ref), { ok: false, problem }, problem)
})

t.test('no program is run without permission', async (t) => {
  const directory = t.testdir({})
  const ref = sh('touch ran')
  t.match(await sourceIn(directory, { allowExec: false }).read(ref, place), {
    ok: false,
    problem: /--allow-exec/,
  })
  await t.rejects(chmod(join(directory, 'ran'), 0o600), { code: 'ENOENT' })
  await sourceIn(directory).read(ref, place)
  await t.resolves(chmod(join(directory, 'ran'), 0o600), 'with it, it is, where the file stands')
})

t.test('a secret file that everybody can read gives its secret and a warning', async (t) => {
  const directory = t.testdir({ key: 'not-a-real-key\n', folder: {} })
  const read = async (file: string) => sourceIn(directory).read({ file }, place)
  await chmod(join(directory, 'key'), 0o644)
  t.strictSame(await read('key'), {
    ok: true,
    value: 'not-a-real-key',
    warning: 'can be read by every user of this machine',
  })
  await symlink('key', join(directory, 'link'))
  t.match(await read('link'), { warning: /every user/ })
  await chmod(join(directory, 'key'), 0o640)
  t.strictSame(await read('key'), { ok: true, value: 'not-a-real-key' }, 'a group is trusted')
  await writeFile(join(directory, 'latin'), Buffer.from([0x61, 0xff]))
  t.strictSame(await read('latin'), { ok: false, problem: 'is not text in UTF-8' })
  t.strictSame(await read('folder'), { ok: false, problem: 'is not a file' })
  t.strictSame(await read('nothing'), { ok: false, problem: 'cannot be read: ENOENT' })
})

t.test('the key is asked for at the first sealed value, and each is opened once', async (t) => {
  const opened: string[] = []
  const source = sourceIn(t.testdir({}), { opened })
  await source.read({ env: 'PATH' }, place)
  t.strictSame(opened, [])
  t.strictSame(await source.read({ sealed: 'a' }, place), { ok: true, value: 'opened a' })
  t.strictSame(await source.read({ sealed: 'b' }, place), { ok: true, value: 'opened b' })
  t.strictSame(await source.read({ sealed: 'a' }, place), { ok: true, value: 'opened a' })
  t.strictSame(opened, ['the key', 'a', 'b'])
  await source.read({ sealed: 'a' }, { ...place, pointer: '/apiKey' })
  t.strictSame(opened, ['the key', 'a', 'b', 'a'], 'in another place it is another value')
})
