import { dirname, join, posix, relative, resolve, sep } from 'node:path'
import type { Invocation } from './command.ts'
import type { SchemaKind } from './host.ts'

/** The directory beside the main file that holds schemas where the package is not installed. */
const ownDirectory = 'schemas'

/** The file that holds a schema, in the package and beside a configuration. */
export function schemaFile(name: SchemaKind): string {
  return name === 'main' ? 'credmgr.schema.json' : `credmgr.${name}.schema.json`
}

/** What a new file says about its schema, and what must be written for it to be true. */
export interface SchemaLink {
  /** The lines for the top of the file. */
  readonly lines: string
  /** The schema to be written, relative to the working directory; absent when it is there. */
  readonly missing?: string
}

/**
 * How the file `file` finds its schema: in the package, when that is installed in a directory above;
 * else in `schemas/` beside the main file, which is for the whole team as it is in the repository.
 *
 * @param file As the user named it.
 */
export async function schemaLink(
  { host, config }: Pick<Invocation, 'host' | 'config'>,
  file: string,
  name: SchemaKind,
): Promise<SchemaLink> {
  const from = dirname(resolve(host.cwd, file))
  const has = async (path: string): Promise<boolean> =>
    (await host.files.readText(path)) !== undefined
  for (const directory of upwards(dirname(resolve(host.cwd, config)))) {
    const path = join(directory, 'node_modules', 'credmgr', 'schemas', schemaFile(name))
    if (await has(path)) return { lines: modelines(from, path) }
  }
  const missing = posix.join(dirname(config), ownDirectory, schemaFile(name))
  const path = resolve(host.cwd, missing)
  return { lines: modelines(from, path), ...(!(await has(path)) && { missing }) }
}

/** A directory and all those above it. */
function upwards(directory: string): readonly string[] {
  const above = dirname(directory)
  return above === directory ? [directory] : [directory, ...upwards(above)]
}

/** For editors with the YAML language server, and for those of JetBrains. */
function modelines(from: string, path: string): string {
  const below = relative(from, path).split(sep).join('/')
  const address = below.startsWith('../') ? below : `./${below}`
  return `# yaml-language-server: $schema=${address}\n# $schema: ${address}\n`
}
