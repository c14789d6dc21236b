/**
 * A real Chromium, from the npm registry alone, without a window.
 *
 * @module
 */
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import {
  type Browser,
  type BrowserContext,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core'

export interface TestBrowser {
  /** A page in a session of its own: no cookie is shared with another. */
  newPage(): Promise<Page>
  stop(): Promise<void>
}

/** Starts the browser. It reaches loopback and nothing else. */
export async function startBrowser(): Promise<TestBrowser> {
  const folder = await unpackedChromium()
  const browser = await launch(folder)
  const contexts = new Set<BrowserContext>()
  return {
    async newPage() {
      const context = await browser.newContext()
      contexts.add(context)
      return context.newPage()
    },
    async stop() {
      for (const context of contexts) await context.close()
      await browser.close()
    },
  }
}

export interface Consenting {
  /** The name to log in with at the provider. */
  readonly login: string
}

/**
 * Walks the consent as an account owner would: opens credmgr's link, presses its one button, logs
 * in at the provider if it asks, allows what the app asks for, and comes back.
 *
 * @returns The page, standing wherever the callback has led.
 */
export async function consent(page: Page, link: string, { login }: Consenting): Promise<Page> {
  await page.goto(link)
  await page.getByRole('button').click()
  return atProvider(page, { login })
}

/** The provider's part of {@link consent}: from its first page to the return. */
export async function atProvider(page: Page, { login }: Consenting): Promise<Page> {
  const loginName = page.getByPlaceholder('Enter any login')
  const allow = page.getByRole('button', { name: 'Continue', exact: true })
  const provider = loginName.or(allow)
  while (await isAtProvider(page)) {
    await provider.first().waitFor()
    const signsIn = await loginName.isVisible()
    if (signsIn) {
      await loginName.fill(login)
      await page.getByPlaceholder('and password').fill('any password will do')
    }
    const button = signsIn ? page.getByRole('button', { name: 'Sign-in' }) : allow
    if (!(await follow(page, button))) break
  }
  return page
}

/**
 * The provider's forms stand under `/interaction/`; everywhere else it redirects, under `/auth/` by a
 * page that sends itself on when somebody else has logged in.
 */
async function isAtProvider(page: Page): Promise<boolean> {
  await page.waitForURL(({ pathname }) => !pathname.startsWith('/auth/'), {
    waitUntil: 'domcontentloaded',
  })
  return new URL(page.url()).pathname.startsWith('/interaction/')
}

/** Presses the button and waits for the next page; `false`: nothing answers where it leads. */
async function follow(page: Page, button: Locator): Promise<boolean> {
  const arrived = page.waitForEvent('framenavigated').then(() => true)
  const failed = page
    .waitForEvent('requestfailed', (request) => request.isNavigationRequest())
    .then(() => false)
  // Whichever does not happen gives up later, when nobody waits for it any more.
  for (const outcome of [arrived, failed]) outcome.catch(() => {})
  await button.click()
  return Promise.race([arrived, failed])
}

/** Not the package's own flags: those switch off what protects a user, the same-origin policy too. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
]

async function launch(folder: string): Promise<Browser> {
  const fonts = { FONTCONFIG_PATH: join(folder, 'fonts') }
  const start = (env: NodeJS.ProcessEnv) => {
    return chromium.launch({
      executablePath: join(folder, 'chromium'),
      args: flags,
      env: env as Record<string, string>,
    })
  }
  try {
    return await start({ ...fonts, ...process.env })
  } catch (error) {
    if (!/shared libraries/.test(String(error))) throw error
    // A machine without NSS: the package brings the libraries of Amazon Linux 2023.
    const libraries = join(folder, 'al2023', 'lib')
    return start({ ...fonts, ...process.env, LD_LIBRARY_PATH: libraries })
  }
}

/**
 * The package unpacks into the system's temporary folder, file by file, and takes whatever stands
 * there for complete. Test files run at the same time, so each unpacks for itself, aside, and the
 * first to be done gives its folder the final name.
 */
async function unpackedChromium(): Promise<string> {
  const home = packageFolder()
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
  const cache = fileURLToPath(new URL('../../node_modules/.cache', import.meta.url))
  const folder = join(cache, `credmgr-chromium-${version}`)
  if (existsSync(folder)) return folder

  await mkdir(cache, { recursive: true })
  const aside = await mkdtemp(`${folder}-`)
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', unpack], {
    env: { ...process.env, TMPDIR: aside, TEMP: aside, TMP: aside },
    cwd: home,
  })
  // The package's own file looks for the fonts elsewhere, and without any a page can crash.
  await writeFile(join(aside, 'fonts', 'fonts.conf'), fontsConf(join(folder, 'fonts')))
  await rename(aside, folder).catch(() => rm(aside, { recursive: true }))
  return folder
}

function fontsConf(fonts: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${fonts}</dir><cachedir>${join(fonts, 'cache')}</cachedir></fontconfig>
`
}

const unpack = `
  import chromium, { inflate } from '@sparticuz/chromium'
  await chromium.executablePath()
  await inflate('bin/al2023.tar.br')
`

function packageFolder(): string {
  return dirname(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))))
}
