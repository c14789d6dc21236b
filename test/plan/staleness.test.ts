import t from 'tap'
import type { State } from '../../src/model/index.ts'
import { makePlan, type Plan, type Present, staleness } from '../../src/plan/index.ts'
import { declaredOtherwise } from '../../src/plan/verdicts.ts'
import { applied, configOf, planInput, shortDigest, stateOf, type World } from './worlds.ts'

const world: World = {
  providers: { idp: { issuer: 'https://idp.example' }, other: {} },
  connections: { 'idp/bot': {}, 'other/bot': {} },
  routes: { r: {} },
}

/** `world` with some of it changed. */
function changed(more: World): World {
  return {
    ...world,
    ...more,
    providers: { ...world.providers, ...more.providers },
    connections: more.connections ?? world.connections ?? {},
  }
}

const state = stateOf(world)
const scopes = changed({ providers: { idp: { issuer: 'https://idp.example', scopes: ['x'] } } })
const plan = makePlan(planInput(configOf(scopes), state))

/** The state after somebody else has applied `to`, as another plan. */
function after(to: World, more: Partial<State> = {}): State {
  const made = makePlan(planInput(configOf(to), state, { planId: 'p_other' }))
  return { ...applied(state, made), ...more }
}

const elsewhere = changed({ routes: { r: { public: true } } })
const same = changed({ providers: { idp: { issuer: 'https://idp.example', scopes: ['y'] } } })
const day = 86_400_000

interface Row {
  readonly title: string
  readonly plan?: Plan
  readonly now?: Partial<Present>
  /** Absent: the plan may be applied. */
  readonly says?: RegExp
}

/** In the order in which it is asked: of two that hold the first is said. */
const order: readonly (Row & { readonly says: RegExp; readonly now: Partial<Present> })[] = [
  {
    title: 'another environment',
    now: { env: 'prod' },
    says: /^the plan was made for environment "default", not for "prod"$/,
  },
  {
    title: 'another store',
    now: { state: { ...state, lineage: 'lineage-2' } },
    says: /^the plan was made for another store: its lineage differs$/,
  },
  {
    title: 'applied before',
    now: { state: { ...state, usedPlans: [plan.planId] } },
    says: /^the plan was already applied, and a plan is applied once; the state is at serial \d$/,
  },
  {
    title: 'expired',
    now: { now: plan.createdAt + day + 7_200_000 },
    says: /^the plan expired 2 hours ago, at 2026-11-24T12:00:00\.000Z$/,
  },
  {
    title: 'another serial, and what is planned has changed',
    now: { state: after(same, { appliedAt: plan.createdAt - 180_000 }) },
    says: /^the plan was made for serial 1; the state is at serial 2 \(apply, 3 minutes ago, changed: provider\.idp\)\. provider\.idp, on which the plan builds, has changed since\.$/,
  },
]

const others: readonly Row[] = [
  { title: 'nothing has happened' },
  { title: 'a finished revocation', now: { state: { ...state, revision: 9 } } },
  { title: 'the last moment of its time', now: { now: plan.createdAt + day - 1 } },
  {
    title: 'another serial, and nothing of what is planned has changed',
    now: { state: after(elsewhere) },
    says: /changed: route\.r\)\. Your planned object has not changed since; credmgr apply --rebase PLANFILE applies the plan to serial 2\.$/,
  },
  {
    title: 'the same with --rebase',
    now: { state: after(elsewhere), rebase: true },
  },
  {
    title: 'what is planned has changed, with --rebase',
    now: { state: after(same), rebase: true },
    says: /has changed since\.$/,
  },
  {
    title: 'who has made the serial is told where the store knows it',
    now: {
      state: Object.assign(after(elsewhere), {
        madeBy: { operation: 'apply', who: 'ci@runner-7 (pid 4121)' },
      }),
    },
    says: /serial 2 \(apply by ci@runner-7 \(pid 4121\), just now, changed: route\.r\)/,
  },
  {
    title: 'what a planned object depends on has changed',
    plan: makePlan(
      planInput(
        configOf(changed({ connections: { 'idp/bot': { scopes: ['a'] }, 'other/bot': {} } })),
        state,
      ),
    ),
    now: { state: after(same), rebase: true },
    says: /provider\.idp, on which the plan builds, has changed/,
  },
  {
    title: 'what a planned object is to depend on is gone',
    plan: makePlan(
      planInput(
        configOf(changed({ connections: { ...world.connections, 'other/new': {} } })),
        state,
      ),
    ),
    now: {
      state: after({ ...world, providers: { idp: {} }, connections: { 'idp/bot': {} } }),
      rebase: true,
    },
    says: /provider\.other, on which/,
  },
  {
    title: 'a connection that has come since would need a consent that nobody was told of',
    now: {
      state: after(changed({ connections: { ...world.connections, 'idp/late': {} } })),
      rebase: true,
    },
    says: /connection\.idp\/late, on which/,
  },
  {
    title: 'what has come since needs what the plan deletes',
    plan: makePlan(
      planInput(
        configOf({ ...world, providers: { idp: {} }, connections: { 'idp/bot': {} } }),
        state,
      ),
    ),
    now: {
      state: after(changed({ connections: { ...world.connections, 'other/late': {} } })),
      rebase: true,
    },
    says: /connection\.other\/late, on which/,
  },
  {
    title: 'something of another provider has come since',
    now: {
      state: after(changed({ connections: { ...world.connections, 'other/late': {} } })),
      rebase: true,
    },
  },
]

function verdict(row: Row, more: Partial<Present> = {}): string | undefined {
  const made = row.plan ?? plan
  const usual = { state, env: 'default', now: made.createdAt, digest: shortDigest }
  return staleness(made, { ...usual, ...row.now, ...more })
}

t.test('why a plan may not be applied any more, each in its own words', async (t) => {
  for (const row of [...order, ...others]) {
    const reason = verdict(row)
    if (row.says === undefined) t.equal(reason, undefined, row.title)
    if (row.says !== undefined) t.match(reason, row.says, row.title)
  }
})

t.test('of several reasons the first in order is said', async (t) => {
  for (const [at, row] of order.entries()) {
    for (const later of order.slice(at + 1)) {
      const { state: first } = row.now
      const { state: second } = later.now
      const merged = first && second ? { state: { ...second, ...differing(first) } } : {}
      const reason = verdict(row, { ...later.now, ...row.now, ...merged })
      t.match(reason, row.says, `${row.title}, before ${later.title}`)
    }
  }
})

/** What of a state is not as `state` is. */
function differing(other: State): Partial<State> {
  const { lineage, usedPlans } = other
  return {
    ...(lineage !== state.lineage && { lineage }),
    ...(usedPlans !== state.usedPlans && { usedPlans }),
  }
}

t.test('what a configuration declares otherwise than it was planned', async (t) => {
  const deleting = makePlan(planInput(configOf({ ...world, routes: {} }), state))
  t.same(declaredOtherwise(plan, configOf(scopes)), [])
  t.same(declaredOtherwise(plan, configOf(same)), ['provider.idp'])
  t.same(declaredOtherwise(plan, configOf({ ...scopes, routes: {} })), [], 'that is not planned')
  t.same(declaredOtherwise(deleting, configOf({ ...world, routes: {} })), [])
  t.same(declaredOtherwise(deleting, configOf(world)), ['route.r'], 'it is declared again')
})
