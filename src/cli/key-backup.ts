import { join } from 'node:path'
import type { Invocation } from './command.ts'

/** Which keys somebody has said there is a copy of. Ids are no secret. */
function noteOf({ location }: Pick<Invocation, 'location'>): string {
  return join(location.directory, 'key-backup.json')
}

/** Notes that there is a copy of these keys. */
export async function confirmBackup(invocation: Invocation, ids: readonly string[]): Promise<void> {
  const text = `${JSON.stringify({ keyIds: ids })}\n`
  await invocation.host.files.writeFile(noteOf(invocation), text, 0o600)
}

/** Whether nobody has said yet that there is a copy of the newest key. */
export async function lacksBackup(invocation: Invocation): Promise<boolean> {
  const { host, location } = invocation
  const [newest] = await host.keys.ids(location)
  const note = await host.files.readText(noteOf(invocation))
  return newest !== undefined && note?.includes(`"${newest}"`) !== true
}
