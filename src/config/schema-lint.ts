import { diagnosticCodes, type JsonObject } from '../model/index.ts'
import { forms } from './forms.ts'
import { fields, oneOf, ref, textOf } from './schema-parts.ts'

/** The section `lint`: what findings weigh in this configuration. */
export const lintDefinition: JsonObject = fields(
  'lint',
  {
    rules: ref('lintRules'),
    maxSecretAge: textOf(forms.duration, 'Secrets with an older `rotatedAt` are told of.', {
      default: '180d',
    }),
  },
  { description: 'What `credmgr lint` makes of its findings. It is not applied.' },
)

/** Errors of a configuration that is not valid; no setting makes it so. */
const refused: ReadonlySet<string> = new Set(['CM3011', 'CM3013', 'CM3201', 'CM3202'])

/** One severity for each code of a lint rule. */
export const lintRulesDefinition: JsonObject = fields(
  'lint.rules',
  Object.fromEntries(
    Object.entries(diagnosticCodes)
      .filter(([code]) => code.startsWith('CM3') && !refused.has(code))
      .map(([code, says]) => [
        code,
        oneOf(['error', 'warning', 'info', 'off'], `Severity of: ${says}.`),
      ]),
  ),
  { description: 'Severities of findings by their codes.', examples: [{ CM3107: 'off' }] },
)
