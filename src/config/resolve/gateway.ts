import {
  type DeclaredSecret,
  eventTypes,
  forwardAuthPointer,
  type GatewaySpec,
  type Resource,
  resourceAddress,
  type WebhookSpec,
  webhookPointer,
} from '../../model/index.ts'
import { entriesOf, entryOf, knownText, member, type Node, textOf } from '../tree.ts'
import { type Resolving, secretOf, sortedSet, textsOf } from './context.ts'
import { durationOf } from './durations.ts'
import { identitiesOf, principalsOf } from './principals.ts'
import { urlOf } from './urls.ts'

const timeoutLimits = { least: '1ms', most: '24h' }

/** The settings of the gateway; there always are some. */
export function resolveGateway(context: Resolving, root: Node): Resource<'gateway'> {
  const entry = entryOf(root, 'gateway')
  const node = entry?.value
  const admin = member(node, 'admin')
  const timeouts = member(node, 'timeouts')
  const roles = member(admin, 'roles')
  const timeout = (field: string, standard: number): number =>
    durationOf(member(timeouts, field), timeoutLimits, context.problems) ?? standard
  const spec: GatewaySpec = {
    publicUrl: publicUrlOf(context, member(node, 'publicUrl')),
    listen: listenOf(context, member(node, 'listen')) ?? '127.0.0.1:8080',
    admin: {
      listen: listenOf(context, member(admin, 'listen')) ?? '127.0.0.1:8081',
      roles: {
        operator: principalsOf(context, member(roles, 'operator'), 'gateway.admin.roles'),
        viewer: principalsOf(context, member(roles, 'viewer'), 'gateway.admin.roles'),
      },
    },
    timeouts: {
      connect: timeout('connect', 10_000),
      headers: timeout('headers', 60_000),
      body: timeout('body', 60_000),
    },
  }
  const webhooks = webhooksOf(context, member(node, 'webhooks'))
  const forwardAuth = forwardAuthOf(context, member(node, 'forwardAuth'))
  checkApart(context, spec, member(admin, 'listen') ?? member(node, 'listen'))
  const { operator, viewer } = spec.admin.roles
  return {
    address: resourceAddress('gateway', 'gateway'),
    kind: 'gateway',
    name: 'gateway',
    spec: {
      ...spec,
      ...(forwardAuth !== undefined && { forwardAuth: { secret: forwardAuth.ref } }),
      ...(webhooks.length > 0 && { webhooks: specsOf(webhooks) }),
    },
    secrets: {
      ...(forwardAuth !== undefined && { [forwardAuthPointer]: forwardAuth }),
      ...secretsOf(webhooks),
    },
    dependsOn: sortedSet(identitiesOf([...operator, ...viewer])),
    origin: context.places.origin(entry?.key ?? { start: 0, end: 0 }),
  }
}

function forwardAuthOf({ places }: Resolving, node: Node | undefined): DeclaredSecret | undefined {
  const secret = member(node, 'secret')
  const ref = secretOf(secret)
  if (secret === undefined || ref === undefined) return undefined
  return { ref, span: places.span(secret.range) }
}

interface ResolvedWebhook {
  readonly name: string
  readonly spec: WebhookSpec
  readonly declared: DeclaredSecret
}

function webhooksOf(
  { problems, places }: Resolving,
  node: Node | undefined,
): readonly ResolvedWebhook[] {
  return entriesOf(node).flatMap(({ name, value }): readonly ResolvedWebhook[] => {
    const url = urlOf(member(value, 'url'), { query: true }, problems)
    const secret = member(value, 'secret')
    const ref = secretOf(secret)
    if (url === undefined || secret === undefined || ref === undefined) return []
    const named = new Set<string>(textsOf(member(value, 'events')))
    const wanted = eventTypes.filter((type) => named.has(type))
    const events = wanted.length > 0 ? wanted : eventTypes.filter((type) => type !== 'refreshed')
    const declared = { ref, span: places.span(secret.range) }
    return [{ name, spec: { url: url.href, secret: ref, events }, declared }]
  })
}

function specsOf(webhooks: readonly ResolvedWebhook[]): NonNullable<GatewaySpec['webhooks']> {
  const sorted = sortedSet(webhooks.map(({ name }) => name))
  return Object.fromEntries(
    sorted.flatMap((name) => {
      const found = webhooks.find((each) => each.name === name)
      return found === undefined ? [] : [[name, found.spec]]
    }),
  )
}

function secretsOf(webhooks: readonly ResolvedWebhook[]): Resource['secrets'] {
  return Object.fromEntries(
    webhooks.map(({ name, declared }) => [webhookPointer(name), declared] as const),
  )
}

function publicUrlOf({ problems }: Resolving, node: Node | undefined): string {
  const url = urlOf(node, { query: false }, problems)
  if (node === undefined || url === undefined) return textOf(node) ?? 'http://127.0.0.1:8080'
  if (url.pathname !== '/') {
    problems.error('CM1005', node.range, 'the public URL must be an origin', {
      label: `expected ${url.origin}, without a path`,
    })
  }
  return url.origin
}

function listenOf({ problems }: Resolving, node: Node | undefined): string | undefined {
  const text = knownText(node)
  if (node === undefined || text === undefined) return textOf(node)
  const port = /^.+:(\d+)$/.exec(text)?.[1]
  if (port === undefined || Number(port) > 65_535) {
    problems.error('CM1005', node.range, 'this is not an address to listen on', {
      label: 'expected host:port, with a port up to 65535',
    })
  }
  return text
}

/** Port 0 is any free one, so two of them never clash. */
function checkApart(
  { problems }: Resolving,
  { listen, admin }: GatewaySpec,
  node: Node | undefined,
): void {
  if (node === undefined || listen !== admin.listen || listen.endsWith(':0')) return
  problems.error('CM1005', node.range, 'gateway and control plane listen on the same address', {
    label: `both on ${listen}`,
  })
}
