import { type Checked, type Config, isJsonObject, type JsonObject, ofKind } from '../model/index.ts'
import { didYouMean } from './did-you-mean.ts'
import type { ConfigFile } from './include.ts'
import { parse } from './parse.ts'
import { createProblems, type Problems } from './problems.ts'
import { quote } from './secret-text.ts'
import { createSource, type Source } from './source.ts'
import {
  type Entry,
  entriesOf,
  entryOf,
  itemsOf,
  member,
  type Node,
  textOf,
  toJson,
} from './tree.ts'

/** One assertion: a caller may, or must not, use a connection. */
export interface AccessTest {
  /** As written, or what it says in one line. */
  readonly name: string
  readonly caller: TestCaller
  readonly expected: 'may' | 'mustNot'
  /** The connection's address. */
  readonly connection: string
  /** Name of the route by which; absent: by any. */
  readonly route?: string
  /** `file:line`. */
  readonly origin: string
}

/** Who asks: the holder of an API key, somebody with a token, or the gateway itself. */
export type TestCaller =
  | { readonly type: 'apiKey'; readonly identity: string }
  | { readonly type: 'oidc'; readonly identity: string; readonly claims: JsonObject }
  | { readonly type: 'managed' }

/**
 * Reads a file of assertions:
 *
 *     tests:
 *       - name: the pipeline publishes
 *         caller: { identity: ci, claims: { sub: 'repo:acme/app' } }   # or { apiKey: batch }, or gateway
 *         may: { use: github/release-bot, by: releases }               # or mustNot
 *
 * @returns In the order of the file; or diagnostics `CM1001 … CM1006`.
 */
export function readAccessTests(file: ConfigFile, config: Config): Checked<readonly AccessTest[]> {
  const source = createSource(file.file, file.text)
  const parsed = parse(source)
  if (!parsed.ok) return parsed
  const problems = createProblems(source)
  const known = {
    identities: new Map(
      ofKind(config.resources, 'identity').map((each) => [each.name, each.spec.type]),
    ),
    connections: new Set(ofKind(config.resources, 'connection').map((each) => each.name)),
    routes: new Set(ofKind(config.resources, 'route').map((each) => each.name)),
  }
  checkFields(parsed.value, ['tests'], problems)
  const list = member(parsed.value, 'tests')
  if (list?.kind !== 'list') {
    problems.error(
      'CM1006',
      list?.range ?? parsed.value.range,
      'a file of assertions lacks "tests"',
      {
        label: 'expected  tests: [ … ]',
      },
    )
  }
  const tests = itemsOf(list).flatMap((node) => testOf(node, { source, problems, known }) ?? [])
  const diagnostics = problems.list()
  return problems.hasErrors() ? { ok: false, diagnostics } : { ok: true, value: tests, diagnostics }
}

interface Reading {
  readonly source: Source
  readonly problems: Problems
  readonly known: {
    readonly identities: ReadonlyMap<string, 'oidc' | 'apiKey'>
    readonly connections: ReadonlySet<string>
    readonly routes: ReadonlySet<string>
  }
}

function checkFields(node: Node, allowed: readonly string[], problems: Problems): void {
  for (const { name, key } of entriesOf(node)) {
    if (allowed.includes(name) || name.startsWith('x-')) continue
    const meant = didYouMean(name, allowed)
    problems.error('CM1002', key, `unknown field ${quote(name)}`, {
      label: meant === undefined ? 'not known here' : `did you mean ${quote(meant)}?`,
      notes: [`allowed fields: ${allowed.join(', ')}`],
    })
  }
}

function testOf(node: Node, reading: Reading): AccessTest | undefined {
  const { source, problems } = reading
  checkFields(node, ['name', 'caller', 'may', 'mustNot'], problems)
  const [claim, second] = ['may', 'mustNot'].flatMap((name) => entryOf(node, name) ?? [])
  const who = entryOf(node, 'caller')
  if (claim === undefined || who === undefined) {
    const missing = who === undefined ? '"caller"' : '"may" or "mustNot"'
    problems.error(
      'CM1006',
      { start: node.range.start, end: node.range.start + 1 },
      `an assertion lacks ${missing}`,
    )
    return undefined
  }
  if (second !== undefined) {
    problems.error('CM1007', second.key, 'an assertion says both "may" and "mustNot"', {
      label: 'write two',
    })
  }
  const caller = callerOf(who, reading)
  const target = targetOf(claim, reading)
  if (caller === undefined || target === undefined) return undefined
  const { file, line } = source.origin(node.range)
  const expected = claim.name === 'may' ? 'may' : 'mustNot'
  const name = textOf(member(node, 'name')) ?? sentence(caller, expected, target)
  return { name, caller, expected, ...target, origin: `${file}:${line}` }
}

function sentence(caller: TestCaller, expected: string, target: Target): string {
  const who = caller.type === 'managed' ? 'the gateway' : caller.identity
  const by = target.route === undefined ? '' : ` by ${target.route}`
  return `${who} ${expected === 'may' ? 'may' : 'must not'} use ${target.connection}${by}`
}

function callerOf({ key, value }: Entry, { problems, known }: Reading): TestCaller | undefined {
  if (textOf(value) === 'gateway') return { type: 'managed' }
  checkFields(value, ['apiKey', 'identity', 'claims'], problems)
  const [type, node] =
    member(value, 'apiKey') === undefined
      ? (['oidc', member(value, 'identity')] as const)
      : (['apiKey', member(value, 'apiKey')] as const)
  const identity = textOf(node)
  if (node === undefined || identity === undefined) {
    problems.error('CM1006', key, '"caller" says not who it is', {
      label: 'expected { apiKey: NAME }, { identity: NAME, claims: { … } } or gateway',
    })
    return undefined
  }
  if (known.identities.get(identity) !== type) {
    const kind = type === 'apiKey' ? 'an API key' : 'an OIDC issuer'
    problems.error('CM1004', node.range, `no identity ${quote(identity)} is ${kind}`, {
      label: meaning(identity, known.identities.keys()),
    })
    return undefined
  }
  if (type === 'apiKey') return { type, identity }
  const claims = toJson(member(value, 'claims') ?? { kind: 'map', range: key, entries: new Map() })
  return { type, identity, claims: isJsonObject(claims) ? claims : {} }
}

type Target = Pick<AccessTest, 'connection' | 'route'>

function targetOf({ name, key, value }: Entry, { problems, known }: Reading): Target | undefined {
  checkFields(value, ['use', 'by'], problems)
  const use = value.kind === 'scalar' ? value : member(value, 'use')
  const by = member(value, 'by')
  const connection = textOf(use)
  const route = textOf(by)
  if (use === undefined || connection === undefined) {
    problems.error('CM1006', key, `${quote(name)} names no connection`, {
      label: 'expected a connection, or { use: CONNECTION, by: ROUTE }',
    })
    return undefined
  }
  if (!known.connections.has(connection)) {
    problems.error('CM1004', use.range, `there is no connection ${quote(connection)}`, {
      label: meaning(connection, known.connections),
    })
  }
  if (by !== undefined && (route === undefined || !known.routes.has(route))) {
    problems.error('CM1004', by.range, `there is no route ${quote(route ?? '')}`, {
      label: meaning(route ?? '', known.routes),
    })
  }
  return route === undefined ? { connection } : { connection, route }
}

function meaning(word: string, among: Iterable<string>): string {
  const meant = didYouMean(word, among)
  return meant === undefined ? 'not declared' : `did you mean ${quote(meant)}?`
}
