/**
 * The real yaml-language-server in a process of its own, spoken to as an editor does.
 *
 * @module
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node.js'

/** One thing that an editor offers at the cursor. */
export interface Completion {
  readonly label: string
  readonly documentation?: unknown
}

export interface Diagnostic {
  readonly message: string
  readonly range: { readonly start: { readonly line: number; readonly character: number } }
}

export interface Editor {
  /** Opens a file and waits until the server has looked at it. */
  open(path: string, text: string): Promise<readonly Diagnostic[]>
  /** What is offered at `line` and `character`, both from 0. */
  complete(path: string, line: number, character: number): Promise<readonly Completion[]>
  /** What is shown for what stands there. */
  hover(path: string, line: number, character: number): Promise<string>
  stop(): Promise<void>
}

/** @param root Directory of the files, as a folder that an editor has open. */
export async function startEditor(root: string): Promise<Editor> {
  const home = createRequire(import.meta.url).resolve('yaml-language-server/package.json')
  const server = join(home, '..', 'bin', 'yaml-language-server')
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  )
  const settings = { yaml: { schemaStore: { enable: false }, hover: true, completion: true } }
  // Without these answers it would ask the schema store on the network.
  connection.onRequest('workspace/configuration', ({ items }: { items: { section?: string }[] }) =>
    items.map(({ section }) => (section === 'yaml' ? settings.yaml : null)),
  )
  connection.onRequest('client/registerCapability', () => null)
  connection.listen()
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(root).href,
    capabilities: {
      workspace: { configuration: true },
      textDocument: { completion: {}, hover: { contentFormat: ['markdown'] } },
    },
  })
  await connection.sendNotification('initialized', {})
  await connection.sendNotification('workspace/didChangeConfiguration', { settings })
  return editorOf(connection, child)
}

function editorOf(connection: MessageConnection, child: ChildProcess): Editor {
  const waiting = new Map<string, (found: readonly Diagnostic[]) => void>()
  connection.onNotification(
    'textDocument/publishDiagnostics',
    ({ uri, diagnostics }: { uri: string; diagnostics: readonly Diagnostic[] }) =>
      waiting.get(uri)?.(diagnostics),
  )
  const at = (path: string, line: number, character: number): object => ({
    textDocument: { uri: pathToFileURL(path).href },
    position: { line, character },
  })
  return {
    async open(path, text) {
      const uri = pathToFileURL(path).href
      const found = new Promise<readonly Diagnostic[]>((done) => waiting.set(uri, done))
      const textDocument = { uri, languageId: 'yaml', version: 1, text }
      await connection.sendNotification('textDocument/didOpen', { textDocument })
      return found
    },
    async complete(path, line, character) {
      const answer = await connection.sendRequest<{ readonly items: readonly Completion[] }>(
        'textDocument/completion',
        at(path, line, character),
      )
      return answer.items
    },
    async hover(path, line, character) {
      const answer = await connection.sendRequest<unknown>(
        'textDocument/hover',
        at(path, line, character),
      )
      return JSON.stringify(answer)
    },
    async stop() {
      const ended = new Promise((done) => child.once('close', done))
      connection.dispose()
      child.kill()
      await ended
    },
  }
}
