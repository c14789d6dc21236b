import { createHash } from 'node:crypto'
import type { ClientCertificate, FetchInit } from './model/index.ts'

/** A `fetch` that shows a client certificate; connections of different certificates are never shared. */
export async function fetchWithCertificate(
  certificate: ClientCertificate,
  url: string | URL,
  init: FetchInit,
): Promise<Response> {
  // Loaded here, because hardly anybody has such a client and every command imports the machine.
  const { Agent, fetch } = await import('undici')
  const key = createHash('sha256').update(JSON.stringify(certificate)).digest('base64')
  let agent = agents.get(key)
  if (agent === undefined) {
    agent = new Agent({ connect: { ...certificate }, keepAliveTimeout: 4_000 })
    agents.set(key, agent)
  }
  // One standard, two declarations of it: undici's own and that of the platform.
  const request = { ...init, dispatcher: agent } as Parameters<typeof fetch>[1]
  return (await fetch(url, request)) as unknown as Response
}

/** One for each certificate that was ever used; idle, it has no connection. */
const agents = new Map<string, import('undici').Agent>()
