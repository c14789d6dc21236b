import { assertionAlgorithms, type JsonObject } from '../model/index.ts'
import { forms } from './forms.ts'
import { described, fields, oneOf, textOf } from './schema-parts.ts'

/** What a grant asks for beside a client. */
export const grantDefinitions: { readonly [name: string]: JsonObject } = {
  assertion: fields(
    'an assertion',
    {
      serviceAccount: described(
        'secret',
        'The JSON file of a Google service account: it holds the key, and says whose it is.',
      ),
      key: described('secret', 'The private key: PKCS#8 (`BEGIN PRIVATE KEY`), or a JWK.'),
      alg: oneOf(assertionAlgorithms, 'The signature algorithm that the provider expects.', {
        examples: ['RS256'],
      }),
      kid: textOf(forms.text, 'Which key it is, where the provider knows several.', {
        examples: ['2026-08'],
      }),
      issuer: textOf(forms.text, 'Who makes the assertion (`iss`). Absent: the client id.', {
        examples: ['credmgr@acme.example'],
      }),
      subject: textOf(
        forms.text,
        'In whose name the token is (`sub`). Absent: the issuer; with a service account, its own.',
        { examples: ['ann@acme.example'] },
      ),
      audience: textOf(forms.text, 'For whom it is (`aud`). Absent: the token endpoint.', {
        examples: ['https://idp.acme.example'],
      }),
    },
    {
      minProperties: 1,
      description: 'What a JWT bearer grant (RFC 7523) says, and the key that signs it.',
      examples: [{ serviceAccount: { file: './service-account.json' } }],
    },
  ),
  basic: fields(
    'basic credentials',
    {
      username: textOf(forms.username, 'The user name.', { examples: ['acme'] }),
      password: described('secret', 'The password.'),
    },
    {
      required: ['username', 'password'],
      description: 'User name and password of HTTP Basic (RFC 7617), with a `static` grant.',
    },
  ),
  subjectToken: fields(
    'a subject token',
    {
      connection: textOf(forms.connection, 'The connection whose token is exchanged.', {
        examples: ['corp/service'],
      }),
    },
    {
      required: ['connection'],
      description:
        'Whose token is exchanged (RFC 8693). Whoever may use this connection acts as that one, for what it is exchanged for.',
    },
  ),
}
