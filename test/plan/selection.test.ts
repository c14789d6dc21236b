import fc from 'fast-check'
import t from 'tap'
import type { Config, State } from '../../src/model/index.ts'
import {
  everything,
  isEmpty,
  makePlan,
  type Plan,
  planFromText,
  planToText,
  renderPlan,
  type Selection,
  unknownNames,
} from '../../src/plan/index.ts'
import { isNamedBy } from '../../src/plan/selection.ts'
import {
  applied,
  configOf,
  credential,
  credentialsOf,
  planInput,
  stateOf,
  type World,
} from './worlds.ts'

const uses = (connection: string): object => ({
  policies: [{ policy: 'get-authorization-context', options: { connection } }],
})
const world: World = {
  providers: { hub: {}, idp: {} },
  connections: { 'hub/bot': { labels: { team: 'web' } }, 'idp/a': {}, 'idp/b': {} },
  accessPolicies: { all: { connections: ['hub/bot', 'idp/a'] } },
  routes: { hub: uses('hub/bot'), a: uses('idp/a') },
}

function planned(to: World | undefined, state: State, selection: Partial<Selection>): Plan {
  return makePlan(
    planInput(to && configOf(to), state, { selection: { ...everything, ...selection } }),
  )
}

const addresses = ({ changes }: Plan): readonly string[] => changes.map(({ address }) => address)

const nothing = stateOf({})
const all = stateOf(world)
const hubOnly: World = {
  providers: { hub: { scopes: ['x'] } },
  connections: { 'hub/bot': {} },
  accessPolicies: { all: { connections: ['hub/bot'] } },
  routes: { hub: uses('hub/bot') },
}

interface Row {
  readonly title: string
  readonly to: World | undefined
  readonly state: State
  readonly selection: Partial<Selection>
  readonly expected: readonly string[]
}

const rows: readonly Row[] = [
  {
    title: 'a target takes along what it depends on',
    to: world,
    state: nothing,
    selection: { targets: ['route.a'] },
    expected: ['provider.idp', 'connection.idp/a', 'route.a'],
  },
  {
    title: 'a connection is named by its name alone',
    to: world,
    state: nothing,
    selection: { targets: ['hub/bot'] },
    expected: ['provider.hub', 'connection.hub/bot'],
  },
  {
    title: 'a star stands for anything, and targets add up',
    to: world,
    state: nothing,
    selection: { targets: ['idp/*', 'provider.h*'] },
    expected: ['provider.hub', 'provider.idp', 'connection.idp/a', 'connection.idp/b'],
  },
  {
    title: 'a label is a target',
    to: world,
    state: nothing,
    selection: { labels: [{ name: 'team', value: 'web' }] },
    expected: ['provider.hub', 'connection.hub/bot'],
  },
  {
    title: 'a label that nothing has selects nothing',
    to: world,
    state: nothing,
    selection: { labels: [{ name: 'team', value: 'api' }] },
    expected: [],
  },
  {
    title: 'what is excluded keeps back what depends on it',
    to: world,
    state: nothing,
    selection: { excludes: ['provider.idp'] },
    expected: ['provider.hub', 'connection.hub/bot', 'route.hub'],
  },
  {
    title: 'what is excluded is excluded from a target as well',
    to: world,
    state: nothing,
    selection: { targets: ['route.*'], excludes: ['hub/bot'] },
    expected: ['provider.hub', 'provider.idp', 'connection.idp/a', 'route.a'],
  },
  {
    title: 'a target that goes takes along what depends on it, and what that depends on then',
    to: hubOnly,
    state: all,
    selection: { targets: ['provider.idp'] },
    expected: [
      'provider.hub',
      'provider.idp',
      'connection.hub/bot',
      'connection.idp/a',
      'connection.idp/b',
      'accessPolicy.all',
      'route.a',
    ],
  },
  {
    title: 'what is excluded from going keeps what it needs',
    to: hubOnly,
    state: all,
    selection: { excludes: ['route.a'] },
    expected: ['provider.hub', 'connection.hub/bot', 'connection.idp/b', 'accessPolicy.all'],
  },
  {
    title: 'nothing is deleted, what changes does',
    to: hubOnly,
    state: all,
    selection: { noDelete: true },
    expected: ['provider.hub', 'connection.hub/bot', 'accessPolicy.all'],
  },
  {
    title: 'a part of everything is destroyed',
    to: undefined,
    state: all,
    selection: { targets: ['idp/a'] },
    expected: ['connection.idp/a', 'accessPolicy.all', 'route.a'],
  },
]

t.test('what is planned of all that could be', async (t) => {
  for (const { title, to, state, selection, expected } of rows) {
    const plan = planned(to, state, selection)
    t.same(addresses(plan), expected, title)
    const every = planned(to, state, {}).changes.length
    const leftOut = every - expected.length
    t.match(plan, { complete: leftOut === 0, leftOut }, `${title}: what is left out`)
  }
  t.match(planned(world, nothing, {}), { complete: true, leftOut: 0 })
  t.match(planned(world, nothing, { targets: ['*'] }), { complete: true, leftOut: 0 })
})

t.test('before the gateway’s settings are applied every target takes them along', async (t) => {
  const empty = { ...nothing, resources: [] }
  const plan = planned(world, empty, { targets: ['provider.hub'] })
  t.same(addresses(plan), ['gateway', 'provider.hub'])
})

t.test('a plan says what it leaves out, also when it is all', async (t) => {
  const plain = { color: false, width: 80 }
  t.match(
    renderPlan(planned(world, nothing, { targets: ['provider.hub'] }), plain),
    /Incomplete: 7 more changes are left out by what was selected\.\n$/,
  )
  t.equal(
    renderPlan(planned(hubOnly, all, { targets: ['gateway'] }), plain),
    [
      'No changes. Nothing that was selected differs from the applied state.',
      'Consent: 3 connections still wait for a user (credmgr status).',
      'Incomplete: 7 more changes are left out by what was selected.',
      '',
    ].join('\n'),
  )
})

t.test('a name means a resource, a connection, or with a star many', async (t) => {
  const bot = 'connection.github/release-bot'
  for (const name of [bot, 'github/release-bot', 'github/*', 'connection.*', '*', '*/release-*']) {
    t.ok(isNamedBy(name, bot), name)
  }
  for (const name of [
    'github/release',
    'release-bot',
    'github',
    'route.*',
    'connection',
    'git.ub/*',
  ]) {
    t.notOk(isNamedBy(name, bot), name)
  }
  t.notOk(isNamedBy('hub', 'provider.hub'), 'only a connection goes by its name')
  t.ok(isNamedBy('github/users/{sub}', 'connectionTemplate.github/users/{sub}'))
})

t.test('names that nothing has are told, with the option and what there is', async (t) => {
  const unknown = (selection: Partial<Selection>): readonly string[] =>
    unknownNames({ ...everything, ...selection }, configOf(hubOnly), all).map(
      ({ option, name }) => `${option} ${name}`,
    )
  t.same(unknown({ targets: ['idp/a', 'hub/bot', 'gateway'] }), [], 'declared or applied')
  t.same(unknown({ targets: ['idp/z'], excludes: ['route.z*'] }), [
    '--target idp/z',
    '--exclude route.z*',
  ])
  t.same(unknown({ replace: ['x'], reconsent: ['provider.hub'] }), [
    '--replace x',
    '--reconsent provider.hub',
  ])
})

t.test('what is to be made anew is replaced, and a connection loses its grant', async (t) => {
  const credentials = credentialsOf(credential('idp/a'), credential('hub/bot'))
  const input = (selection: Partial<Selection>): Plan =>
    makePlan(
      planInput(configOf(world), all, {
        credentials,
        selection: { ...everything, ...selection },
      }),
    )
  const plan = input({ replace: ['idp/a', 'provider.hub'] })
  t.match(plan.changes, [
    { address: 'provider.hub', action: 'replace', reason: 'replace_by_request' },
    { address: 'connection.idp/a', action: 'replace', reason: 'replace_by_request' },
  ])
  t.match(
    plan.tokens.find(({ connection }) => connection === 'idp/a'),
    { effect: 'reconsent', reasons: ['replaced'], revokesOld: true, servesUntilThen: false },
  )
  t.match(
    plan.tokens.find(({ connection }) => connection === 'hub/bot'),
    { effect: 'keep' },
    'a provider that is made anew is the same client',
  )
  const after = applied(all, plan)
  const idOf = ({ resources }: State, address: string): string | undefined =>
    resources.find((each) => each.address === address)?.id
  t.not(idOf(after, 'connection.idp/a'), idOf(all, 'connection.idp/a'))
  t.equal(idOf(after, 'connection.idp/b'), idOf(all, 'connection.idp/b'))
  t.match(renderPlan(plan, { color: false, width: 100 }), 'will be replaced, as requested')
})

t.test('a consent that is asked for anew is something to apply, and changes nothing', async (t) => {
  const credentials = credentialsOf(credential('idp/a'))
  const ask = (known = credentials): Plan =>
    makePlan(
      planInput(configOf(world), all, {
        credentials: known,
        selection: { ...everything, reconsent: ['idp/a'] },
      }),
    )
  const plan = ask()
  t.same(plan.changes, [])
  t.notOk(isEmpty(plan))
  t.match(
    plan.tokens.find(({ connection }) => connection === 'idp/a'),
    { effect: 'reconsent', reasons: ['requested'], revokesOld: false, servesUntilThen: true },
  )
  t.match(renderPlan(plan, { color: false, width: 100 }), 'token: reconsent (requested)')
  t.ok(isEmpty(ask(new Map())), 'whoever is waited for is waited for already')
  t.same(planFromText(planToText(plan), 'p.json'), plan)
})

const name = fc.constantFrom('a', 'b', 'c')
const anyWorld: fc.Arbitrary<World> = fc
  .record({
    providers: fc.dictionary(name, fc.record({ clientId: fc.constantFrom('one', 'two') }), {
      minKeys: 1,
    }),
    connections: fc.dictionary(name, fc.record({ scopes: fc.subarray(['r', 'w']) })),
    routes: fc.dictionary(name, fc.record({ uses: name, timeout: fc.constantFrom(1000, 2000) })),
  })
  .map(({ providers, connections, routes }) => {
    const keys = Object.keys(providers)
    const named = Object.entries(connections).map(
      ([key, spec], at) => [`${keys[at % keys.length]}/${key}`, spec] as const,
    )
    const first = (wanted: string): string | undefined =>
      named.map(([address]) => address).find((address) => address.endsWith(`/${wanted}`))
    const kept = Object.entries(routes).map(([key, { uses: wanted, timeout }]) => {
      const connection = first(wanted)
      return [key, { timeout, ...(connection !== undefined && uses(connection)) }] as const
    })
    return {
      providers,
      connections: Object.fromEntries(named),
      routes: Object.fromEntries(kept),
    }
  })

const pattern = fc.constantFrom(
  'provider.a',
  'a/*',
  'b/b',
  'route.*',
  'route.a',
  '*/c',
  'connection.*',
)
const anySelection: fc.Arbitrary<Partial<Selection>> = fc.record({
  targets: fc.uniqueArray(pattern, { maxLength: 2 }),
  excludes: fc.uniqueArray(pattern, { maxLength: 2 }),
  noDelete: fc.boolean(),
  replace: fc.uniqueArray(pattern, { maxLength: 1 }),
})

t.test(
  'a part of a plan leaves a whole world, and the rest is exactly what was left out',
  async (t) => {
    const seen = { partial: 0, left: 0 }
    fc.assert(
      fc.property(anyWorld, anyWorld, anySelection, (from, to, selection) => {
        const state = stateOf(from)
        const config = configOf(to)
        const part = planned(to, state, selection)
        const after = applied(state, part)
        const rest = makePlan(planInput(config, after))
        const without = planned(to, state, { ...selection, replace: [] })
        const whole = addresses(planned(to, state, {})).filter(
          (address) => !addresses(without).includes(address),
        )
        seen.partial += part.complete ? 0 : 1
        seen.left += rest.changes.length
        const end = applied(after, rest)
        return (
          isWhole(after) &&
          JSON.stringify(addresses(rest)) === JSON.stringify(whole) &&
          rest.changes.length <= part.leftOut &&
          isEmpty(makePlan(planInput(config, end))) &&
          sameResources(end, config)
        )
      }),
      { numRuns: 150 },
    )
    t.ok(seen.partial > 10 && seen.left > 10, 'and parts were left out')
  },
)

t.test('a plan of a part is the same text, whatever order its worlds are written in', async (t) => {
  fc.assert(
    fc.property(anyWorld, anyWorld, anySelection, (from, to, selection) => {
      const state = stateOf(from)
      const config = configOf(to)
      const turned = { ...state, resources: [...state.resources].reverse() }
      const chosen = { ...everything, ...selection }
      const one = makePlan(planInput(config, state, { selection: chosen }))
      const other = makePlan(
        planInput({ resources: [...config.resources].reverse() }, turned, { selection: chosen }),
      )
      return planToText(one) === planToText(other)
    }),
    { numRuns: 60 },
  )
  const part = planToText(planned(world, nothing, { targets: ['route.a'] }))
  t.not(part, planToText(planned(world, nothing, { targets: ['route.hub'] })))
})

/** Nothing refers to what is not there. */
function isWhole({ resources }: State): boolean {
  const known = new Set(resources.map(({ address }) => address))
  return resources.every(({ dependsOn }) => dependsOn.every((each) => known.has(each)))
}

function sameResources(state: State, config: Config): boolean {
  const names = (each: readonly { readonly address: string }[]): string =>
    each.map(({ address }) => address).join()
  return names(state.resources) === names(config.resources)
}
