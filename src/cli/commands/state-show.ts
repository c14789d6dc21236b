import { toYaml } from '../../config/index.ts'
import {
  type CredentialSummary,
  type EpochMs,
  isCredmgrError,
  type Json,
  type JsonObject,
  type StateResource,
  type Store,
  specJson,
} from '../../model/index.ts'
import { resourceIn } from '../addresses.ts'
import { usage } from '../arguments.ts'
import type { Command } from '../command.ts'

export const stateShow: Command = {
  name: 'state show',
  summary: 'show one resource as it is applied, and what is known of its token',
  positionals: 'ADDRESS',
  maxPositionals: 1,
  options: {},
  details: [
    'ADDRESS is connection.github/release-bot, or github/release-bot for short. Secrets are shown as',
    'the references that they are, with a fingerprint of what was sealed; no token is opened for it.',
  ].join('\n'),
  async run({ host, out, location, positionals: [text] }) {
    if (text === undefined) throw usage(stateShow, 'the address of a resource is missing')
    const store = await host.openStore(location)
    const resource = resourceIn(await store.state.read(), text)
    const shown = { ...resourceJson(resource), ...(await tokenJson(store, resource)) }
    out.line(shown)
    if (!out.json) host.terminal.stdout(toYaml(shown))
    return 0
  },
}

function resourceJson(resource: StateResource): JsonObject {
  const { address, id, createdSerial, updatedSerial, origin, dependsOn } = resource
  const { discovered, fingerprints, spec } = resource
  return {
    address,
    id,
    createdSerial,
    updatedSerial,
    origin,
    ...(dependsOn.length > 0 && { dependsOn }),
    spec: specJson(spec),
    ...(Object.keys(fingerprints).length > 0 && { fingerprints }),
    ...(discovered !== undefined && { discovered: discovered as Record<string, Json> }),
  }
}

async function tokenJson({ vault }: Store, resource: StateResource): Promise<JsonObject> {
  if (resource.kind !== 'connection') return {}
  try {
    const found = await vault.summary(resource.spec.address)
    return { token: found === undefined ? null : summaryJson(found) }
  } catch (error) {
    if (!isCredmgrError(error) || error.code !== 'RECORD_UNREADABLE') throw error
    return { token: { status: 'needsReauth', reason: 'record_unreadable' } }
  }
}

function summaryJson(summary: CredentialSummary): JsonObject {
  const { status, reason, account, consentedBy, grantedScopes, hasRefreshToken } = summary
  return {
    status,
    ...(reason !== undefined && { reason }),
    ...(account !== undefined && { account: { ...account } }),
    grantedScopes,
    hasRefreshToken,
    ...instant('obtainedAt', summary.obtainedAt),
    ...instant('expiresAt', summary.expiresAt),
    ...instant('consentedAt', summary.consentedAt),
    ...(consentedBy !== undefined && { consentedBy: { ...consentedBy } }),
  }
}

function instant(name: string, value: EpochMs | undefined): JsonObject {
  return value === undefined || value === 0 ? {} : { [name]: new Date(value).toISOString() }
}
