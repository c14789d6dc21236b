import type { Problems } from './problems.ts'
import { entriesOf, entryOf, member, type Node } from './tree.ts'

/** Checks what the fields of one principal demand of each other. */
export function createPrincipalCheck(problems: Problems): (principal: Node) => void {
  return (principal) => {
    checkUser(principal, problems)
    checkClaims(principal, problems)
  }
}

function checkUser(principal: Node, problems: Problems): void {
  const user = entryOf(principal, 'user')
  if (user?.value.kind !== 'map') return
  const objectId = entryOf(user.value, 'objectId')
  const subject = entryOf(user.value, 'subject')
  if (objectId === undefined && subject === undefined) {
    problems.error('CM1006', user.key, 'a user lacks "objectId" or "subject"', {
      label: 'one of them is required',
    })
  }
  if (objectId === undefined || subject === undefined) return
  problems.error('CM1007', subject.key, 'a user has both "objectId" and "subject"', {
    label: 'not together with "objectId"',
    related: { range: objectId.key, label: '"objectId"' },
  })
}

function checkClaims(principal: Node, problems: Problems): void {
  const claims = entryOf(principal, 'claims')
  if (claims === undefined || member(principal, 'claims')?.kind !== 'map') return
  if (entriesOf(claims.value).some(({ name }) => name !== 'identity')) return
  problems.error('CM1006', claims.key, 'a claims principal lacks a claim', {
    label: 'at least one claim is required',
    notes: ['it would be everybody whom the identity lets in'],
  })
}
