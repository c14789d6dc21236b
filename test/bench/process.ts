/** What whole processes cost, for benchmarks: CPU seconds, wall time, and the most memory they had. */
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface Target {
  readonly argv: readonly string[]
  readonly cwd: string
  readonly env?: NodeJS.ProcessEnv
  /** @default the Node that runs this */
  readonly program?: string
}

export interface Cost {
  /** Seconds, user and system. */
  readonly cpu: number
  /** Milliseconds from the start of the process to its end. */
  readonly wall: number
}

/** Runs a process to its end; the shell counts the CPU time of its children. */
export function run({ argv, cwd, env, program = process.execPath }: Target): Cost {
  const started = performance.now()
  const { stdout, status, stderr } = spawnSync(
    'sh',
    ['-c', '"$@" >/dev/null && times', 'sh', program, ...argv],
    { cwd, env: { ...process.env, ...env }, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  )
  const wall = performance.now() - started
  if (status !== 0) throw new Error(stderr.slice(-2_000))
  const [, children = ''] = stdout.trim().split('\n')
  return { cpu: secondsOf(children), wall }
}

/** `0m1.230s 0m0.040s` as 1.27. */
function secondsOf(times: string): number {
  return times.split(' ').reduce((sum, each) => {
    const [, minutes = '0', seconds = '0'] = /^(\d+)m([\d.]+)s$/.exec(each) ?? []
    return sum + 60 * Number(minutes) + Number(seconds)
  }, 0)
}

/** How often a process is asked for its peak, in milliseconds. */
const lookEvery = 5

/**
 * The peak of resident memory of one run in MB, as Linux keeps it (`VmHWM`); `NaN` elsewhere. What a
 * process takes in its very last milliseconds is not seen.
 */
export async function peakOf({
  argv,
  cwd,
  env,
  program = process.execPath,
}: Target): Promise<number> {
  const child = spawn(program, argv, { cwd, env: { ...process.env, ...env }, stdio: 'ignore' })
  let peak = Number.NaN
  const looking = setInterval(() => {
    peak = peakSoFar(child.pid) ?? peak
  }, lookEvery)
  try {
    await new Promise((ended, failed) => child.on('exit', ended).on('error', failed))
  } finally {
    clearInterval(looking)
  }
  return peak
}

function peakSoFar(pid: number | undefined): number | undefined {
  try {
    const [, kilobytes] =
      /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024
  } catch {
    return undefined
  }
}

export function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** Makes a directory with files, and says where it is. */
export function place(
  directory: string,
  name: string,
  files: { readonly [file: string]: string },
): string {
  const cwd = join(directory, name)
  mkdirSync(cwd)
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, file)), { recursive: true })
    writeFileSync(join(cwd, file), text)
  }
  return cwd
}
