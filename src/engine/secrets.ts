import type {
  DeclaredSecret,
  Diagnostic,
  Resource,
  ResourceAddress,
  SecretKey,
  SecretSource,
  Vault,
} from '../model/index.ts'
import { fingerprintKey } from '../plan/index.ts'

/** One secret of one resource, read. */
export interface ReadSecret {
  readonly key: SecretKey
  readonly value: string
}

/** The secrets of `resources` with their values, or a diagnostic for each that cannot be read. */
export async function readSecrets(
  ports: { readonly secrets: SecretSource; readonly vault: Pick<Vault, 'fingerprint'> },
  resources: readonly Resource[],
): Promise<{ readonly read: readonly ReadSecret[]; readonly diagnostics: readonly Diagnostic[] }> {
  const read: ReadSecret[] = []
  const diagnostics: Diagnostic[] = []
  for (const { address, pointer, declared } of declaredSecrets(resources)) {
    const answer = await ports.secrets.read(declared.ref, { address, pointer })
    if (!answer.ok) {
      diagnostics.push(unreadable(declared, answer.problem))
      continue
    }
    const fingerprint = ports.vault.fingerprint(fingerprintKey(address, pointer), answer.value)
    read.push({ key: { address, pointer, fingerprint }, value: answer.value })
  }
  return { read, diagnostics }
}

/** By `address#pointer`, the form in which a plan keeps them. */
export function fingerprintsOf(secrets: readonly ReadSecret[]): Record<string, string> {
  return Object.fromEntries(
    secrets.map(({ key }) => [fingerprintKey(key.address, key.pointer), key.fingerprint]),
  )
}

function declaredSecrets(
  resources: readonly Resource[],
): { address: ResourceAddress; pointer: string; declared: DeclaredSecret }[] {
  return resources.flatMap(({ address, secrets }) =>
    Object.entries(secrets).map(([pointer, declared]) => ({ address, pointer, declared })),
  )
}

function unreadable({ ref, span }: DeclaredSecret, problem: string): Diagnostic {
  const place = { severity: 'error', span } as const
  if ('env' in ref) {
    const help = [`export ${ref.env}=…`]
    return {
      ...place,
      code: 'CM1010',
      message: `environment variable "${ref.env}" ${problem}`,
      help,
    }
  }
  if ('sealed' in ref) {
    const help = ['credmgr secrets seal makes one for this place and environment']
    return { ...place, code: 'CM2004', message: `the sealed value ${problem}`, help }
  }
  const what = 'file' in ref ? `secret file "${ref.file}"` : `the program "${ref.exec[0] ?? ''}"`
  return { ...place, code: 'CM2003', message: `${what} ${problem}` }
}
