import { CredmgrError, kinds } from '../../model/index.ts'
import { suggestion } from '../arguments.ts'
import type { Command } from '../command.ts'

export const stateList: Command = {
  name: 'state list',
  summary: 'list the addresses of everything that is applied',
  positionals: '[KIND]',
  maxPositionals: 1,
  options: {},
  details: `KIND is one of ${kinds.join(', ')}. With --json it prints one object a resource.`,
  async run({ host, out, location, positionals: [kind] }) {
    if (kind !== undefined && !kinds.some((each) => each === kind)) {
      const message = `"${kind}" is no kind of resource${suggestion(kind, kinds)}`
      throw new CredmgrError('USAGE', message, { remedy: `use one of ${kinds.join(', ')}` })
    }
    const store = await host.openStore(location)
    const state = await store.state.read()
    const listed = state.resources.filter((each) => kind === undefined || each.kind === kind)
    for (const { address, kind, name, id, origin, createdSerial, updatedSerial } of listed) {
      out.result(address)
      out.line({ address, kind, name, id, origin, createdSerial, updatedSerial })
    }
    if (listed.length === 0) out.progress('Nothing is applied.')
    return 0
  },
}
