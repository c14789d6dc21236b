import type { Adapter, AdapterPayload } from 'oidc-provider'

/** Everything that one authorization server keeps, by `Model:id`. */
export type Records = Map<string, Record<string, unknown>>

/**
 * The storage port of `oidc-provider` over a map of our own. The library's own memory is one for
 * the whole process and forgets after 1,000 records.
 */
export function recordsAdapter(records: Records): (model: string) => Adapter {
  return (model) => {
    const key = (id: string) => `${model}:${id}`
    const findBy = (member: string, value: string) => {
      const found = [...records].find(([at, each]) => {
        return at.startsWith(`${model}:`) && each[member] === value
      })
      return alive(found?.[1])
    }
    return {
      upsert: async (id, payload, expiresIn) => {
        const expiry = expiresIn === undefined ? {} : { expiry: Date.now() + expiresIn * 1000 }
        records.set(key(id), { ...payload, ...expiry })
      },
      find: async (id) => alive(records.get(key(id))),
      findByUid: async (uid) => findBy('uid', uid),
      findByUserCode: async (userCode) => findBy('userCode', userCode),
      consume: async (id) => {
        const record = records.get(key(id))
        if (record !== undefined) record['consumed'] = Math.floor(Date.now() / 1000)
      },
      destroy: async (id) => {
        records.delete(key(id))
      },
      revokeByGrantId: async (grantId) => {
        for (const [at, each] of [...records]) {
          if (at.startsWith(`${model}:`) && each['grantId'] === grantId) records.delete(at)
        }
      },
    }
  }
}

function alive(record: Record<string, unknown> | undefined): AdapterPayload | undefined {
  if (record === undefined) return undefined
  const { expiry, ...payload } = record
  return typeof expiry === 'number' && expiry <= Date.now() ? undefined : payload
}
