import { resolve } from 'node:path'
import type { Command } from '../command.ts'
import { confirmBackup } from '../key-backup.ts'

export const keysBackup: Command = {
  name: 'keys backup',
  summary: 'copy the keys to a safe place, and note that it was done',
  positionals: '',
  maxPositionals: 0,
  options: {
    out: { value: 'FILE', summary: 'copy the keys into a new file that nobody else can read' },
    confirm: { summary: 'note that there is a copy; credmgr status stops to remind of it' },
  },
  details: [
    'Without the key nothing in the vault opens, and no sealed value. The copy is as secret as the key',
    'itself and does not belong beside the state.',
  ].join('\n'),
  async run(invocation) {
    const { host, out, location, option } = invocation
    const ids = await host.keys.ids(location)
    const file = option('out')
    const source = host.keys.file(location) ?? 'CREDMGR_KEY'
    if (file !== undefined) {
      const text = `${(await host.keys.text(location)).trimEnd()}\n`
      await host.files.writeNew(resolve(host.cwd, file), text, 0o600)
      out.result(`Copied ${ids.length === 1 ? 'the key' : `${ids.length} keys`} to ${file}.`)
    }
    if (option('confirm') !== undefined) {
      await confirmBackup(invocation, ids)
      out.result(`Noted that there is a copy of the key "${ids[0] ?? ''}".`)
    }
    if (file === undefined && option('confirm') === undefined) {
      out.result(`The keys are in ${source}: ${ids.join(', ')} (the newest first).`)
      out.result('Copy them:        credmgr keys backup --out FILE')
      out.result('Once it is safe:  credmgr keys backup --confirm')
    }
    out.line({ source, keyIds: [...ids], ...(file !== undefined && { file }) })
    return 0
  },
}
