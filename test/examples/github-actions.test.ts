import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import { parse } from 'yaml'
import { commands } from '../../src/cli/commands/index.ts'
import { type Finished, startNode } from '../support/process.ts'

const home = fileURLToPath(new URL('../../examples/github-actions/.github', import.meta.url))
const script = join(home, 'comment.mjs')

interface Comment {
  readonly id: number
  body: string
}

/** What the script needs of GitHub: the comments of one pull request, a hundred a page. */
async function startGitHub(t: Test, comments: Comment[]): Promise<string> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://github')
    const allowed = request.headers.authorization === 'Bearer fake-token'
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const answer = allowed
        ? act(request.method ?? '', pathname, searchParams, Buffer.concat(chunks))
        : undefined
      response.statusCode = answer === undefined ? 404 : 200
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(answer ?? {}))
    })
  })
  const act = (method: string, path: string, search: URLSearchParams, body: Buffer): unknown => {
    const [, id] = /^\/repos\/acme\/app\/issues\/comments\/(\d+)$/.exec(path) ?? []
    const isList = path === '/repos/acme/app/issues/7/comments'
    const start = (Number(search.get('page')) - 1) * 100
    if (method === 'GET' && isList) return comments.slice(start, start + 100)
    const text: string = JSON.parse(body.toString()).body
    if (method === 'POST' && isList) return comments.push({ id: comments.length + 1, body: text })
    const found = comments.find((each) => each.id === Number(id))
    if (method === 'PATCH' && found) found.body = text
    return method === 'PATCH' ? found : undefined
  }
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  t.teardown(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function comment(
  t: Test,
  api: string,
  text: string,
  token = 'fake-token',
): Promise<Finished> {
  const cwd = mkdtempSync(join(tmpdir(), 'credmgr-comment-'))
  t.teardown(() => rmSync(cwd, { recursive: true, force: true }))
  writeFileSync(join(cwd, 'plan.md'), text)
  const env = {
    GITHUB_API_URL: api,
    GITHUB_REPOSITORY: 'acme/app',
    GITHUB_TOKEN: token,
    PULL_REQUEST: '7',
  }
  return startNode([script, 'plan.md'], { cwd, env }).finished
}

const plan = (env: string, text: string): string => `<!-- credmgr-plan:${env} -->\n${text}\n`

t.test(
  'a plan becomes one comment, which later plans replace, on whatever page it is',
  async (t) => {
    const comments = Array.from({ length: 150 }, (_, at) => ({ id: at + 1, body: `talk ${at}` }))
    const api = await startGitHub(t, comments)
    t.match(await comment(t, api, plan('prod', 'first')), {
      exitCode: 0,
      stdout: 'A comment was made.\n',
    })
    t.match(await comment(t, api, plan('dev', 'other')), { exitCode: 0 })
    const large = plan('prod', `second${' '.repeat(59_000)}`)
    t.match(await comment(t, api, large), { exitCode: 0, stdout: 'The comment was updated.\n' })
    t.strictSame(
      comments.slice(150).map(({ body }) => body),
      [large, plan('dev', 'other')],
    )
  },
)

t.test('what is no plan is not put anywhere, and a refusal shows no token', async (t) => {
  const comments: Comment[] = []
  const api = await startGitHub(t, comments)
  t.match(await comment(t, api, 'Error: something\n'), { exitCode: 1, stderr: /--format markdown/ })
  const refused = await comment(t, api, plan('prod', 'x'), 'wrong-token')
  t.match(refused, { exitCode: 1, stderr: /GitHub answers 404/ })
  t.notMatch(refused.both, 'wrong-token')
  t.strictSame(comments, [])
})

t.test('the workflow runs commands and options that there are', async (t) => {
  const workflow = parse(readFileSync(join(home, 'workflows/credmgr.yaml'), 'utf8'))
  const jobs: readonly { readonly steps: readonly { readonly run?: string }[] }[] = Object.values(
    workflow.jobs,
  )
  const lines = jobs.flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []))
  const runs = lines.flatMap((line) => /^npx credmgr (\w+)(.*)$/.exec(line) ?? [])
  t.ok(runs.length >= 18, 'they are found')
  for (const line of lines) {
    const [, name = '', rest = ''] = /^npx credmgr (\w+)(.*)$/.exec(line) ?? []
    if (name === '') continue
    const command = await commands.get(name)?.()
    t.ok(command, line)
    for (const [, option = ''] of rest.matchAll(/--([\w-]+)/g)) {
      t.ok(Object.hasOwn(command?.options ?? {}, option), `${line}: --${option}`)
    }
  }
})
