import t from 'tap'
// biome-ignore lint/correctness/useImportExtensions: it is JavaScript
import { countResults } from './tally.mjs'

const cases: readonly [title: string, tap: string, expected: object][] = [
  ['nothing', 'TAP version 14\n1..0\n', { passed: 0, failed: 0, skipped: 0 }],
  [
    'assertions, not the subtests that hold them',
    `# Subtest: a.test.ts
    # Subtest: one
        ok 1 - is right
        not ok 2 - is wrong
          ---
          found: |
            ok 3 - not a result
          ...
        1..2
    not ok 1 - one # time=1ms
    ok 2 - skipped # SKIP
    1..2
not ok 1 - a.test.ts # time=2ms
# Subtest: b.test.ts
    ok 1 - flat, with a carriage return \r in it
    1..1
ok 2 - b.test.ts
1..2
`,
    { passed: 2, failed: 1, skipped: 1 },
  ],
  [
    'a file that failed as a whole',
    `# Subtest: a.test.ts
    # Subtest: one
        ok 1 - is right
        1..1
    ok 1 - one
    1..1
not ok 1 - a.test.ts
  ---
  exitCode: 1
  ...
# Subtest: b.test.ts
    1..0 # no tests found
not ok 2 - b.test.ts
`,
    { passed: 1, failed: 2, skipped: 0 },
  ],
]

t.test('the closing line counts', async (t) => {
  for (const [title, tap, expected] of cases) t.same(countResults(tap), expected, title)
})
