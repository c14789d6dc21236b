import { makeKeyProof } from '../../engine/index.ts'
import {
  CredmgrError,
  isJsonObject,
  type JsonObject,
  ofKind,
  type State,
} from '../../model/index.ts'
import { usage } from '../arguments.ts'
import type { Command, Invocation } from '../command.ts'

/** What the gateway answers before it is taken for dead; it may have 100,000 connections to read. */
const patience = 30_000

export const reload: Command = {
  name: 'reload',
  summary: 'have the gateway load what is applied, and say how it went',
  positionals: '',
  maxPositionals: 0,
  options: {
    admin: {
      value: 'HOST:PORT',
      summary: 'where its API listens (default: gateway.admin.listen, as applied)',
    },
  },
  details: [
    'A gateway follows every apply by itself; this is for where nothing tells it that the state has changed,',
    'and for scripts that want to know. What cannot be loaded leaves the last good configuration in place,',
    'and exits with 1. The call is proved with the key of the store; SIGHUP does the same without an answer.',
  ].join('\n'),
  async run(invocation) {
    const { host, out, location } = invocation
    const store = await host.openStore(location)
    const url = `http://${addressOf(invocation, await store.state.read())}`
    const proof = makeKeyProof({ vault: store.vault, clock: host.clock }, 'reload')
    const { serial } = await ask(invocation, url, proof)
    out.result(`Reloaded: the gateway at ${url} serves serial ${serial}.`)
    out.line({ type: 'reloaded', gateway: url, serial: serial ?? null })
    return 0
  },
}

/** @throws `USAGE` where no port is known */
function addressOf({ option }: Invocation, { resources }: State): string {
  const listen = option('admin') ?? ofKind(resources, 'gateway')[0]?.spec.admin.listen
  const address = listen?.replace(/^0\.0\.0\.0:/, '127.0.0.1:').replace(/^\[::\]:/, '[::1]:')
  if (address !== undefined && /^[^\s/@]+:[1-9]\d{0,4}$/.test(address)) return address
  throw usage(reload, 'it is not known where the API of the gateway listens: --admin HOST:PORT')
}

/** @throws `GATEWAY_UNREACHABLE`, `RELOAD_FAILED` */
async function ask(
  { host }: Invocation,
  url: string,
  proof: string,
): Promise<{ readonly serial?: number }> {
  const answer = await post(host.fetch, url, proof)
  const { serial, detail } = answer.body
  if (answer.status === 200 && typeof serial === 'number') return { serial }
  if (answer.status === 409 && typeof detail === 'string') {
    const remedy = 'its log says more; credmgr state verify looks at the store'
    throw new CredmgrError('RELOAD_FAILED', detail, { url, remedy })
  }
  const message = `"${url}" answered ${answer.status} to a reload`
  const remedy = 'is it a gateway of this store? --state and --env name the store'
  throw new CredmgrError('GATEWAY_UNREACHABLE', message, { url, remedy })
}

async function post(
  fetch: Invocation['host']['fetch'],
  url: string,
  proof: string,
): Promise<{ readonly status: number; readonly body: JsonObject }> {
  try {
    const response = await fetch(`${url}/-/api/v1/reload`, {
      method: 'POST',
      headers: { authorization: `Credmgr-Key ${proof}` },
      signal: AbortSignal.timeout(patience),
    })
    const body: unknown = await response.json()
    return { status: response.status, body: isJsonObject(body) ? body : {} }
  } catch (cause) {
    const message = `nothing answers at "${url}"`
    const remedy = 'start one with credmgr serve, or name another with --admin HOST:PORT'
    throw new CredmgrError('GATEWAY_UNREACHABLE', message, { url, remedy }, { cause })
  }
}
