import { resolve } from 'node:path'
import { type SecretEdit, type SecretField, secretFieldsOf, withSealed } from '../config/index.ts'
import { CredmgrError, type Diagnostic } from '../model/index.ts'
import type { Invocation } from './command.ts'
import { showDiagnostics } from './problems.ts'

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

/** Of each field what is in effect: the overlay of an environment comes last and wins. */
export function effectiveFields(holders: readonly Holder[]): readonly SealedField[] {
  const last = new Map<string, Holder>()
  for (const holder of holders)
    for (const { path } of holder.fields) last.set(path.join('\n'), holder)
  return sealedFields(holders).filter(
    ({ holder, field }) => last.get(field.path.join('\n')) === holder,
  )
}

/** Shows why files cannot be parsed. @returns Whether one cannot. */
export function showUnparsed({ out }: Invocation, holders: readonly Holder[]): boolean {
  const diagnostics = holders.flatMap((each) => each.diagnostics)
  const textOf = (file: string): string | undefined =>
    holders.find((each) => each.file === file)?.text
  showDiagnostics(out, diagnostics, textOf)
  return diagnostics.length > 0
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
