import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Consent } from '../engine/index.ts'
import type { Logger, Random } from '../model/index.ts'
import { browserOf, ensureBrowser, equalProof, formProof, isForeign } from './browser.ts'
import { connectedPage } from './console/connected-page.ts'
import { consentPage } from './console/consent-page.ts'
import { type Explained, explain, explainTrouble } from './explain.ts'
import { securityHeaders } from './headers.ts'
import { methodNotAllowed, notFound, problemAnswer } from './problem.ts'

/** What the public app is given; `publicUrl` and `health` are asked anew for every request. */
export interface PublicPorts {
  readonly consent: Consent
  readonly health: () => Health
  /** `gateway.publicUrl`; addresses and cookies follow it, never the Host header. */
  readonly publicUrl: () => string
  readonly random: Random
  readonly logger: Logger
}

/** Everybody who reaches the gateway can read it: `problem` holds no path, host or secret. */
export interface Health {
  readonly ready: boolean
  /** Of the configuration that is served. */
  readonly serial?: number
  /** Why it is not ready, or what keeps the latest configuration from being served. */
  readonly problem?: string
  /** The same as a stable code. */
  readonly code?: string
}

const consentPath = '/-/consent/:ticket'

/**
 * What stands on `gateway.listen` beside the routes: health, consent pages and the callback. No
 * caller is authenticated here; a ticket or a `state` is what opens a consent, and a cookie binds
 * it to one browser. Pages carry no script and load nothing.
 */
export function createPublicApp(ports: PublicPorts): Hono {
  const app = new Hono()
  app.use(securityHeaders())
  app.get('/-/healthz', (c) => c.json({ status: 'ok' }))
  app.all('/-/healthz', methodNotAllowed('GET, HEAD'))
  app.get('/-/readyz', (c) => readiness(c, ports.health()))
  app.all('/-/readyz', methodNotAllowed('GET, HEAD'))
  app.get(consentPath, (c) => showConsent(c, ports))
  app.post(consentPath, limitedForm, (c) => beginConsent(c, ports))
  app.all(consentPath, methodNotAllowed('GET, HEAD, POST'))
  app.get('/-/login/:identity', (c) => finishLogIn(c, ports))
  app.all('/-/login/:identity', methodNotAllowed('GET'))
  app.get('/-/callback/:provider', (c) => finishConsent(c, ports))
  app.post('/-/callback/:provider', limitedCallback, restateCallback)
  app.all('/-/callback/:provider', methodNotAllowed('GET, POST'))
  app.notFound(notFound)
  app.onError((error, c) => show(c, explain(error, { path: pathBack(c), logger: ports.logger })))
  return app
}

function readiness(c: Context, health: Health): Response {
  return c.json(health, health.ready ? 200 : 503)
}

/** Shows what is asked for. Nothing has happened until the button is pressed, so that scanners of mail and chat may open it. */
async function showConsent(
  c: Context,
  { consent, publicUrl, random }: PublicPorts,
): Promise<Response> {
  const ticket = c.req.param('ticket') ?? ''
  // A link that is not shown sets no cookie.
  const known = browserOf(c.req.header('cookie'), publicUrl())
  const request = await consent.describe(ticket, known)
  const browser = ensureBrowser(c, publicUrl(), random)
  return await c.html(consentPage(request, formProof(browser, ticket)))
}

const limitedForm = limitedTo(4)

/** Codes may be long: those of Entra ID are of 2 KiB. */
const limitedCallback = limitedTo(16)

function limitedTo(kibibytes: number): MiddlewareHandler {
  return bodyLimit({
    maxSize: kibibytes * 1_024,
    onError: (c) => {
      const detail = `the form may have ${kibibytes} KiB`
      return problemAnswer(c, { status: 413, code: 'body_too_large', detail })
    },
  })
}

/** The click. 303, never 307: the form must not be sent on to the provider (RFC 9700 section 4.12). */
async function beginConsent(c: Context, { consent, publicUrl }: PublicPorts): Promise<Response> {
  const ticket = c.req.param('ticket') ?? ''
  const browser = browserOf(c.req.header('cookie'), publicUrl())
  const form = new URLSearchParams(await c.req.text())
  const proof = form.get('proof') ?? ''
  const foreign = isForeign({
    fetchSite: c.req.header('sec-fetch-site'),
    origin: c.req.header('origin'),
    publicUrl: publicUrl(),
    proven: browser !== undefined && equalProof(proof, formProof(browser, ticket)),
  })
  if (foreign) return await show(c, explainTrouble('foreign_form', pathBack(c)))
  if (browser === undefined) return await show(c, explainTrouble('no_cookie', pathBack(c)))
  const identity = form.get('identity')
  const { authorizationUrl } =
    identity === null
      ? await consent.begin(ticket, browser)
      : await consent.logIn(ticket, browser, identity)
  return c.redirect(authorizationUrl, 303)
}

/** Back to the page of the link, which goes on from there. */
async function finishLogIn(c: Context, { consent, publicUrl }: PublicPorts): Promise<Response> {
  // As with the callback of a provider.
  if (c.req.method === 'HEAD') return methodNotAllowed('GET')(c)
  const browser = browserOf(c.req.header('cookie'), publicUrl())
  const params = new URL(c.req.url).searchParams
  const { ticket } = await consent.finishLogIn(c.req.param('identity') ?? '', params, browser)
  return c.redirect(`/-/consent/${encodeURIComponent(ticket)}`, 303)
}

/**
 * `response_mode=form_post`: the provider's page posts the answer, and a browser sends our cookie with no
 * form of another site. It comes back with it when it is asked to look here itself.
 */
async function restateCallback(c: Context): Promise<Response> {
  const { pathname } = new URL(c.req.url)
  const params = new URLSearchParams(await c.req.text())
  return c.redirect(`${pathname}?${params}`, 303)
}

async function finishConsent(c: Context, ports: PublicPorts): Promise<Response> {
  // Hono answers HEAD with what GET does; here that would use the code up and show nobody the end.
  if (c.req.method === 'HEAD') return methodNotAllowed('GET')(c)
  const browser = browserOf(c.req.header('cookie'), ports.publicUrl())
  const params = new URL(c.req.url).searchParams
  const outcome = await ports.consent.finish(c.req.param('provider') ?? '', params, browser)
  const { connection, missingScopes } = outcome
  ports.logger.info('consent completed', { connection, missingScopes })
  if (outcome.redirectUrl !== undefined) return c.redirect(outcome.redirectUrl, 303)
  return await c.html(connectedPage(outcome))
}

/** Where the same link can be opened again, as long as the request still knows it. */
function pathBack(c: Context): string | undefined {
  const ticket = c.req.param('ticket')
  return ticket === undefined ? undefined : `/-/consent/${encodeURIComponent(ticket)}`
}

function show(c: Context, { status, page, headers }: Explained): Response | Promise<Response> {
  for (const [name, value] of Object.entries(headers)) c.header(name, value)
  return c.html(page, status)
}
