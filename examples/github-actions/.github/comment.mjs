/**
 * Puts a plan under a pull request: as a new comment, or in place of the one that is there. Which one
 * that is, the first line of the text tells, a comment of HTML that nobody sees.
 *
 *     node comment.mjs plan.md
 *
 * Reads GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN and PULL_REQUEST. The text comes from a file:
 * an argument or a variable has a limit that a plan exceeds.
 */
import { readFileSync } from 'node:fs'

const [file = 'plan.md'] = process.argv.slice(2)
const { GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN, PULL_REQUEST } = process.env
const api = `${GITHUB_API_URL ?? 'https://api.github.com'}/repos/${GITHUB_REPOSITORY}`
const text = readFileSync(file, 'utf8')
const [marker] = text.split('\n')
if (!marker?.startsWith('<!-- credmgr-plan:')) {
  throw new Error(
    `"${file}" does not begin with the mark of a plan; make it with --format markdown`,
  )
}

const existing = await find(marker)
const path = existing ? `/issues/comments/${existing.id}` : `/issues/${PULL_REQUEST}/comments`
await request(path, { method: existing ? 'PATCH' : 'POST', body: JSON.stringify({ body: text }) })
console.log(existing ? 'The comment was updated.' : 'A comment was made.')

/** The first comment that begins with the mark, on any page. */
async function find(mark) {
  for (let page = 1; ; page++) {
    const comments = await request(`/issues/${PULL_REQUEST}/comments?per_page=100&page=${page}`)
    const found = comments.find(({ body }) => body.startsWith(mark))
    if (found || comments.length < 100) return found
  }
}

async function request(path, options = {}) {
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${GITHUB_TOKEN}`,
    'content-type': 'application/json',
  }
  const response = await fetch(api + path, { ...options, headers })
  if (!response.ok) throw new Error(`GitHub answers ${response.status} to ${path.split('?')[0]}`)
  return response.json()
}
