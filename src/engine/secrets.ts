import type {
  DeclaredSecret,
  Diagnostic,
  Json,
  ProviderSpec,
  Resource,
  ResourceAddress,
  SecretKey,
  SecretSource,
  State,
  Vault,
} from '../model/index.ts'
import { isJsonObject, isWebhookPointer, specJson } from '../model/index.ts'
import { flawOfPrivateKey } from '../oauth/index.ts'
import { fingerprintKey } from '../plan/index.ts'
import { isWebhookSecret } from './webhook-message.ts'

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
    const answer = checked(await ports.secrets.read(declared.ref, { address, pointer }), pointer)
    const flaw = answer.ok ? await flawOf(each, answer.value) : answer.problem
    if (!answer.ok || flaw !== undefined) {
      diagnostics.push(unreadable(declared, flaw ?? ''))
      continue
    }
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
    const ref: Json | undefined = specJson(before.spec)[pointer.slice(1)]
    const isSame = isJsonObject(ref) && ref['sealed'] === declared.ref.sealed
    return isSame ? [[fingerprintKey(address, pointer), fingerprint] as const] : []
  })
  return Object.fromEntries(same)
}

export function fingerprintsOf(secrets: readonly ReadSecret[]): Fingerprints {
  return Object.fromEntries(
    secrets.map(({ key }) => [fingerprintKey(key.address, key.pointer), key.fingerprint]),
  )
}

interface Declared {
  readonly address: ResourceAddress
  readonly pointer: string
  readonly declared: DeclaredSecret
  /** Absent for a secret that may be any text. */
  readonly assertion?: ProviderSpec['assertion']
}

/** Why a value is not fit for its place: a key that does not sign. */
async function flawOf({ assertion }: Declared, value: string): Promise<string | undefined> {
  const flaw = assertion && (await flawOfPrivateKey(value, assertion.alg))
  return flaw && `is ${flaw}`
}

function declaredSecrets(resources: readonly SecretHolder[]): readonly Declared[] {
  return resources.flatMap(({ address, secrets, spec }) => {
    const assertion = spec && 'assertion' in spec ? { assertion: spec.assertion } : {}
    return Object.entries(secrets).map(([pointer, declared]) => {
      return { address, pointer, declared, ...assertion }
    })
  })
}

/** What stands where a secret was to be filled in, or what an export has left of one; in lower case. */
const placeholder =
  /^(?:\*{3,}|x{4,}|\.{3}|<[^<>]*>|\{\{.*\}\}|\$\{.*\}|##.*##|change[-_ ]?me|replace[-_ ]?me|todo|tbd|placeholder|your[-_ ].*)$/

type Answer = Awaited<ReturnType<SecretSource['read']>>

function checked(answer: Answer, pointer: string): Answer {
  if (answer.ok && isWebhookPointer(pointer) && !isWebhookSecret(answer.value)) {
    const problem = 'is no webhook secret: it must be whsec_ and the base64 of 24 to 64 bytes'
    return { ok: false, problem }
  }
  const isPlaceholder = answer.ok && placeholder.test(answer.value.toLowerCase())
  return isPlaceholder ? { ok: false, problem: 'holds a placeholder and no secret' } : answer
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
