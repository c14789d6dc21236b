import { walkForms } from './form-walk.ts'

/** Types a device's code into the provider's own pages as a person would, on a device of their own.
 *
 * @param deny Presses the other button. */
export async function typeInCode(
  url: string,
  { userCode, login, deny = false }: { userCode: string; login: string; deny?: boolean },
): Promise<void> {
  let isDenied = false
  await walkForms(url, ({ url: at, text }) => {
    if (isDenied || !text.includes('<form')) return undefined
    const action = /<form[^>]* action="([^"]+)"/.exec(text)?.[1] ?? at.href
    const form = filledIn(text, { userCode, login, deny })
    isDenied = form.has('abort')
    return { action: new URL(action.replaceAll('&amp;', '&'), at), form }
  })
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
