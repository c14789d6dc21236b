/**
 * The desktop's browser.
 *
 * @module
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import type { DurationMs } from './model/index.ts'

/**
 * Asks the desktop to open `url`. Rejects when there is none. The key of the vault and the client
 * secrets in the environment are not for a browser and whatever it starts.
 */
export async function openBrowser(url: string): Promise<void> {
  const [command = '', ...args] = browserCommand(url)
  const env = desktopVariables(process.env)
  const child = spawn(command, args, { stdio: 'ignore', detached: true, env })
  await once(child, 'spawn')
  // One that finds no browser says so soon; one that is itself the browser ends when the user is done.
  const ended = once(child, 'exit').then(([code]) => code === 0)
  const isOpen = await Promise.race([ended, delay(openingTime, true)])
  child.unref()
  if (!isOpen) throw new Error(`${command} has failed`)
}

/** How long an opener may take to say that there is no browser. */
const openingTime: DurationMs = 1_000

/** What a desktop needs in order to find itself and its user's browser: X11, Wayland, macOS, Windows. */
const desktopNames: ReadonlySet<string> = new Set([
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'LANG',
  'TMPDIR',
  'BROWSER',
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'XAUTHORITY',
  'DBUS_SESSION_BUS_ADDRESS',
  'WSL_DISTRO_NAME',
  'WSL_INTEROP',
  'SYSTEMROOT',
  'WINDIR',
  'SYSTEMDRIVE',
  'PATHEXT',
  'COMSPEC',
  'USERNAME',
  'USERPROFILE',
  'HOMEDRIVE',
  'HOMEPATH',
  'APPDATA',
  'LOCALAPPDATA',
  'PROGRAMDATA',
  'PROGRAMFILES',
  'PROGRAMFILES(X86)',
  'TEMP',
  'TMP',
])

/** @returns The variables of `env` that a desktop needs, and no other. Windows spells them in any case. */
export function desktopVariables(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const isNeeded = (name: string): boolean =>
    desktopNames.has(name) || name.startsWith('XDG_') || name.startsWith('LC_')
  return Object.fromEntries(Object.entries(env).filter(([name]) => isNeeded(name.toUpperCase())))
}

function browserCommand(url: string): readonly string[] {
  if (process.platform === 'darwin') return ['open', url]
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url]
  return ['xdg-open', url]
}
