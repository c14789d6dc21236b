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
    out.result(`${code}: ${meaning}`)
    out.line({ code, meaning })
    return 0
  },
}

function isCode(text: string): text is DiagnosticCode {
  return Object.hasOwn(diagnosticCodes, text)
}
