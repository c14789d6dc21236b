import { assertionAlgorithms, type JsonObject } from '../model/index.ts'
import { forms } from './forms.ts'
import { described, fields, oneOf, oneOfFields, ref, textOf } from './schema-parts.ts'

const says =
  'How the client proves itself at the token endpoint: by its secret, by a signature of its own (`privateKeyJwt`), by a certificate (`tls`), or not at all (`none`).'

/** Definitions of how a client proves itself. */
export const clientAuthDefinitions: { readonly [name: string]: JsonObject } = {
  clientAuth: {
    ...oneOfFields(
      'a client authentication',
      { privateKeyJwt: ref('privateKeyJwt'), tls: ref('clientTls') },
      says,
    ),
    type: ['object', 'string'],
    anyOf: [
      { type: 'object' },
      oneOf(['clientSecretBasic', 'clientSecretPost', 'clientSecretJwt', 'none'], 'A method.'),
    ],
    default: 'clientSecretBasic',
    examples: ['none', { privateKeyJwt: { key: { file: './erp.pem' }, alg: 'ES256' } }],
  },
  registration: fields(
    'a client registration',
    {
      clientName: textOf(forms.text, 'The name that the account’s owner is shown.', {
        default: 'credmgr',
        examples: ['credmgr of Acme'],
      }),
      initialAccessToken: described(
        'secret',
        'What the server asks of whoever registers a client (RFC 7591 section 3).',
      ),
    },
    {
      description:
        'The client is registered by `apply` (RFC 7591) instead of by hand, and removed with the provider where the server can do that (RFC 7592).',
      examples: [{}, { clientName: 'credmgr of Acme' }],
    },
  ),
  privateKeyJwt: fields(
    'privateKeyJwt',
    {
      key: described('secret', 'The private key: PKCS#8 (`BEGIN PRIVATE KEY`), or a JWK.'),
      alg: oneOf(assertionAlgorithms, 'The signature algorithm that the provider expects.', {
        examples: ['ES256'],
      }),
      kid: textOf(forms.text, 'Which key it is, where the provider knows several of the client.', {
        examples: ['2026-08'],
      }),
      certificate: described(
        'secret',
        'The certificate of the key, in PEM; the assertion names it (`x5t`, `x5t#S256`) where the provider knows keys by their certificates, as Microsoft Entra ID does.',
      ),
    },
    {
      required: ['key', 'alg'],
      description: 'The client signs an assertion (RFC 7523); the provider knows its public key.',
    },
  ),
  clientTls: fields(
    'tls',
    {
      cert: described('secret', 'The certificate with its chain, in PEM.'),
      key: described('secret', 'The private key of the certificate, in PEM.'),
    },
    {
      required: ['cert', 'key'],
      description:
        'The client shows a certificate (RFC 8705), signed by an authority or by itself. Both are sealed by `apply`.',
    },
  ),
}
