import { parseArgs } from 'node:util'
import { didYouMean } from '../config/index.ts'
import { CredmgrError } from '../model/index.ts'
import type { Command, Option, Options } from './command.ts'

/** The options of every command. */
export const commonOptions: Options = {
  config: {
    short: 'c',
    value: 'FILE',
    summary: 'the configuration (CREDMGR_CONFIG; default credmgr.config.yaml)',
  },
  env: {
    short: 'e',
    value: 'NAME',
    summary: 'the environment: environments/NAME.yaml and its own state (CREDMGR_ENV)',
  },
  state: {
    value: 'URL',
    summary:
      'where the state is (CREDMGR_STATE; default file:.credmgr, file:.credmgr-NAME with --env)',
  },
  var: { value: 'NAME=VALUE', singleDash: true, summary: 'give a variable a value; repeatable' },
  'var-file': {
    value: 'FILE',
    singleDash: true,
    summary: 'give variables values from a YAML file; repeatable',
  },
  json: { singleDash: true, summary: 'one JSON object a line instead of text' },
  'no-color': { singleDash: true, summary: 'no colour (also NO_COLOR)' },
  help: { short: 'h', singleDash: true, summary: 'this text' },
}

export interface ParsedArguments {
  readonly positionals: readonly string[]
  /** By name; `''` for an option that takes no value. */
  readonly options: ReadonlyMap<string, string>
  /** All values of each option that was given, in order. */
  readonly values: ReadonlyMap<string, readonly string[]>
}

/** Splits the command's name, of one word or two, from its arguments; common options may stand before it. */
export function splitCommand(
  argv: readonly string[],
  isCommand: (name: string) => boolean,
): { readonly name: string | undefined; readonly rest: readonly string[] } {
  let at = 0
  while (at < argv.length && argv[at]?.startsWith('-')) at += takesNext(argv[at] ?? '') ? 2 : 1
  const both = `${argv[at]} ${argv[at + 1]}`
  const words = isCommand(both) ? 2 : 1
  return {
    name: words === 2 ? both : argv[at],
    rest: [...argv.slice(0, at), ...argv.slice(at + words)],
  }
}

/** @throws `USAGE` for what the command does not know, or does not understand */
export function parseArguments(command: Command, args: readonly string[]): ParsedArguments {
  const known = { ...commonOptions, ...command.options }
  const { tokens } = parseArgs({
    args: normalized(args, known),
    options: Object.fromEntries(Object.entries(known).map(([name, each]) => [name, shapeOf(each)])),
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  const values = new Map<string, readonly string[]>()
  const positionals: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value)
    if (token.kind !== 'option') continue
    const value = optionValue(command, known, token)
    values.set(token.name, [...(values.get(token.name) ?? []), value])
  }
  if (positionals.length > command.maxPositionals) {
    throw usage(command, `unexpected argument "${positionals[command.maxPositionals] ?? ''}"`)
  }
  const options = new Map([...values].map(([name, all]) => [name, all.at(-1) ?? '']))
  return { positionals, options, values }
}

/** @returns An error that names what is wrong and where the right form is told. */
export function usage(command: Command | undefined, problem: string): CredmgrError<'USAGE'> {
  const help = command === undefined ? 'credmgr help' : `credmgr help ${command.name}`
  return new CredmgrError('USAGE', problem, { remedy: `see: ${help}` })
}

/** `; did you mean "plan"?`, or nothing. */
export function suggestion(word: string, candidates: readonly string[]): string {
  const near = didYouMean(word, candidates)
  return near === undefined ? '' : `; did you mean "${near}"?`
}

function takesNext(arg: string): boolean {
  const name = arg.replace(/^--?/, '')
  return Object.entries(commonOptions).some(
    ([long, { short, value }]) => value !== undefined && (name === long || name === short),
  )
}

function shapeOf({ value, short }: Option): {
  readonly type: 'string' | 'boolean'
  readonly short?: string
} {
  return { type: value === undefined ? 'boolean' : 'string', ...(short && { short }) }
}

/** Terraform's single dash becomes a double one, and an option with an optional value gets its usual one. */
function normalized(args: readonly string[], known: Options): string[] {
  const end = args.includes('--') ? args.indexOf('--') : args.length
  const options = args.slice(0, end).map((arg) => {
    const [, dashes = '', name = '', value] = /^(--?)([\w-]+)(=.*)?$/s.exec(arg) ?? []
    const option = Object.hasOwn(known, name) ? known[name] : undefined
    if (option === undefined || (dashes === '-' && option.singleDash !== true)) return arg
    return `--${name}${value ?? (option.bare === undefined ? '' : `=${option.bare}`)}`
  })
  return [...options, ...args.slice(end)]
}

interface OptionToken {
  readonly name: string
  readonly rawName: string
  readonly value?: string | undefined
  readonly inlineValue?: boolean | undefined
}

function optionValue(command: Command, known: Options, token: OptionToken): string {
  const { rawName, value, inlineValue } = token
  const option = Object.hasOwn(known, token.name) ? known[token.name] : undefined
  if (option === undefined) {
    const near = suggestion(
      rawName,
      Object.keys(known).map((name) => `--${name}`),
    )
    throw usage(command, `unknown option "${rawName}"${near}`)
  }
  if (option.value === undefined) {
    if (value !== undefined) throw usage(command, `option "${rawName}" takes no value`)
    return ''
  }
  // The next argument is taken even when it is an option itself.
  const isOption = inlineValue !== true && value?.startsWith('-') === true
  if (value === undefined || value === '' || isOption) {
    throw usage(command, `option "${rawName}" needs a value: ${option.value}`)
  }
  if (option.choices?.includes(value) === false) {
    throw usage(command, `option "${rawName}" must be one of ${option.choices.join(', ')}`)
  }
  return value
}
