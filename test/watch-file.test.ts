import { watch } from 'node:fs'
import {
  appendFile,
  copyFile,
  link,
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { watchFile } from '../src/watch-file.ts'

/** Longer than any test: what is noticed was reported, not found by looking. */
const never = 3_600_000

interface Place {
  readonly directory: string
  readonly file: string
}

/** One way of replacing the text of a file. */
type Way = (place: Place, text: string) => Promise<void>

const ways: { readonly [name: string]: Way } = {
  'written in place': ({ file }, text) => writeFile(file, text),
  'cut, then written': async ({ file }, text) => {
    await writeFile(file, '')
    await appendFile(file, text)
  },
  'renamed over, as this program and most others do': async ({ directory, file }, text) => {
    await writeFile(join(directory, 'aside'), text)
    await rename(join(directory, 'aside'), file)
  },
  'moved to a backup and written anew, as vim does': async ({ directory, file }, text) => {
    await writeFile(join(directory, '4913'), '')
    await rm(join(directory, '4913'))
    await rename(file, `${file}~`)
    await writeFile(file, text)
    await rm(`${file}~`)
  },
  'copied to a backup and written in place, as emacs does': async ({ file }, text) => {
    await copyFile(file, `${file}~`)
    await writeFile(file, text)
  },
  'removed and made again': async ({ file }, text) => {
    await rm(file)
    await writeFile(file, text)
  },
  'removed and linked in from elsewhere': async ({ directory, file }, text) => {
    await writeFile(join(directory, 'elsewhere'), text)
    await rm(file)
    await link(join(directory, 'elsewhere'), file)
    await rm(join(directory, 'elsewhere'))
  },
  'turned into a link to another file': async ({ directory, file }, text) => {
    const other = join(await mkdtemp(join(directory, 'other-')), 'text')
    await writeFile(other, text)
    await symlink(other, `${file}.link`)
    await rename(`${file}.link`, file)
  },
}

async function place(t: Test): Promise<Place> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), 'credmgr-watch-')))
  t.teardown(() => rm(directory, { recursive: true, force: true }))
  const file = join(directory, 'state.json')
  await writeFile(file, 'first')
  return { directory, file }
}

interface Reader {
  /** Resolves when the watch was called while the file had this text. */
  saw(text: string): Promise<void>
}

/** Reads the file whenever it is told that it has changed, as a reload does. */
async function follow(t: Test, file: string, lookEvery = never): Promise<Reader> {
  let latest = ''
  const waiting = new Set<() => void>()
  const end = await watchFile(
    file,
    () => {
      readFile(file, 'utf8').then(
        (text) => {
          latest = text
          for (const look of waiting) look()
        },
        () => {},
      )
    },
    { lookEvery },
  )
  t.teardown(end)
  return {
    saw: (text) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (latest !== text) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
      }),
  }
}

for (const [name, replace] of Object.entries(ways)) {
  t.test(`a file that is ${name} is noticed, every time`, async (t) => {
    const at = await place(t)
    const reader = await follow(t, at.file)
    for (const text of ['second', 'third', 'fourth']) {
      await replace(at, text)
      await reader.saw(text)
    }
    t.pass('all three')
  })
}

t.test('one way after another is noticed by the same watch', async (t) => {
  const at = await place(t)
  const reader = await follow(t, at.file)
  for (const [name, replace] of Object.entries(ways)) {
    await replace(at, name)
    await reader.saw(name)
  }
  t.pass('all of them')
})

t.test('a volume of Kubernetes is noticed when ..data is turned, every time', async (t) => {
  const { directory } = await place(t)
  const volume = join(directory, 'volume')
  const turn = async (name: string): Promise<void> => {
    await mkdir(join(volume, name), { recursive: true })
    await writeFile(join(volume, name, 'state.json'), name)
    await symlink(name, join(volume, '..data_tmp'))
    await rename(join(volume, '..data_tmp'), join(volume, '..data'))
  }
  await turn('..2026_1')
  await symlink(join('..data', 'state.json'), join(volume, 'state.json'))
  const reader = await follow(t, join(volume, 'state.json'))
  for (const [before, name] of [
    ['..2026_1', '..2026_2'],
    ['..2026_2', '..2026_3'],
    ['..2026_3', '..2026_4'],
  ] as const) {
    await turn(name)
    await rm(join(volume, before), { recursive: true })
    await reader.saw(name)
  }
  t.pass('all three')
})

t.test('a file that is not there yet is noticed when it comes', async (t) => {
  const { directory } = await place(t)
  const file = join(directory, 'later')
  const reader = await follow(t, file)
  await writeFile(file, 'here')
  await reader.saw('here')
  t.pass()
})

t.test('what no watch reports is found by looking', async (t) => {
  const { directory } = await place(t)
  const folder = join(directory, 'folder')
  const file = join(folder, 'state.json')
  await mkdir(folder)
  await writeFile(file, 'first')
  const reader = await follow(t, file, 20)
  for (const text of ['second', 'third']) {
    await mkdir(`${folder}.new`)
    await writeFile(join(`${folder}.new`, 'state.json'), text)
    await rename(folder, `${folder}.${text}`)
    await rename(`${folder}.new`, folder)
    await reader.saw(text)
  }
  t.pass('a directory that was replaced as a whole')
})

t.test('a watch on the file itself loses it: the negative control', async (t) => {
  const at = await place(t)
  const reader = await follow(t, at.file)
  let reports = 0
  const naive = watch(at.file, () => {
    reports += 1
  })
  t.teardown(() => naive.close())
  const replace = ways['renamed over, as this program and most others do']
  for (const text of ['second', 'third']) {
    await replace?.(at, text)
    await reader.saw(text)
  }
  const before = reports
  await replace?.(at, 'fourth')
  await reader.saw('fourth')
  t.equal(reports, before, 'it has heard nothing of what the other one has seen')
})
