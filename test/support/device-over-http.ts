/** Types a device's code into the provider's own pages as a person would, on a device of their own.
 *
 * @param deny Presses the other button. */
export async function typeInCode(
  url: string,
  { userCode, login, deny = false }: { userCode: string; login: string; deny?: boolean },
): Promise<void> {
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
      next = new URL(location, next)
      form = undefined
      continue
    }
    const page = await response.text()
    if (form?.has('abort') === true) return
    if (!page.includes('<form')) return
    const action = /<form[^>]* action="([^"]+)"/.exec(page)?.[1]
    next = new URL((action ?? next.href).replaceAll('&amp;', '&'), next)
    form = filledIn(page, { userCode, login, deny })
  }
  throw new Error('the provider asks and asks')
}

function filledIn(
  page: string,
  { userCode, login, deny }: { userCode: string; login: string; deny: boolean },
): URLSearchParams {
  const hidden = [...page.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([input]) => [
    /name="([^"]*)"/.exec(input)?.[1] ?? '',
    /value="([^"]*)"/.exec(input)?.[1] ?? '',
  ])
  const known = Object.fromEntries(hidden) as Record<string, string>
  if (known['prompt'] === 'login') return new URLSearchParams({ ...known, login, password: 'fake' })
  if (known['prompt'] !== undefined) return new URLSearchParams(known)
  const answer = deny && known['confirm'] !== undefined ? { abort: 'yes' } : {}
  return new URLSearchParams({ ...known, user_code: userCode, ...answer })
}
