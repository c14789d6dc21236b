import { relative, resolve, sep } from 'node:path'
import { starterConfig, starterOverlay } from '../../config/index.ts'
import type { Command, Invocation } from '../command.ts'
import { overlayName } from '../configuration.ts'
import type { SchemaKind, StoreInit } from '../host.ts'
import { schemaLink } from '../modeline.ts'
import { publicKeyFile, writePublicKey } from '../sealing-key.ts'

export const init: Command = {
  name: 'init',
  summary: 'make a starter configuration, the store and its key',
  positionals: '',
  maxPositionals: 0,
  options: {},
  details: 'What is there already stays as it is; a key is never replaced. Safe to run twice.',
  async run(invocation) {
    const { host, out, config, location } = invocation
    const schemas: string[] = []
    const createdConfig = await makeConfig(invocation, schemas)
    const overlay = await makeOverlay(invocation, schemas)
    const store = await host.initStore(location)
    const ignored = await extendGitignore(invocation, store)
    await writePublicKey(invocation)
    out.event('init', 'credmgr is initialized', {
      config: { file: config, created: createdConfig },
      ...(overlay === undefined ? {} : { overlay: { ...overlay } }),
      ...(schemas.length > 0 && { schemas }),
      store: { url: location.url, created: store.created },
      key: { file: store.keyFile ?? null, created: store.keyCreated },
      gitignore: ignored,
    })
    const made = { createdConfig, overlay, schemas, ignored, store }
    for (const line of summary(invocation, made)) out.result(line)
    return 0
  },
}

async function makeConfig(invocation: Invocation, schemas: string[]): Promise<boolean> {
  const { host, config } = invocation
  const path = resolve(host.cwd, config)
  if ((await host.files.readText(path)) !== undefined) return false
  const lines = await linked(invocation, { file: config, name: 'main' }, schemas)
  await host.files.writeNew(path, `${lines}${starterConfig}`, 0o644)
  return true
}

interface Made {
  readonly file: string
  readonly created: boolean
}

/** The file of an environment; `default` has none. */
async function makeOverlay(invocation: Invocation, schemas: string[]): Promise<Made | undefined> {
  const { host, env } = invocation
  if (env === 'default') return undefined
  const file = overlayName(invocation)
  const path = resolve(host.cwd, file)
  if ((await host.files.readText(path)) !== undefined) return { file, created: false }
  const lines = await linked(invocation, { file, name: 'environment' }, schemas)
  await host.files.writeNew(path, `${lines}${starterOverlay}`, 0o644)
  return { file, created: true }
}

/**
 * @param schemas Gets the schema that had to be written.
 * @returns The lines by which an editor finds the schema of the file, which is then there.
 */
async function linked(
  invocation: Invocation,
  { file, name }: { readonly file: string; readonly name: SchemaKind },
  schemas: string[],
): Promise<string> {
  const { host } = invocation
  const { lines, missing } = await schemaLink(invocation, file, name)
  if (missing !== undefined) {
    await host.files.writeNew(resolve(host.cwd, missing), await host.schema(name), 0o644)
    schemas.push(missing)
  }
  return lines
}

/** @returns The lines that were added. */
async function extendGitignore(
  { host, location }: Invocation,
  { keyFile }: StoreInit,
): Promise<readonly string[]> {
  const path = resolve(host.cwd, '.gitignore')
  const text = (await host.files.readText(path)) ?? ''
  const present = new Set(text.split(/\r?\n/).map((line) => line.trim()))
  const wanted = [
    ...within(host.cwd, location.directory).map((each) => `${each}/`),
    ...within(host.cwd, keyFile ?? resolve(host.cwd, 'credmgr.key')),
  ]
  const missing = wanted.filter((line) => !present.has(line) && !present.has(`/${line}`))
  if (missing.length === 0) return []
  const separator = text === '' || text.endsWith('\n') ? '' : '\n'
  await host.files.writeFile(path, `${text}${separator}${missing.join('\n')}\n`, 0o644)
  return missing
}

/** The path below `directory` with forward slashes, or nothing when it lies elsewhere. */
function within(directory: string, path: string): readonly string[] {
  const below = relative(directory, path)
  const isOutside = below === '' || below === '..' || below.startsWith(`..${sep}`)
  return isOutside || resolve(below) === below ? [] : [below.split(sep).join('/')]
}

function summary(
  { host, out, config, env, location }: Invocation,
  {
    createdConfig,
    overlay,
    schemas,
    ignored,
    store,
  }: {
    readonly createdConfig: boolean
    readonly overlay: Made | undefined
    readonly schemas: readonly string[]
    readonly ignored: readonly string[]
    readonly store: StoreInit
  },
): readonly string[] {
  const made = (created: boolean): string => (created ? 'made' : 'was there')
  const [keyFile] = store.keyFile === undefined ? [] : [relative(host.cwd, store.keyFile)]
  return [
    `configuration  ${config} (${made(createdConfig)})`,
    ...(overlay === undefined ? [] : [`environment    ${overlay.file} (${made(overlay.created)})`]),
    ...schemas.map((file) => `schema         ${file} (made)`),
    `store          ${location.url} (${made(store.created)})`,
    `key            ${keyFile ?? 'from the environment'} (${made(store.keyCreated)})`,
    `public key     ${publicKeyFile} (to be committed; it seals secrets)`,
    ...(ignored.length > 0 ? [`.gitignore     added ${ignored.join(' ')}`] : []),
    '',
    ...(store.keyCreated && keyFile !== undefined
      ? [
          out.paint('bold', `Keep a copy of ${keyFile} in a safe place.`),
          'Without it no stored token can be opened again.',
          '',
        ]
      : []),
    'Next steps:',
    `  1. describe your providers and connections in ${config}`,
    ...['validate', 'plan', 'apply', 'serve'].map(
      (command, at) => `  ${at + 2}. credmgr ${command}${env === 'default' ? '' : ` --env ${env}`}`,
    ),
  ]
}
