import fc from 'fast-check'
import t from 'tap'
import { intervalFor, turnAt } from '../../src/engine/turns.ts'

/** When requests leave that are asked for one after another, each timer late by so much. */
function departures(ratePerSecond: number, lags: readonly number[]): readonly number[] {
  const interval = intervalFor(ratePerSecond)
  const left: number[] = []
  let next = Number.NEGATIVE_INFINITY
  let now = 0
  for (const lag of lags) {
    const at = turnAt(next, interval, now)
    now = Math.max(now, at) + lag
    next = turnAt(at, interval, now) + interval
    left.push(now)
  }
  return left
}

function busiestSecond(times: readonly number[]): number {
  return Math.max(
    ...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length),
  )
}

const lateness = fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 2, maxLength: 200 })

t.test('however late timers are, no second has more requests than the rate', (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), lateness, (rate, lags) => {
      return busiestSecond(departures(rate, lags)) <= rate
    }),
  )
  t.end()
})

t.test('timers that are late by a little cost no requests', (t) => {
  const lags = Array.from({ length: 450 }, (_, at) => (at % 3) * 10)
  const [last = 0] = departures(50, lags).slice(-1)
  t.ok(last <= 450 * intervalFor(50))
  t.end()
})

t.test('a clock that is set back makes nobody wait for longer than one interval', (t) => {
  t.equal(turnAt(1_000_000, 100, 5_000), 5_100)
  t.equal(turnAt(5_050, 100, 5_000), 5_050)
  t.equal(turnAt(0, 100, 5_000), 4_950)
  t.end()
})
