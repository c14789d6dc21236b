import { CredmgrError } from '../../model/index.ts'
import type { Command } from '../command.ts'
import { writePublicKey } from '../sealing-key.ts'

export const keysNew: Command = {
  name: 'keys new',
  summary: 'make the key that seals the vault, where there is none yet',
  positionals: '',
  maxPositionals: 0,
  options: {},
  details: [
    'The key goes into the file CREDMGR_KEY_FILE, or credmgr.key beside the state. One that is there is',
    'never replaced; credmgr keys rotate makes a newer one.',
  ].join('\n'),
  async run(invocation) {
    const { host, out, location } = invocation
    const file = host.keys.file(location)
    if (file === undefined) {
      throw new CredmgrError(
        'USAGE',
        'CREDMGR_KEY holds the key, and nothing else can be written',
        {
          remedy: 'unset it to use a key file',
        },
      )
    }
    if (!(await host.keys.create(location))) {
      throw new CredmgrError('FILE_EXISTS', `there is a key in "${file}" already`, { file })
    }
    await writePublicKey(invocation)
    const [id = ''] = await host.keys.ids(location)
    out.result(`Made the key "${id}" in ${file}.`)
    out.result('Keep a copy in a safe place: credmgr keys backup --out FILE')
    out.line({ file, keyId: id })
    return 0
  },
}
