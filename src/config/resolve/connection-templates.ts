import {
  type ConnectionTemplateSpec,
  grantNatures,
  type Resource,
  resourceAddress,
  type TemplateParts,
  templateParts,
} from '../../model/index.ts'
import { nameOf } from '../naming.ts'
import { quote } from '../secret-text.ts'
import { type Entry, entryOf, itemsOf, member, textOf } from '../tree.ts'
import { reportProvider, scopesOf } from './connections.ts'
import {
  compact,
  declaredAt,
  type ResolvedProvider,
  type Resolving,
  recordOf,
  sortedSet,
  textsOf,
} from './context.ts'
import { urlOf } from './urls.ts'

/** Whether a declared connection is a template: one connection per caller. */
export function isTemplate({ name }: Entry): boolean {
  return templateParts(name) !== undefined
}

/** The template `provider/group/{…}` among what is declared. */
export function templateOfGroup(
  declared: ReadonlyMap<string, Entry>,
  group: string,
): Entry | undefined {
  return [...declared.values()].find(({ name }) => {
    const parts = templateParts(name)
    return parts !== undefined && `${parts.provider}/${parts.group}` === group
  })
}

/** @returns `undefined` when its provider is not declared, which is reported. */
export function resolveConnectionTemplate(
  context: Resolving,
  entry: Entry,
  providers: ReadonlyMap<string, ResolvedProvider>,
): Resource<'connectionTemplate'> | undefined {
  const parts = templateParts(entry.name)
  if (parts === undefined) return undefined
  const provider = providers.get(parts.provider)
  if (provider === undefined) {
    reportProvider(context, entry, parts.provider)
    return undefined
  }
  checkGrant(context, entry, provider)
  checkFields(context, entry)
  checkGroup(context, entry, parts)
  return {
    address: resourceAddress('connectionTemplate', entry.name),
    kind: 'connectionTemplate',
    name: entry.name,
    spec: specOf(context, entry, { parts, provider }),
    secrets: {},
    dependsOn: [resourceAddress('provider', parts.provider)],
    ...declaredAt(context, entry),
  }
}

function specOf(
  { problems }: Resolving,
  { value }: Entry,
  { parts, provider }: { readonly parts: TemplateParts; readonly provider: ResolvedProvider },
): ConnectionTemplateSpec {
  const redirect = member(value, 'postLoginRedirectUrl')
  const allowed = member(value, 'allowedRedirectUrls')
  for (const each of [redirect, ...itemsOf(allowed)]) urlOf(each, { query: true }, problems)
  return compact({
    ...parts,
    scopes: scopesOf(member(value, 'scopes'), provider),
    postLoginRedirectUrl: textOf(redirect),
    allowedRedirectUrls: sortedSet(textsOf(allowed)),
    labels: recordOf(member(value, 'labels')),
    description: textOf(member(value, 'description')),
  })
}

function checkGrant(
  { problems }: Resolving,
  { name, key }: Entry,
  provider: ResolvedProvider,
): void {
  const { entry, spec } = provider
  if (grantNatures[spec.grant].consent === 'browser') return
  problems.error(
    'CM1007',
    key,
    `${nameOf(['connections', name])} needs the consent of its callers`,
    {
      label: `the grant ${spec.grant} has none in a browser`,
      related: { range: entryOf(entry.value, 'grant')?.key ?? entry.key, label: 'the grant' },
    },
  )
}

/** What belongs to one connection only. */
function checkFields({ problems }: Resolving, { name, value }: Entry): void {
  for (const field of [
    'expect',
    'consent',
    'clientId',
    'clientSecret',
    'nextClientSecret',
    'lifecycle',
  ]) {
    const found = entryOf(value, field)
    if (found === undefined) continue
    const message = `${quote(field)} does not go with the template ${quote(name)}`
    problems.error('CM1007', found.key, message, { label: 'it stands for a connection per caller' })
  }
}

/** Two templates of one group would claim the same connections. */
function checkGroup({ declared, problems }: Resolving, entry: Entry, parts: TemplateParts): void {
  const first = templateOfGroup(declared.connections, `${parts.provider}/${parts.group}`)
  if (first === undefined || first === entry || first.key.start === entry.key.start) return
  problems.error('CM1003', entry.key, `two templates of "${parts.provider}/${parts.group}"`, {
    label: 'second declaration',
    related: { range: first.key, label: 'first declaration' },
  })
}
