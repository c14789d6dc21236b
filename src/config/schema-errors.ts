import type { Complaint, Reporting } from './complaint.ts'
import { nameOf } from './naming.ts'
import {
  reportField,
  reportKeyForm,
  reportMissing,
  reportTooFew,
  reportTooMany,
} from './object-errors.ts'
import type { Problems } from './problems.ts'
import { member, type Node } from './tree.ts'
import { reportChoice, reportConstant, reportPattern, reportType } from './value-errors.ts'

/** Turns a complaint into a diagnostic that points at the key or value in question. */
export function reportComplaint(root: Node, complaint: Complaint, problems: Problems): void {
  const report = reporters.get(complaint.error.keyword) ?? reportOther
  report({ ...complaint, root, problems })
}

const reporters: ReadonlyMap<string, (reporting: Reporting) => void> = new Map([
  ['additionalProperties', reportField],
  ['required', reportMissing],
  ['type', reportType],
  ['enum', reportChoice],
  ['const', reportConstant],
  ['pattern', reportPattern],
  ['minProperties', reportTooFew],
  ['maxProperties', reportTooMany],
  ['minItems', reportTooFew],
  ['propertyNames', reportKeyForm],
])

function reportOther({ path, node, problems, root }: Reporting): void {
  const at = node?.range ?? member(root, path[0] ?? '')?.range ?? root.range
  problems.error('CM1005', at, `${nameOf(path)} does not have the right form`)
}
