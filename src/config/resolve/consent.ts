import type { ConnectionSpec, Principal } from '../../model/index.ts'
import { nameOf } from '../naming.ts'
import { quote } from '../secret-text.ts'
import { entriesOf, entryOf, itemsOf, knownText, member, type Node, textOf } from '../tree.ts'
import type { Resolving } from './context.ts'
import { principalsOf } from './principals.ts'

/** Who may give the consent of `connection`; each must be able to log in. */
export function consentOf(
  context: Resolving,
  node: Node | undefined,
  connection: string,
): ConnectionSpec['consent'] | undefined {
  const list = member(node, 'by')
  if (list === undefined) return undefined
  const owner = `${quote('consent.by')} of ${nameOf(['connections', connection])}`
  for (const item of itemsOf(list)) checkPerson(context, item, owner)
  return { by: principalsOf(context, list, owner) }
}

const people: readonly Principal['type'][] = ['user', 'group', 'claims']

/** An application has no browser, and a key or a certificate has no page to log in on. */
function checkPerson(context: Resolving, item: Node, owner: string): void {
  const [kind] = entriesOf(item)
  const name = kind?.name ?? textOf(item)
  if (name === undefined) return
  if (kind === undefined || !people.some((each) => each === name)) {
    context.problems.error(
      'CM1005',
      kind?.key ?? item.range,
      `${owner} names nobody who can log in`,
      {
        label: `${quote(name)} is no person`,
        help: ['name a user, a group or claims of an OIDC identity that has a "login"'],
      },
    )
    return
  }
  checkApplication(context, kind.value, owner)
  checkLogin(context, kind.value, owner)
}

/** The token of a login is always issued to the client of the login. */
function checkApplication({ problems }: Resolving, principal: Node, owner: string): void {
  const appIds = entryOf(principal, 'appIds')
  if (appIds === undefined || itemsOf(appIds.value).length === 0) return
  problems.error('CM1007', appIds.key, `"appIds" does not go with ${owner}`, {
    label: 'who logs in here comes by the client of the login, and by no other',
    help: ['remove it'],
  })
}

function checkLogin({ declared, problems }: Resolving, principal: Node, owner: string): void {
  const at = member(principal, 'identity')
  const identity = declared.identities.get(knownText(at) ?? '')
  if (at === undefined || identity === undefined) return
  // That it is no OIDC issuer is said where principals are checked.
  if (entryOf(identity.value, 'issuer') === undefined) return
  if (entryOf(identity.value, 'login') !== undefined) return
  const message = `${owner} names an identity with which nobody can log in`
  problems.error('CM1006', at.range, message, {
    label: `${nameOf(['identities', identity.name])} lacks "login"`,
    related: { range: identity.key, label: 'declared here' },
    help: [
      `register a client at its issuer with the redirect URI <gateway.publicUrl>/-/login/${identity.name}`,
      `then add to ${nameOf(['identities', identity.name])}:  login: { clientId: …, clientSecret: { env: … } }`,
    ],
  })
}
