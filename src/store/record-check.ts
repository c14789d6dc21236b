import { join } from 'node:path'
import { connectionAddress, isCredmgrError, type SecretKey } from '../model/index.ts'
import { openCredential } from './credential-file.ts'
import { readText } from './disk.ts'
import { openEntry } from './file-one-time-store.ts'
import { FileSecrets } from './file-secrets.ts'
import { type KeyUse, keyUses } from './reseal.ts'
import { parsed } from './signed-document.ts'
import { stateCodec } from './state-file.ts'
import type { StoreContext } from './store-context.ts'

/** One document of a store, opened to its last secret; `problem` is one clause that says why it is not. */
export interface RecordCheck extends KeyUse {
  readonly problem?: string
}

/** Opens every document of a store. Nothing of what stands in them is in the result. */
export async function checkRecords(context: StoreContext): Promise<readonly RecordCheck[]> {
  const checks: RecordCheck[] = []
  for (const use of await keyUses(context)) {
    const text = await readText(context.disk, join(context.layout.root, use.record))
    // Used, pruned or removed since it was listed.
    if (text === undefined) continue
    const problem = await problemOf(context, use.record, text).catch(told)
    checks.push({ ...use, ...(problem !== undefined && { problem }) })
  }
  return checks
}

function told(error: unknown): string {
  if (isCredmgrError(error)) return error.message
  throw error
}

async function problemOf(
  context: StoreContext,
  record: string,
  text: string,
): Promise<string | undefined> {
  const { layout, keys, env } = context
  const [kind, folder = '', name = ''] = record.replace(/\.json$/, '').split('/')
  if (kind === 'state' || kind === 'history') {
    const place = { path: join(layout.root, record), history: layout.history }
    stateCodec(keys, place, context).decode(text)
  }
  if (kind === 'secrets') return await secretProblem(context, text)
  if (kind === 'onetime') {
    const entry = { kind: folder === 'ticket' ? 'ticket' : 'transaction', digest: name } as const
    openEntry(context, entry, text)
  }
  if (kind !== 'vault') return undefined
  const connection = connectionAddress(`${folder}/${name}`)
  if (connection === undefined) return 'is not named like a connection'
  const opened = openCredential({ keys, env, connection }, text)
  return opened.ok ? undefined : opened.problem
}

async function secretProblem(context: StoreContext, text: string): Promise<string | undefined> {
  const document = parsed(text)
  if (!document.ok) return document.problem
  const { address, pointer, fingerprint } = document.body as unknown as SecretKey
  const value = await new FileSecrets(context).read({ address, pointer, fingerprint })
  return value === undefined ? 'does not stand where it belongs' : undefined
}
