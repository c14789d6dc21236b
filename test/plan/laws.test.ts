/**
 * What holds of a plan between any two worlds.
 */
import fc from 'fast-check'
import t from 'tap'
import { policies } from '../../src/gateway/policies/index.ts'
import {
  canonicalJson,
  type MovedBlock,
  type ProviderSpec,
  type Resource,
  type State,
  specJson,
} from '../../src/model/index.ts'
import {
  isEmpty,
  makePlan,
  planFromText,
  plannedMoves,
  planToText,
  withMoves,
} from '../../src/plan/index.ts'
import { applied, configOf, planInput, stateOf, type World } from './worlds.ts'

const runs = 2_000

const providerNames = ['one', 'two', 'three'] as const
const connectionNames = ['a', 'b', 'c', 'd'] as const

const provider: fc.Arbitrary<Partial<ProviderSpec>> = fc.record({
  grant: fc.constantFrom('authorizationCode', 'clientCredentials'),
  clientId: fc.constantFrom('client-1', 'client-2'),
  scopes: fc.subarray(['read', 'write']),
  issuer: fc.constantFrom('https://idp.example', 'https://other.example'),
})

const connection = fc.record({
  scopes: fc.subarray(['read', 'write', 'admin']),
  labels: fc.dictionary(fc.constantFrom('team', 'tier'), fc.constantFrom('x', 'y')),
})

interface Pick {
  readonly provider: string
  readonly name: string
  readonly spec: { readonly scopes: string[]; readonly labels: Record<string, string> }
}

/** A world in which everything that is referred to is there. */
const world: fc.Arbitrary<World> = fc
  .record({
    providers: fc.dictionary(fc.constantFrom(...providerNames), provider, { minKeys: 1 }),
    picks: fc.array(
      fc.record({
        provider: fc.constantFrom(...providerNames),
        name: fc.constantFrom(...connectionNames),
        spec: connection,
      }),
      { maxLength: 6 },
    ),
    routed: fc.nat(5),
  })
  .map(({ providers, picks, routed }) => worldOf(providers, picks, routed))

function worldOf(
  providers: { readonly [name: string]: Partial<ProviderSpec> },
  picks: readonly Pick[],
  routed: number,
): World {
  const there = picks.filter((each) => Object.hasOwn(providers, each.provider))
  const connections = Object.fromEntries(
    there.map(({ provider: of, name, spec }) => [`${of}/${name}`, spec]),
  )
  const names = Object.keys(connections).sort()
  const used = names[routed % Math.max(names.length, 1)]
  return {
    identities: { batch: { type: 'apiKey', apiKey: { env: 'KEY' } } },
    providers,
    connections,
    accessPolicies: { all: { connections: names as never[] } },
    routes:
      used === undefined
        ? {}
        : {
            main: {
              policies: [{ policy: 'get-authorization-context', options: { connection: used } }],
            },
          },
  }
}

/** What a state says, without what depends on its history. */
function contents({ resources }: State): string {
  const said = resources.map(({ address, spec, fingerprints, dependsOn }) => {
    return { address, spec: specJson(spec), fingerprints, dependsOn }
  })
  return canonicalJson(said)
}

t.test(
  `after apply(plan(a → b)) the plan is empty and the state is that of b: ${runs} pairs`,
  async (t) => {
    fc.assert(
      fc.property(world, world, (a, b) => {
        const state = stateOf(a)
        const after = applied(state, makePlan(planInput(configOf(b), state)))
        const again = makePlan(planInput(configOf(b), after))
        return isEmpty(again) && contents(after) === contents(stateOf(b))
      }),
      { numRuns: runs },
    )
    t.pass(`${runs} pairs`)
  },
)

t.test('the order in which anything is declared or stored changes no byte of a plan', async (t) => {
  const reversed = (state: State): State => ({
    ...state,
    resources: state.resources.toReversed(),
  })
  fc.assert(
    fc.property(world, world, (a, b) => {
      const { resources } = configOf(b)
      const [one, other] = [resources, resources.toReversed()].map((each) => ({ resources: each }))
      const state = stateOf(a)
      const first = planToText(makePlan(planInput(one, state)))
      return first === planToText(makePlan(planInput(other, reversed(state))))
    }),
    { numRuns: 300 },
  )
  t.pass('300 pairs')
})

t.test('a plan that was written reads as it was', async (t) => {
  fc.assert(
    fc.property(world, world, (a, b) => {
      const plan = makePlan(planInput(configOf(b), stateOf(a)))
      const text = planToText(plan)
      return planToText(planFromText(text, 'plan.json')) === text
    }),
    { numRuns: 300 },
  )
  t.pass('300 plans')
})

const span = { file: 'moved.yaml', line: 1, column: 1, endLine: 1, endColumn: 2 }

/** Every connection under another name, and every provider too: what people call a rename. */
function renamed(before: World): { readonly after: World; readonly blocks: readonly MovedBlock[] } {
  const text = JSON.stringify(before)
    .replaceAll(/"(one|two|three)"/g, '"$1-new"')
    .replaceAll(/(one|two|three)\/([abcd])/g, '$1-new/$2-new')
  const blocks = Object.keys(before.connections ?? {}).flatMap((each): MovedBlock[] => {
    const [of = '', name = ''] = each.split('/')
    return [{ from: `connection.${each}`, to: `connection.${of}-new/${name}-new`, span }]
  })
  return {
    after: JSON.parse(text) as World,
    blocks: [
      ...blocks,
      ...Object.keys(before.providers ?? {}).map((each) => {
        return { from: `provider.${each}`, to: `provider.${each}-new`, span }
      }),
    ],
  }
}

t.test(
  'a rename of everything with blocks for it changes nothing, and loses no token',
  async (t) => {
    fc.assert(
      fc.property(world, (a) => {
        const before = stateOf(a)
        const { after, blocks } = renamed(a)
        const moves = plannedMoves(before.resources, blocks)
        if (!moves.ok) throw new Error(moves.diagnostics[0]?.message)
        const state = { ...before, ...withMoves(before, moves.value, policies) }
        const config = configOf(after)
        const fingerprints = Object.fromEntries(
          config.resources.flatMap(({ address, secrets }: Resource) =>
            Object.keys(secrets).map((pointer) => [`${address}#${pointer}`, 'fp-v1']),
          ),
        )
        const plan = makePlan(
          planInput(config, state, { fingerprints, moving: { moves: moves.value, before } }),
        )
        if (plan.changes.length > 0) throw new Error(JSON.stringify(plan.changes[0]))
        return plan.tokens.every(({ effect }) => effect !== 'revoke')
      }),
      { numRuns: 500 },
    )
    t.pass('500 worlds')
  },
)

t.test('without the blocks the same rename revokes what was stored', async (t) => {
  const a = worldOf(
    { one: {} },
    [{ provider: 'one', name: 'a', spec: { scopes: [], labels: {} } }],
    0,
  )
  const plan = makePlan(planInput(configOf(renamed(a).after), stateOf(a)))
  t.ok(plan.tokens.some(({ effect }) => effect === 'revoke'))
})
