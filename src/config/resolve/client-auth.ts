import {
  type AssertionAlgorithm,
  assertionAlgorithms,
  type ClientAuth,
  type ClientAuthMethod,
  hasSharedSecret,
  type ProviderSpec,
} from '../../model/index.ts'
import { quote } from '../secret-text.ts'
import { type Entry, entryOf, isUnknown, knownText, member, type Node } from '../tree.ts'
import { compact, type Resolving, secretOf } from './context.ts'

/** How a client proves itself, as written; `undefined` where it is left to the template. */
export function clientAuthOf(node: Node | undefined): ClientAuth | undefined {
  const word = knownText(node)
  if (word !== undefined) return methods.find((each) => each === word)
  const tls = member(node, 'tls')
  const [cert, tlsKey] = [secretOf(member(tls, 'cert')), secretOf(member(tls, 'key'))]
  if (cert !== undefined && tlsKey !== undefined) return { tls: { cert, key: tlsKey } }
  const signed = member(node, 'privateKeyJwt')
  const [key, alg] = [secretOf(member(signed, 'key')), algorithmOf(member(signed, 'alg'))]
  if (key === undefined || alg === undefined) return undefined
  const certificate = secretOf(member(signed, 'certificate'))
  return {
    privateKeyJwt: compact({ key, alg, kid: knownText(member(signed, 'kid')), certificate }),
  }
}

const methods: readonly ClientAuthMethod[] = [
  'clientSecretBasic',
  'clientSecretPost',
  'clientSecretJwt',
  'none',
]

/** How an assertion is signed, as written. */
export function algorithmOf(node: Node | undefined): AssertionAlgorithm | undefined {
  const word = knownText(node)
  return assertionAlgorithms.find((each) => each === word)
}

/** What goes with a way of proving oneself, and what does not. */
export function checkClientAuth(context: Resolving, { value }: Entry, spec: ProviderSpec): void {
  const auth = entryOf(value, 'clientAuth')
  if (auth === undefined || isUnknown(auth.value)) return
  if (!hasSharedSecret(spec.clientAuth)) refuseSecrets(context, value, auth)
  if (spec.clientAuth !== 'none') return
  if (spec.grant !== 'clientCredentials') return
  const grant = entryOf(value, 'grant')
  context.problems.error(
    'CM1007',
    auth.value.range,
    '"clientAuth: none" and this grant exclude each other',
    {
      label: 'client credentials need a client that proves itself',
      related: { range: grant?.key ?? auth.key, label: 'clientCredentials' },
    },
  )
}

function refuseSecrets({ problems }: Resolving, value: Node, auth: Entry): void {
  const method =
    knownText(auth.value) ??
    [...('entries' in auth.value ? auth.value.entries.keys() : [])][0] ??
    ''
  for (const field of ['clientSecret', 'nextClientSecret']) {
    const secret = entryOf(value, field)
    if (secret === undefined) continue
    const message = `${quote(field)} and "clientAuth: ${method}" exclude each other`
    problems.error('CM1007', secret.key, message, {
      label:
        method === 'none' ? 'a public client has no secret' : 'this client has no shared secret',
      related: { range: auth.key, label: method },
    })
  }
}
