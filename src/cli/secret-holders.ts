import { resolve } from 'node:path'
import { type SecretEdit, type SecretField, secretFieldsOf, withSealed } from '../config/index.ts'
import { CredmgrError, type Diagnostic } from '../model/index.ts'
import type { Invocation } from './command.ts'

/** A file with the fields of it in which secrets belong. */
export interface Holder {
  readonly file: string
  readonly text: string
  /** None when it cannot be parsed. */
  readonly fields: readonly SecretField[]
  readonly diagnostics: readonly Diagnostic[]
}

/** @throws `FILE_UNREADABLE` */
export async function readHolders(
  { host }: Invocation,
  files: readonly string[],
): Promise<readonly Holder[]> {
  const holders: Holder[] = []
  for (const file of files) {
    const text = await host.files.readText(resolve(host.cwd, file))
    if (text === undefined) {
      throw new CredmgrError('FILE_UNREADABLE', `there is no file "${file}"`, { file })
    }
    const fields = secretFieldsOf({ file, text })
    const { diagnostics } = fields
    holders.push({ file, text, fields: fields.ok ? fields.value : [], diagnostics })
  }
  return holders
}

/** A value that is sealed in a file. */
export interface SealedField {
  readonly holder: Holder
  readonly field: SecretField
  readonly sealed: string
}

export function sealedFields(holders: readonly Holder[]): readonly SealedField[] {
  return holders.flatMap((holder) =>
    holder.fields.flatMap((field) =>
      field.sealed === undefined ? [] : [{ holder, field, sealed: field.sealed }],
    ),
  )
}

/** Writes sealed values where they belong; the file is as it was, or has all of them. */
export async function writeSealed(
  { host, shielded }: Invocation,
  { file, text }: Holder,
  edits: readonly SecretEdit[],
): Promise<void> {
  if (edits.length === 0) return
  const sealed = withSealed({ file, text }, edits)
  await shielded(() => host.files.replaceText(resolve(host.cwd, file), sealed))
}
