/**
 * A caller's API key is replaced without an outage.
 */
import t from 'tap'
import { served } from '../../src/engine/index.ts'
import { createAuthenticator } from '../../src/gateway/index.ts'
import { type Desk, fetchNow, startDesk, text } from './desk.ts'

const [first, next] = ['not-a-real-key', 'not-a-real-next-key']

/** Which of the keys are right, as the gateway sees it. */
async function accepted({ store, world }: Desk): Promise<readonly string[]> {
  const { vault } = store
  const fingerprint = vault.fingerprint.bind(vault)
  const authenticator = createAuthenticator({ clock: world.clock, fetch: fetchNow, fingerprint })
  const { identities = [] } = served(await store.state.read()) ?? {}
  const keys = [first, next]
  const outcomes = await Promise.all(
    keys.map((apiKey) => authenticator.authenticate(identities, { apiKey })),
  )
  return keys.filter((_key, at) => outcomes[at]?.ok)
}

const keys = (batch: string): string =>
  text((yaml) => yaml.replace('batch: { apiKey: { env: KEY } }', `batch: ${batch}`))

t.test(
  'while one key takes the place of another both are right, then only the new one',
  async (t) => {
    const desk = await startDesk(t)
    desk.secrets['NEXT'] = next
    await desk.run(text())
    t.strictSame(await accepted(desk), [first])
    await desk.run(keys('{ apiKey: { env: KEY }, nextApiKey: { env: NEXT } }'))
    t.strictSame(await accepted(desk), [first, next])
    await desk.run(keys('{ apiKey: { env: NEXT } }'))
    t.strictSame(await accepted(desk), [next])
    const written = JSON.stringify(await desk.state())
    t.notOk([first, next].some((key) => written.includes(key)))
  },
)

t.test('a key that moves with its identity stays right, the next one as well', async (t) => {
  const desk = await startDesk(t)
  desk.secrets['NEXT'] = next
  const both = keys('{ apiKey: { env: KEY }, nextApiKey: { env: NEXT } }')
  await desk.run(both)
  const moved = both.replace('batch:', 'jobs:').replace('apiKey: batch', 'apiKey: jobs')
  await desk.run(`${moved}moved: [{ from: identity.batch, to: identity.jobs }]\n`)
  t.strictSame(await accepted(desk), [first, next])
})
