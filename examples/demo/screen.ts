/**
 * What the demo shows: numbered steps, commands as one would type them, and what came of them.
 *
 * @module
 */

export interface Screen {
  /** Begins the next step. */
  step(title: string): void
  /** One sentence or more about the step; lines are broken by the caller. */
  say(...lines: readonly string[]): void
  /** A command as a user types it. */
  command(line: string): void
  /** What a command or a server has answered. */
  output(text: string): void
  /** The one line not to be overlooked. */
  highlight(text: string): void
}

/** Colour on a terminal only, and not where `NO_COLOR` is set (https://no-color.org). */
export function createScreen(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Screen {
  const colour = stream.isTTY === true && (env['NO_COLOR'] ?? '') === ''
  const paint = (code: string) => (text: string) => (colour ? `\x1b[${code}m${text}\x1b[0m` : text)
  const [bold, dim, strong] = [paint('1'), paint('2'), paint('1;36')]
  const print = (line: string) => stream.write(`${line}\n`)
  let steps = 0
  return {
    step(title) {
      steps += 1
      print(`\n${bold(`${steps}. ${title}`)}`)
    },
    say(...lines) {
      print('')
      for (const line of lines) print(`   ${line}`)
    },
    command(line) {
      print(`\n   ${dim('$')} ${bold(line)}`)
    },
    output(text) {
      for (const line of text.trimEnd().split('\n')) print(line === '' ? '' : `   ${line}`)
    },
    highlight(text) {
      print(`\n   ${strong(text)}`)
    },
  }
}
