import type {
  DeclaredSecret,
  Diagnostic,
  Json,
  Resource,
  ResourceAddress,
  SecretKey,
  SecretSource,
  State,
  Vault,
} from '../model/index.ts'
import {
  apiKeyPointers,
  describeSecret,
  forwardAuthPointer,
  isJsonObject,
  specJson,
} from '../model/index.ts'
import { fingerprintKey } from '../plan/index.ts'
import { misformed } from './secret-forms.ts'

/** One secret of one resource, read. */
export interface ReadSecret {
  readonly key: SecretKey
  readonly value: string
}

/** What declares secrets: a resource, or an import. */
export type SecretHolder = Pick<Resource, 'address' | 'secrets'> & {
  readonly spec?: Resource['spec']
}

/** Fingerprints by `address#pointer`, the form in which a plan keeps them. */
export type Fingerprints = { readonly [key: string]: string }

/**
 * The secrets of `resources` with their values; errors for those that cannot be read, and warnings
 * for those that are badly kept.
 *
 * @param known Fingerprints of secrets that need not be read, see {@link unchangedSeals}.
 */
export async function readSecrets(
  ports: { readonly secrets: SecretSource; readonly vault: Pick<Vault, 'fingerprint'> },
  resources: readonly SecretHolder[],
  known: Fingerprints = {},
): Promise<{ readonly read: readonly ReadSecret[]; readonly diagnostics: readonly Diagnostic[] }> {
  const read: ReadSecret[] = []
  const diagnostics: Diagnostic[] = []
  const isKnown = ({ address, pointer }: Declared): boolean =>
    Object.hasOwn(known, fingerprintKey(address, pointer))
  for (const each of declaredSecrets(resources).filter((one) => !isKnown(one))) {
    const { address, pointer, declared } = each
    const answer = await ports.secrets.read(declared.ref, { address, pointer })
    const error = await errorIn(each, answer)
    if (error !== undefined) diagnostics.push(error)
    if (error !== undefined || !answer.ok) continue
    if (answer.warning !== undefined) diagnostics.push(badlyKept(declared, answer.warning))
    const fingerprint = ports.vault.fingerprint(fingerprintKey(address, pointer), answer.value)
    read.push({ key: { address, pointer, fingerprint }, value: answer.value })
  }
  return { read, diagnostics }
}

/**
 * Fingerprints of sealed values whose text is as it was applied: to one place it is one value, so
 * that it need not be opened, which takes half a millisecond each.
 */
export function unchangedSeals(resources: readonly SecretHolder[], state: State): Fingerprints {
  const sealed = declaredSecrets(resources).filter(({ declared }) => 'sealed' in declared.ref)
  if (sealed.length === 0) return {}
  const applied = new Map(state.resources.map((each) => [each.address, each]))
  const same = sealed.flatMap(({ address, pointer, declared }) => {
    const before = applied.get(address)
    const fingerprint = before?.fingerprints[pointer]
    if (before === undefined || fingerprint === undefined || !('sealed' in declared.ref)) return []
    const ref = valueAt(specJson(before.spec), pointer)
    const isSame = isJsonObject(ref) && ref['sealed'] === declared.ref.sealed
    return isSame ? [[fingerprintKey(address, pointer), fingerprint] as const] : []
  })
  return Object.fromEntries(same)
}

function valueAt(spec: Json, pointer: string): Json | undefined {
  const [, ...steps] = pointer.split('/')
  return steps.reduce<Json | undefined>(
    (value, step) => (isJsonObject(value) ? value[step] : undefined),
    spec,
  )
}

/**
 * Whether a secret is shown to a provider, so that its value is needed after the commit. Of a caller's
 * API key and a proxy's secret the fingerprint is enough: the gateway compares, it never presents them; and
 * an imported refresh token becomes a credential.
 */
export function isPresented({ address, pointer }: SecretKey): boolean {
  const isCallersKey = address.startsWith('identity.') && apiKeyPointers.includes(pointer)
  return !isCallersKey && pointer !== importPointer && pointer !== forwardAuthPointer
}

/** Where a refresh token that is imported is declared: the field has no other use. */
export const importPointer = '/refreshToken'

export function fingerprintsOf(secrets: readonly ReadSecret[]): Fingerprints {
  return Object.fromEntries(
    secrets.map(({ key }) => [fingerprintKey(key.address, key.pointer), key.fingerprint]),
  )
}

interface Declared {
  readonly address: ResourceAddress
  readonly pointer: string
  readonly declared: DeclaredSecret
  readonly spec: SecretHolder['spec']
}

function declaredSecrets(resources: readonly SecretHolder[]): readonly Declared[] {
  return resources.flatMap(({ address, secrets, spec }) =>
    Object.entries(secrets).map(([pointer, declared]) => ({ address, pointer, declared, spec })),
  )
}

/** What stands where a secret was to be filled in, or what an export has left of one; in lower case. */
const placeholder =
  /^(?:\*{3,}|x{4,}|\.{3}|<[^<>]*>|\{\{.*\}\}|\$\{.*\}|##.*##|change[-_ ]?me|replace[-_ ]?me|todo|tbd|placeholder|your[-_ ].*)$/

type Answer = Awaited<ReturnType<SecretSource['read']>>

async function errorIn(
  { pointer, declared, spec }: Declared,
  answer: Answer,
): Promise<Diagnostic | undefined> {
  if (!answer.ok) return unreadable(declared, answer.problem)
  if (isPlaceholder(answer.value)) return unreadable(declared, 'holds a placeholder and no secret')
  const flaw = await misformed(pointer, spec, answer.value)
  return flaw === undefined ? undefined : unfit(declared, flaw)
}

function isPlaceholder(value: string): boolean {
  return placeholder.test(value.toLowerCase())
}

function unfit({ ref, span }: DeclaredSecret, flaw: string): Diagnostic {
  const message = `the secret from ${describeSecret(ref)} ${flaw}`
  return { code: 'CM2005', severity: 'error', span, message }
}

function badlyKept({ ref, span }: DeclaredSecret, warning: string): Diagnostic {
  const file = 'file' in ref ? ref.file : ''
  const help = [`chmod 600 ${file}`]
  return {
    code: 'CM3404',
    severity: 'warning',
    span,
    message: `secret file "${file}" ${warning}`,
    help,
  }
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
