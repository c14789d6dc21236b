import {
  type ConnectionAddress,
  type Inspection,
  ofKind,
  type PastState,
  type SecretKey,
  type State,
} from '../model/index.ts'
import { appliedKeys, neededKeys } from './kept-secrets.ts'

/** What `state repair` can do about a finding by itself. It never makes anything up. */
export type Mending =
  /** The newest good state of the history takes the place of one that cannot be read. */
  | { readonly type: 'restore'; readonly serial: number }
  /** A record that nothing refers to, or that nobody can open and nothing needs, goes. */
  | { readonly type: 'discard'; readonly record: string }
  /** The present state is put into the history. */
  | { readonly type: 'remember' }
  /** The state stops to claim that a secret is sealed, so that the next apply seals it. */
  | { readonly type: 'unclaim'; readonly key: SecretKey }

/** One thing about a store that is not as it should be. */
export interface StateFinding {
  /** `warning`: nothing is lost and everything works. */
  readonly severity: 'error' | 'warning'
  readonly record: string
  /** In one clause. */
  readonly problem: string
  readonly remedy: string
  readonly mending?: Mending
}

/** The one place that says what is wrong with a store. Pure. */
export function findingsOf(inspection: Inspection): readonly StateFinding[] {
  const present = inspection.state?.ok === true ? inspection.state.value : undefined
  return [
    ...stateFindings(inspection),
    ...historyFindings(inspection, present),
    ...credentialFindings(inspection, present),
    ...secretFindings(inspection, present),
    ...otherFindings(inspection),
  ]
}

const repair = 'credmgr state repair'

function stateFindings({ state, history }: Inspection): readonly StateFinding[] {
  const good = newestGood(history)
  if (state?.ok === true) return regressions(state.value, good)
  // Nothing was ever applied.
  if (state === undefined && history.length === 0) return []
  const found = {
    severity: 'error',
    record: 'state.json',
    problem: state === undefined ? 'is missing' : state.problem,
  } as const
  // A newer version has written it, and knows what it says.
  if (found.problem.includes('newer')) {
    return [{ ...found, remedy: 'use the version of credmgr that wrote it' }]
  }
  if (good === undefined) return [{ ...found, remedy: 'restore it from a backup of the store' }]
  const remedy = `${repair} puts serial ${good.serial} of the history in its place`
  return [{ ...found, remedy, mending: { type: 'restore', serial: good.serial } }]
}

function newestGood(history: readonly PastState[]): State | undefined {
  const last = history.findLast((each) => each.ok)
  return last?.ok === true ? last.value : undefined
}

/** An old copy of the state was put in its place. */
function regressions(state: State, good: State | undefined): readonly StateFinding[] {
  if (good === undefined || good.serial <= state.serial) return []
  return [
    {
      severity: 'error',
      record: 'state.json',
      problem: `has serial ${state.serial}, and the history goes up to ${good.serial}`,
      remedy: `where it was put back by mistake: credmgr state rollback ${good.serial}`,
    },
  ]
}

function historyFindings(
  { history }: Inspection,
  present: State | undefined,
): readonly StateFinding[] {
  const broken = history.flatMap((each): readonly StateFinding[] => {
    if (each.ok) return []
    const { record, problem } = each
    const isPresent = each.serial === present?.serial
    const mending: Mending = isPresent ? { type: 'remember' } : { type: 'discard', record }
    const remedy = isPresent ? `${repair} writes it again` : `${repair} puts it into the backups`
    return [{ severity: 'error', record, problem, remedy, mending }]
  })
  if (present === undefined || present.revision === 0) return broken
  const serials = new Set(history.map(({ serial }) => serial))
  const isRemembered = serials.has(present.serial)
  const record = `history/${present.serial}.json`
  const gap: StateFinding = {
    severity: 'error',
    record,
    problem: 'is missing',
    remedy: `${repair} writes it again`,
    mending: { type: 'remember' },
  }
  return isRemembered ? broken : [...broken, gap]
}

function credentialFindings(
  { credentials }: Inspection,
  present: State | undefined,
): readonly StateFinding[] {
  const served = present && servedBy(present)
  return credentials.flatMap((each): readonly StateFinding[] => {
    const { connection, record } = each
    const isServed = served === undefined || served.has(connection)
    if (!each.ok && isServed) {
      const remedy = `restore it from a backup, or consent again: credmgr connect ${connection}`
      return [{ severity: 'error', record, problem: each.problem, remedy }]
    }
    if (isServed) return []
    return [orphan(record, `is of "${connection}", which is not in the state`)]
  })
}

/** The connections whose records have a reason to be there. */
function servedBy({ resources, pending }: State): ReadonlySet<ConnectionAddress> {
  return new Set([
    ...ofKind(resources, 'connection').map(({ spec }) => spec.address),
    ...pending.map(({ connection }) => connection),
  ])
}

function orphan(record: string, problem: string): StateFinding {
  const remedy = `${repair} puts it into the backups`
  return { severity: 'error', record, problem, remedy, mending: { type: 'discard', record } }
}

function secretFindings(
  { secrets, history }: Inspection,
  present: State | undefined,
): readonly StateFinding[] {
  if (present === undefined) return []
  const past = history.flatMap((each) => (each.ok ? [each.value] : []))
  const used = new Set([present, ...past].flatMap(neededKeys).map(nameOf))
  const sealed = new Set(secrets.flatMap((each) => (each.ok ? [nameOf(each.value)] : [])))
  const strays = secrets.flatMap((each): readonly StateFinding[] => {
    if (!each.ok) return [orphan(each.record, each.problem)]
    if (used.has(nameOf(each.value))) return []
    return [orphan(each.record, `is of "${each.value.address}", and nothing refers to it`)]
  })
  return [...strays, ...missingSecrets(present, sealed)]
}

function missingSecrets(present: State, sealed: ReadonlySet<string>): readonly StateFinding[] {
  return appliedKeys(present)
    .filter((key) => !sealed.has(nameOf(key)))
    .map((key) => ({
      severity: 'error',
      record: `${key.address}#${key.pointer}`,
      problem: 'is not sealed here, though the state says so',
      remedy: `${repair}, and then credmgr apply seals it`,
      mending: { type: 'unclaim', key },
    }))
}

function nameOf({ address, pointer, fingerprint }: SecretKey): string {
  return `${address}#${pointer}#${fingerprint}`
}

function otherFindings({ oneTime, leftovers }: Inspection): readonly StateFinding[] {
  const links = oneTime.flatMap((each): readonly StateFinding[] => {
    if (each.ok) return []
    const { record, problem } = each
    const remedy = `${repair} puts it into the backups; a new link: credmgr connect ADDRESS`
    return [{ severity: 'error', record, problem, remedy, mending: { type: 'discard', record } }]
  })
  const unfinished = leftovers.map((record): StateFinding => {
    const problem = 'is what a write left behind, or one that is under way'
    const remedy = 'it goes by itself after an hour'
    return { severity: 'warning', record, problem, remedy, mending: { type: 'discard', record } }
  })
  return [...links, ...unfinished]
}
