/** Walks the provider's own pages as a browser would: signs in as `login` and
 * consents. Faster than a browser, for tests that are about what comes after.
 *
 * @returns The address that the provider sends the browser back to, which begins with `returnTo`. */
export async function consentOverHttp(
  url: string,
  { login, returnTo }: { readonly login: string; readonly returnTo: string },
): Promise<URL> {
  const cookies = new Map<string, string>()
  let next = new URL(url)
  let form: URLSearchParams | undefined
  for (let step = 0; step < 12; step += 1) {
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
    if (location?.startsWith(returnTo)) return new URL(location)
    if (location !== null) {
      next = new URL(location, next)
      form = undefined
      continue
    }
    form = filledIn(await response.text(), login)
  }
  throw new Error('the provider never came back')
}

function filledIn(page: string, login: string): URLSearchParams {
  const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1]
  if (prompt === undefined) throw new Error(`not a form: ${page.slice(0, 300)}`)
  return prompt === 'login'
    ? new URLSearchParams({ prompt, login, password: 'fake-password' })
    : new URLSearchParams({ prompt })
}
