import { nameOf } from '../naming.ts'
import { isLoopback } from '../resolve/urls.ts'
import { quote } from '../secret-text.ts'
import { knownText, member } from '../tree.ts'
import { hostOf, type Linting, type Rule } from './rule.ts'

/** CM3203: an upstream that is an IP address, or where a cloud keeps the secrets of its machines. */
export const upstreamHosts: Rule = { codes: ['CM3203'], check }

function check({ routes, problems }: Linting): void {
  for (const { entry } of routes) {
    const node = member(entry.value, 'upstream')
    const host = hostOf(knownText(node))
    if (node === undefined || host === undefined) continue
    const label = flawOf(host)
    if (label === undefined) continue
    const message = `${nameOf(['routes', entry.name])} leads to ${quote(host)}`
    problems.error('CM3203', node.range, message, { label })
  }
}

/** Where clouds tell a machine its credentials. */
const metadata =
  /^(169\.254\.\d+\.\d+|100\.100\.100\.200|\[fd00:ec2::254\]|metadata\.google\.internal|metadata\.goog|instance-data(\.ec2\.internal)?)$/

function flawOf(host: string): string | undefined {
  const name = host.replace(/\.$/, '')
  if (metadata.test(name)) return 'a metadata service or a link-local address'
  if (/^\[fe[89ab]/.test(name)) return 'a link-local address'
  const isAddress = name.startsWith('[') || /^\d+\.\d+\.\d+\.\d+$/.test(name)
  if (!isAddress || isLoopback(name)) return undefined
  return 'an IP address, for which no certificate proves a name'
}
