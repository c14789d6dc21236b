import { createHmac } from 'node:crypto'
import t from 'tap'
import { readSecrets, unchangedSeals } from '../../src/engine/secrets.ts'
import {
  emptyState,
  type Resource,
  type ResourceAddress,
  resourceAddress,
  type SecretRef,
  type State,
} from '../../src/model/index.ts'

const span = { file: 'c.yaml', line: 4, column: 7, endLine: 4, endColumn: 30 }

function identity(name: string, ref: SecretRef): Resource<'identity'> {
  return {
    address: resourceAddress('identity', name),
    kind: 'identity',
    name,
    spec: { type: 'apiKey', apiKey: ref },
    secrets: { '/apiKey': { ref, span } },
    dependsOn: [],
    origin: span,
  }
}

function applied(resources: readonly Resource<'identity'>[]): State {
  const { lineage, ...rest } = emptyState('a')
  return {
    ...rest,
    lineage,
    resources: resources.map(({ address, kind, name, spec, dependsOn }) => ({
      address,
      kind,
      name,
      spec,
      dependsOn,
      id: `r_${name}`,
      fingerprints: { '/apiKey': `fingerprint of ${name}` },
      origin: 'c.yaml:4',
      createdSerial: 1,
      updatedSerial: 1,
    })),
  }
}

const vault = {
  fingerprint: (context: string, value: string) =>
    createHmac('sha256', 'fake').update(`${context} ${value}`).digest('hex'),
}

/** A source that gives every secret the same answer and remembers for whom it was asked. */
function source(answer: { readonly value: string; readonly warning?: string }) {
  const asked: ResourceAddress[] = []
  return {
    asked,
    read: async (_ref: SecretRef, { address }: { readonly address: ResourceAddress }) => {
      asked.push(address)
      return { ok: true as const, ...answer }
    },
  }
}

t.test('a sealed value whose text is as it was applied is not opened', async (t) => {
  const many = Array.from({ length: 2_000 }, (_, at) =>
    identity(`i${at}`, { sealed: `cms1:0a1b2c3d:${at}` }),
  )
  const state = applied(many)
  const [first, second, ...rest] = many
  if (first === undefined || second === undefined) throw new TypeError('there are none')
  const desired = [
    identity(first.name, { sealed: 'cms1:0a1b2c3d:another' }),
    identity(second.name, { env: 'A' }),
    ...rest,
    identity('new', { sealed: 'cms1:0a1b2c3d:new' }),
  ]
  const known = unchangedSeals(desired, state)
  t.equal(known['identity.i5#/apiKey'], 'fingerprint of i5')
  const secrets = source({ value: 'not-a-real-secret' })
  await readSecrets({ secrets, vault }, desired, known)
  t.strictSame(secrets.asked, [first.address, second.address, 'identity.new'])

  const all = source({ value: 'not-a-real-secret' })
  await readSecrets({ secrets: all, vault }, desired)
  t.equal(all.asked.length, desired.length, 'without what is known all of them would be')
})

t.test(
  'what comes from elsewhere is read each time, as are values that were not fingerprinted',
  async (t) => {
    const resources = [
      identity('a', { env: 'A' }),
      identity('b', { file: 'b' }),
      identity('c', { exec: ['/bin/c'] }),
      identity('d', { sealed: 'cms1:0a1b2c3d:d' }),
    ]
    const state = applied(resources)
    t.strictSame(Object.keys(unchangedSeals(resources, state)), ['identity.d#/apiKey'])
    const bare = {
      ...state,
      resources: state.resources.map((each) => ({ ...each, fingerprints: {} })),
    }
    t.strictSame(unchangedSeals(resources, bare), {})
    t.strictSame(unchangedSeals(resources, emptyState('a')), {})
  },
)

t.test('a secret that is badly kept is used, with a warning at its place', async (t) => {
  const secrets = source({
    value: 'not-a-real-secret',
    warning: 'can be read by every user of this machine',
  })
  const { read, diagnostics } = await readSecrets({ secrets, vault }, [
    identity('a', { file: './key' }),
  ])
  t.equal(read.length, 1)
  t.match(diagnostics, [
    {
      code: 'CM3404',
      severity: 'warning',
      span,
      message: 'secret file "./key" can be read by every user of this machine',
      help: ['chmod 600 ./key'],
    },
  ])
  t.notMatch(JSON.stringify(diagnostics), 'not-a-real-secret')
})

t.test('a placeholder is no secret', async (t) => {
  const placeholders = ['******', 'xxxxxxxx', 'changeme', 'CHANGE_ME', '<secret>', '##SECRET##']
  const others = ['${SECRET}', '{{ secret }}', 'your-client-secret', 'TODO', '...']
  for (const value of [...placeholders, ...others]) {
    const secrets = source({ value })
    const { read, diagnostics } = await readSecrets({ secrets, vault }, [
      identity('a', { env: 'KEY' }),
    ])
    t.strictSame(read, [])
    t.match(diagnostics, [{ code: 'CM1010', severity: 'error', message: /holds a placeholder/ }])
  }
  for (const value of ['a<b>c', 'xxx-1', 'todo-list', '12345678', 'todos']) {
    const { read } = await readSecrets({ secrets: source({ value }), vault }, [
      identity('a', { env: 'KEY' }),
    ])
    t.equal(read.length, 1, value)
  }
})
