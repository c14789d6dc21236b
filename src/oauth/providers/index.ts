import type { ProviderTemplate } from '../../model/index.ts'
import { entra, entraOddity } from './entra.ts'
import { generic } from './generic.ts'
import { github, githubOddity } from './github.ts'
import { google } from './google.ts'
import type { Oddity } from './oddity.ts'

/** The shelf of provider templates. To add one: one file here, one line below. */
export const providerTemplates: readonly ProviderTemplate[] = [entra, generic, github, google]

/** What some of them do differently from the RFCs; a provider has at most one entry here. */
export const oddities: readonly Oddity[] = [entraOddity, githubOddity]
