/** Walks a server's own pages as a browser would: cookies, redirects and forms, and no script. */
export interface Page {
  /** Where it was found. */
  readonly url: URL
  readonly text: string
}

/** What is sent next, or `undefined` to stop here. */
export type Answer = (
  page: Page,
) => { readonly action?: URL; readonly form: URLSearchParams } | undefined

/**
 * @param leave A redirect to an address that begins so is not followed, and ends the walk.
 * @returns That address, or where `answer` has stopped.
 */
export async function walkForms(url: string, answer: Answer, leave?: string): Promise<URL> {
  const cookies = new Map<string, string>()
  let next = new URL(url)
  let form: URLSearchParams | undefined
  for (let step = 0; step < 16; step += 1) {
    const response = await fetch(next, {
      method: form === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === undefined ? {} : { body: form }),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    const location = response.headers.get('location')
    if (location !== null) {
      if (leave !== undefined && location.startsWith(leave)) return new URL(location)
      next = new URL(location, next)
      form = undefined
      continue
    }
    const said = answer({ url: next, text: await response.text() })
    if (said === undefined) return next
    next = said.action ?? next
    form = said.form
  }
  throw new Error('the provider asks and asks')
}
