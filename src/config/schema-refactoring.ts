import type { JsonObject } from '../model/index.ts'
import { forms } from './forms.ts'
import { fields, listOf, ref, textOf } from './schema-parts.ts'

const example = { from: 'connection.github/bob', to: 'connection.github/robert' }

/** Definitions of what happens to resources whose address changes, or that go or come with a grant. */
export const refactoringDefinitions: { readonly [name: string]: JsonObject } = {
  movedBlock: fields(
    'a block of "moved"',
    {
      from: textOf(
        forms.addresses,
        'The address that it was applied with. `*` is any text without /.',
        {
          examples: [example.from, 'connection.gh/*'],
        },
      ),
      to: textOf(forms.addresses, 'The address that it is declared with, with as many `*`.', {
        examples: [example.to, 'connection.github/*'],
      }),
    },
    { required: ['from', 'to'], description: 'Another address for what is applied already.' },
  ),
  removedBlock: fields(
    'a block of "removed"',
    {
      from: textOf(
        forms.addresses,
        'The address that it was applied with. `*` is any text without /.',
        {
          examples: ['connection.github/legacy'],
        },
      ),
      revoke: {
        type: 'boolean',
        description: 'false: the grant stays valid at the provider; what is stored here is wiped.',
        default: true,
      },
    },
    { required: ['from'], description: 'What is not declared any more, on purpose.' },
  ),
  importBlock: fields(
    'a block of "import"',
    {
      to: textOf(forms.resourceAddress, 'The connection that takes the grant over.', {
        examples: ['connection.github/release-bot'],
      }),
      from: ref('importSource'),
    },
    {
      required: ['to', 'from'],
      description: 'A grant that was made elsewhere, for one connection.',
    },
  ),
  importSource: fields(
    'the source of an import',
    { refreshToken: ref('secret') },
    {
      required: ['refreshToken'],
      description: 'A refresh token that the provider gave to the same client. It is used once.',
    },
  ),
}

/** The sections that say so. */
export const refactoringSections: { readonly [name: string]: JsonObject } = {
  moved: listOf(
    ref('movedBlock'),
    'Resources that have another address now; tokens go along. A block may stay for ever.',
    { examples: [[example]] },
  ),
  removed: listOf(ref('removedBlock'), 'Resources that are let go, with or without revocation.', {
    examples: [[{ from: 'connection.github/legacy', revoke: false }]],
  }),
  import: listOf(
    ref('importBlock'),
    'Refresh tokens that connections begin with instead of a consent; done once.',
    {
      examples: [
        [{ to: 'connection.github/release-bot', from: { refreshToken: { file: './old-token' } } }],
      ],
    },
  ),
}
