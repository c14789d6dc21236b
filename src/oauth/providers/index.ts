import type { ProviderSpec, ProviderTemplate, RefreshTokenHabits } from '../../model/index.ts'
import { entra, entraOddity } from './entra.ts'
import { generic } from './generic.ts'
import { github, githubOddity } from './github.ts'
import { google } from './google.ts'
import type { Oddity } from './oddity.ts'

/** What a refresh token of `provider` is worth after a refresh whose answer was lost. */
export function afterLossOf({ template }: ProviderSpec): RefreshTokenHabits['afterLoss'] {
  const found = providerTemplates.find((each) => each.id === template)
  return found?.refreshTokens?.afterLoss ?? 'singleUse'
}

/** The shelf of provider templates. To add one: one file here, one line below. */
export const providerTemplates: readonly ProviderTemplate[] = [entra, generic, github, google]

/** What some of them do differently from the RFCs; a provider has at most one entry here. */
export const oddities: readonly Oddity[] = [entraOddity, githubOddity]
