import { commonOptions } from './arguments.ts'
import type { Command, Option, Options } from './command.ts'
import { table } from './output.ts'

/** `credmgr --help`. */
export function overview(commands: readonly Command[]): string {
  return lines([
    'Usage: credmgr COMMAND [OPTIONS]',
    '',
    'OAuth credentials as code: declare providers, connections, access policies and routes,',
    'plan and apply them, and let the gateway inject the tokens.',
    '',
    'Commands:',
    ...table(commands.map(({ name, summary }) => [`  ${name}`, summary])),
    '',
    'Options of every command:',
    ...optionLines({ ...commonOptions, version: { summary: 'the version of credmgr' } }),
    '',
    'More about a command: credmgr help COMMAND',
  ])
}

/** `credmgr help NAME`. */
export function helpFor(command: Command): string {
  const { name, positionals, summary, details, options } = command
  const usage = ['Usage: credmgr', name, '[OPTIONS]', positionals].filter((each) => each !== '')
  const own = optionLines(options)
  return lines([
    usage.join(' '),
    '',
    `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`,
    ...(details === undefined ? [] : ['', details]),
    ...(own.length === 0 ? [] : ['', 'Options:', ...own]),
    '',
    'Options of every command:',
    ...optionLines(commonOptions),
  ])
}

function optionLines(options: Options): readonly string[] {
  return table(
    Object.entries(options).map(([name, each]) => [optionForm(name, each), each.summary]),
  )
}

function optionForm(name: string, { short, value, bare, choices }: Option): string {
  const shown = choices?.join('|') ?? value
  const long =
    shown === undefined ? `--${name}` : `--${name}${bare === undefined ? ' ' : '[='}${shown}`
  return `  ${short === undefined ? '' : `-${short}, `}${long}${bare === undefined ? '' : ']'}`
}

function lines(each: readonly string[]): string {
  return `${each.join('\n')}\n`
}
