/** How well-known secrets begin, and whose they are. Prefixes are public facts of their issuers. */
const tokenForms: readonly { readonly form: RegExp; readonly says: string }[] = [
  { form: /\bgh[opsur]_[A-Za-z0-9]{8,}/, says: 'a GitHub token (gh?_…)' },
  { form: /\bgithub_pat_\w{8,}/, says: 'a GitHub token (github_pat_…)' },
  { form: /\bxox[a-z]-[\w-]{8,}/, says: 'a Slack token (xox…)' },
  { form: /\bsk_(live|test)_\w{8,}/, says: 'a Stripe key (sk_…)' },
  { form: /\bAIza[\w-]{20,}/, says: 'a Google API key (AIza…)' },
  { form: /\bGOCSPX-[\w-]{8,}/, says: 'a Google client secret (GOCSPX-…)' },
  { form: /\bya29\.[\w-]{8,}/, says: 'a Google access token (ya29.…)' },
  { form: /\bglpat-[\w-]{8,}/, says: 'a GitLab token (glpat-…)' },
  { form: /\beyJ[\w-]{8,2000}\.[\w-]{8,}/, says: 'a JSON Web Token (eyJ…)' },
  { form: /\bcmk1_[\w-]{43}/, says: 'a key of credmgr (cmk1_…)' },
  { form: /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/, says: 'a private key' },
]

/**
 * A long run of mixed characters, as random keys are; identifiers and paths hardly ever are. It is
 * looked at from its start only, so that a line of a million characters takes no million looks.
 */
const randomForm =
  /(?<![A-Za-z0-9+/_~-])(?=[A-Za-z0-9+/_~-]*[0-9])(?=[A-Za-z0-9+/_~-]*[a-z])(?=[A-Za-z0-9+/_~-]*[A-Z])[A-Za-z0-9+/_~-]{32,}={0,2}/

const secretField =
  /\b(?:\w*secret|api_?key|password|passwd|private_?key|\w*token)["']?\s*:\s+(?![{[&*|>]|$)(.+)$/i

/** What kind of secret a text looks like: `a GitHub token (ghs_…)`. */
export function knownSecret(text: string): string | undefined {
  const found = tokenForms.find(({ form }) => form.test(text))
  if (found === undefined) return undefined
  return found.says.replace('gh?_', text.match(/gh[opsur]_/)?.[0] ?? 'gh?_')
}

/** The stretches of a line that look like a secret and must not be printed: start, end. */
export function secretStretches(line: string): readonly (readonly [number, number])[] {
  const forms = [...tokenForms.map(({ form }) => form), randomForm]
  const found = forms.flatMap((form) =>
    [...line.matchAll(new RegExp(form, 'g'))].map(
      (match) => [match.index, match.index + match[0].length] as const,
    ),
  )
  const value = secretField.exec(line)?.[1]
  return value === undefined || isIdentityName(line, value) || isEndpoint(line, value)
    ? found
    : [...found, [line.length - value.length, line.length]]
}

/** A line in which asterisks stand for whatever looks like a secret. */
export function hideSecrets(line: string): string {
  return secretStretches(line).reduce(
    (text, [start, end]) => text.slice(0, start) + '*'.repeat(end - start) + text.slice(end),
    line,
  )
}

/** The principal `{ apiKey: batch }` names an identity. */
function isIdentityName(line: string, value: string): boolean {
  return /apiKey["']?\s*:/.test(line) && /^["']?[a-z][a-z-]*\d{0,2}["']?[}\],\s]*$/.test(value)
}

/** The endpoint `token` of a provider, without anything in it that could be a secret. */
function isEndpoint(line: string, value: string): boolean {
  return /\btoken["']?\s*:/.test(line) && /^["']?https?:\/\/[\w.:/-]+["']?[}\],\s]*$/.test(value)
}

/** A text from the configuration in quotes, fit to stand in a sentence: short, printable, no secret. */
export function quote(text: string): string {
  if (secretStretches(text).length > 0) return '"***"'
  return `"${printable(text.length > 80 ? `${text.slice(0, 79)}…` : text)}"`
}

/** A text without characters that a terminal obeys. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}|[\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, '\uFFFD')
}
