import { walkForms } from './form-walk.ts'

/** Walks the provider's own pages as a browser would: signs in as `login` and
 * consents. Faster than a browser, for tests that are about what comes after.
 *
 * @returns The address that the provider sends the browser back to, which begins with `returnTo`. */
export function consentOverHttp(
  url: string,
  { login, returnTo }: { readonly login: string; readonly returnTo: string },
): Promise<URL> {
  return walkForms(url, ({ text }) => ({ form: filledIn(text, login) }), returnTo)
}

function filledIn(page: string, login: string): URLSearchParams {
  const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1]
  if (prompt === undefined) throw new Error(`not a form: ${page.slice(0, 300)}`)
  return prompt === 'login'
    ? new URLSearchParams({ prompt, login, password: 'fake-password' })
    : new URLSearchParams({ prompt })
}
