import { nameOf } from '../naming.ts'
import { policiesWithin } from '../policy-lists.ts'
import { type Entry, itemsOf, knownText, member } from '../tree.ts'
import type { Linting, Rule } from './rule.ts'

/** CM3210: pages of every origin may read what a token was needed for. */
export const openOrigins: Rule = {
  codes: ['CM3210'],
  check({ uses, problems }: Linting) {
    for (const { entry } of new Set(uses.map(({ route }) => route))) {
      for (const { range } of everyOrigin(entry)) {
        const message = `${nameOf(['routes', entry.name])} lets the pages of every origin use its token`
        problems.warning('CM3210', range, message, {
          label: 'any page that a caller visits is among them',
          help: ['name the origins of your pages:  allowedOrigins: [https://app.example]'],
        })
      }
    }
  },
}

function everyOrigin(route: Entry) {
  return policiesWithin(member(route.value, 'policies'))
    .filter(({ name }) => name === 'cors')
    .flatMap(({ value }) => itemsOf(member(value, 'allowedOrigins')))
    .filter((origin) => knownText(origin) === '*')
}
