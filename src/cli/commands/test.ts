import { dirname, posix, resolve } from 'node:path'
import { type AccessTest, readAccessTests } from '../../config/index.ts'
import { explainAccess } from '../../engine/index.ts'
import { type Caller, type Config, CredmgrError, connectionAddress } from '../../model/index.ts'
import type { Command, Invocation } from '../command.ts'
import { requireConfig } from '../configuration.ts'
import { showDiagnostics } from '../problems.ts'

export const test: Command = {
  name: 'test',
  summary: 'check what callers may and must not do, against assertions in YAML',
  positionals: '[FILE…]',
  maxPositionals: Number.POSITIVE_INFINITY,
  options: {},
  details: [
    'Without FILE it runs every *.test.yaml beside the configuration. The evaluator is the gateway’s.',
    '    tests:',
    '      - caller: { identity: ci, claims: { sub: "repo:acme/app" } }   # or { apiKey: batch }, or gateway',
    '        may: { use: github/release-bot, by: releases }',
    '      - caller: { apiKey: batch }',
    '        mustNot: github/release-bot',
  ].join('\n'),
  async run(invocation) {
    const { out } = invocation
    const desired = await requireConfig(invocation)
    if (desired === undefined) return 1
    const tests = await readTests(invocation, desired.config)
    if (tests === undefined) return 1
    const failed = tests.filter((each) => !show(invocation, each, desired.config)).length
    out.result(`\n${tests.length - failed} passed, ${failed} failed`)
    return failed === 0 ? 0 : 1
  },
}

/** @returns `undefined` after it was shown what is wrong with the files. */
async function readTests(
  invocation: Invocation,
  config: Config,
): Promise<readonly AccessTest[] | undefined> {
  const { host, out, positionals } = invocation
  const files = positionals.length > 0 ? positionals : await filesBeside(invocation)
  const tests: AccessTest[] = []
  let isBroken = false
  for (const file of files) {
    const text = await host.files.readText(resolve(host.cwd, file))
    if (text === undefined) {
      throw new CredmgrError('FILE_UNREADABLE', `there is no file "${file}"`, { file })
    }
    const read = readAccessTests({ file, text }, config)
    showDiagnostics(out, read.diagnostics, () => text)
    if (read.ok) tests.push(...read.value)
    isBroken ||= !read.ok
  }
  return isBroken ? undefined : tests
}

async function filesBeside({ host, config }: Invocation): Promise<readonly string[]> {
  const directory = dirname(resolve(host.cwd, config))
  const listing = await host.files.list(directory, { from: '.', depth: 1 })
  const names = listing.flatMap(({ path, outside }) =>
    outside === undefined && path.endsWith('.test.yaml') ? [posix.join(dirname(config), path)] : [],
  )
  if (names.length > 0) return names.toSorted()
  const message = 'there is no *.test.yaml beside the configuration'
  throw new CredmgrError('USAGE', message, { remedy: 'write one, see: credmgr help test' })
}

/** @returns Whether it is as expected. */
function show({ out }: Invocation, each: AccessTest, config: Config): boolean {
  const problem = problemOf(each, config)
  const { name, origin } = each
  out.line({ name, origin, passed: problem === undefined, ...(problem && { problem }) })
  if (problem === undefined) out.result(`${out.paint('good', 'ok')}      ${name}`)
  else out.result(`${out.paint('error', 'not ok')}  ${name} (${origin}): ${problem}`)
  return problem === undefined
}

function problemOf(
  { caller, connection, expected, route }: AccessTest,
  config: Config,
): string | undefined {
  const address = connectionAddress(connection)
  if (address === undefined) return 'no connection'
  const who: Caller =
    caller.type === 'oidc' ? { ...caller, expiresAt: Number.MAX_SAFE_INTEGER } : caller
  const { decision, policies, routes } = explainAccess(config, who, address)
  const reaches = route === undefined || routes.some((each) => each.name === route)
  const may = decision.allowed && reaches
  if (may === (expected === 'may')) return undefined
  if (may) {
    const by = policies.filter(({ matching }) => matching.length > 0)
    return `allowed by ${by.map((each) => `${each.name} (${each.origin.file}:${each.origin.line})`).join(', ')}`
  }
  return decision.allowed
    ? `route ${route} does not take its token for this caller`
    : `denied: ${decision.reason}`
}
