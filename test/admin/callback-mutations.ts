import type { CallbackSide, Click } from './callback-world.ts'

const minute = 60_000
const day = 24 * 60 * minute

/** One consent up to the moment in which the provider sends the browser back. */
export interface Arrival {
  readonly world: CallbackSide
  readonly name: string
  /** Of the link. */
  readonly path: string
  readonly click: Click
  /** What the provider has sent. */
  readonly back: URL
}

/** What arrives instead of what the provider has sent. */
export interface Arriving {
  readonly url: URL
  readonly cookie: string | undefined
}

/** One way in which a callback is not the one that credmgr waits for. */
export interface Mutation {
  readonly what: string
  /** Whether the provider says who it is; without, there is nothing to compare `iss` with. */
  readonly needsIssuer?: boolean
  /** Whether it is wrong only where the link is used up in the end. */
  readonly usesLink?: boolean
  /** Before the click; how much of the link's day is over. */
  readonly age?: number
  /** Changes where the browser is sent. */
  readonly leaving?: (authorizationUrl: URL) => URL
  readonly arriving: (arrival: Arrival) => Arriving | Promise<Arriving>
}

/** The callback of a whole other consent to the same connection, in a browser of its own. */
async function another({ world, name }: Arrival): Promise<Arrival> {
  return await arrive(world, name)
}

/** Walks up to the callback; `mutation` says what is wrong on the way. */
export async function arrive(
  world: CallbackSide,
  name: string,
  { age = 0, leaving = (url) => url }: Partial<Mutation> = {},
): Promise<Arrival> {
  const path = await world.link(name)
  world.forward(age)
  const click = await world.click(path)
  const back = await world.consentAt(leaving(new URL(click.authorizationUrl)).href)
  return { world, name, path, click, back }
}

function edited({ back, click }: Arrival, edit: (params: URLSearchParams) => void): Arriving {
  const url = new URL(back)
  edit(url.searchParams)
  return { url, cookie: click.cookie }
}

function param({ back }: Arrival, name: string): string {
  return back.searchParams.get(name) ?? ''
}

/** Moved to the path that is right, as whoever has got hold of the code would do. */
function atOwnPath(arrival: Arrival): Arriving {
  const url = new URL(arrival.back)
  url.pathname = arrival.world.callbackPath + arrival.name
  return { url, cookie: arrival.click.cookie }
}

async function complete({ world, back, click }: Arrival): Promise<void> {
  await world.comeBack(back, click.cookie)
}

/** None of them may end in a connection. */
export const mutations: readonly Mutation[] = [
  { what: 'no state', arriving: (good) => edited(good, (params) => params.delete('state')) },
  { what: 'an empty state', arriving: (good) => edited(good, (params) => params.set('state', '')) },
  {
    what: 'two states',
    arriving: (good) => edited(good, (params) => params.append('state', param(good, 'state'))),
  },
  {
    what: 'the state of somebody else',
    arriving: async (good) => {
      const state = param(await another(good), 'state')
      return edited(good, (params) => params.set('state', state))
    },
  },
  {
    what: 'the code of somebody else',
    arriving: async (good) => {
      const code = param(await another(good), 'code')
      return edited(good, (params) => params.set('code', code))
    },
  },
  {
    what: 'the whole answer to somebody else',
    arriving: async (good) => ({ url: (await another(good)).back, cookie: good.click.cookie }),
  },
  {
    what: 'a state for the second time',
    arriving: async (good) => {
      await complete(good)
      return { url: good.back, cookie: good.click.cookie }
    },
  },
  {
    what: 'a state for the second time, with a new code',
    arriving: async (good) => {
      await complete(good)
      const again = await good.world.consentAt(good.click.authorizationUrl)
      return { url: again, cookie: good.click.cookie }
    },
  },
  {
    what: 'a code for the second time',
    arriving: async (good) => {
      await complete(good)
      const fresh = await another(good)
      const url = new URL(fresh.back)
      url.searchParams.set('code', param(good, 'code'))
      return { url, cookie: fresh.click.cookie }
    },
  },
  { what: 'no code', arriving: (good) => edited(good, (params) => params.delete('code')) },
  {
    what: 'two codes',
    arriving: (good) => edited(good, (params) => params.append('code', param(good, 'code'))),
  },
  {
    what: 'an error with a code',
    arriving: (good) => edited(good, (params) => params.set('error', 'access_denied')),
  },
  {
    what: 'a token in the callback',
    arriving: (good) => edited(good, (params) => params.set('access_token', 'not-a-real-token')),
  },
  {
    what: 'another issuer',
    needsIssuer: true,
    arriving: (good) => edited(good, (params) => params.set('iss', 'https://evil.example')),
  },
  {
    what: 'no issuer where one is promised',
    needsIssuer: true,
    arriving: (good) => edited(good, (params) => params.delete('iss')),
  },
  {
    what: 'the path of another provider',
    arriving: (good) => {
      const { world, name, click } = good
      const url = new URL(good.back)
      url.pathname = world.callbackPath + world.names.find((each) => each !== name)
      return { url, cookie: click.cookie }
    },
  },
  {
    what: 'the path of no provider',
    arriving: (good) => {
      const url = new URL(good.back)
      url.pathname = `${good.world.callbackPath}nobody`
      return { url, cookie: good.click.cookie }
    },
  },
  {
    what: 'the cookie of another browser',
    arriving: async (good) => ({ url: good.back, cookie: (await another(good)).click.cookie }),
  },
  { what: 'no cookie', arriving: ({ back }) => ({ url: back, cookie: undefined }) },
  {
    what: 'a sign-in that has taken too long',
    arriving: ({ world, back, click }) => {
      world.forward(16 * minute)
      return { url: back, cookie: click.cookie }
    },
  },
  {
    what: 'a link that was used in between',
    usesLink: true,
    arriving: async (good) => {
      const { world, path, click, back } = good
      const second = await world.click(path)
      await world.comeBack(await world.consentAt(second.authorizationUrl), second.cookie)
      return { url: back, cookie: click.cookie }
    },
  },
  {
    what: 'a link that has expired in between',
    age: day - 5 * minute,
    arriving: ({ world, back, click }) => {
      world.forward(6 * minute)
      return { url: back, cookie: click.cookie }
    },
  },
  {
    what: 'a redirect to another place that is registered',
    leaving: (url) => {
      const elsewhere = new URL('elsewhere', url.searchParams.get('redirect_uri') ?? '')
      url.searchParams.set('redirect_uri', elsewhere.href)
      return url
    },
    arriving: atOwnPath,
  },
  {
    what: 'a challenge that is not ours',
    leaving: (url) => {
      url.searchParams.set('code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM')
      return url
    },
    arriving: atOwnPath,
  },
]

/** On every page of a failure. */
export const nextStep = /<h2>What to do next<\/h2>\s*<ol>\s*<li>/

/** What came of one callback. */
export interface Outcome {
  readonly completed: boolean
  readonly status: number
  readonly page: string
  readonly location: string | null
}

/** Walks up to the callback and over it; without a mutation it is the right one. */
export async function outcomeOf(
  world: CallbackSide,
  name: string,
  mutation?: Mutation,
): Promise<Outcome> {
  const arrival = await arrive(world, name, mutation)
  const { url, cookie } = (await mutation?.arriving(arrival)) ?? {
    url: arrival.back,
    cookie: arrival.click.cookie,
  }
  const before = await world.generation(name)
  const response = await world.comeBack(url, cookie)
  return {
    completed: (await world.generation(name)) !== before,
    status: response.status,
    page: await response.text(),
    location: response.headers.get('location'),
  }
}
