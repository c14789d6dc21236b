import { type Explanation, explanations } from '../../config/index.ts'
import { type DiagnosticCode, diagnosticCodes } from '../../model/index.ts'
import { suggestion, usage } from '../arguments.ts'
import type { Command } from '../command.ts'

export const explain: Command = {
  name: 'explain',
  summary: 'say what the code of an error in a configuration means',
  positionals: 'CODE',
  maxPositionals: 1,
  options: {},
  async run({ out, positionals: [text] }) {
    if (text === undefined) throw usage(explain, 'the code is missing, for example CM1004')
    const code = text.toUpperCase()
    if (!isCode(code)) {
      const near = suggestion(code, Object.keys(diagnosticCodes))
      throw usage(explain, `unknown code "${text}"${near}`)
    }
    const meaning = diagnosticCodes[code]
    const explanation = explanations[code]
    out.result([`${code}: ${meaning}`, ...page(explanation, out.width)].join('\n'))
    out.line({ code, meaning, ...explanation })
    return 0
  },
}

function isCode(text: string): text is DiagnosticCode {
  return Object.hasOwn(diagnosticCodes, text)
}

function page({ text, wrong, right }: Explanation, width: number): readonly string[] {
  const paragraphs = text.flatMap((each) => ['', ...wrapped(each, Math.min(width, 100))])
  return [...paragraphs, '', 'Wrong:', '', ...indented(wrong), '', 'Right:', '', ...indented(right)]
}

function indented(example: string): readonly string[] {
  return example.split('\n').map((line) => `    ${line}`)
}

/** Broken between words, so that no line is longer than `width` if that can be. */
function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (longer.length > width && line !== '') lines.push(line)
    line = longer.length > width ? word : longer
  }
  return [...lines, line]
}
