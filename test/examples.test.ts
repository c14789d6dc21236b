import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { loadConfig } from '../src/config/index.ts'
import { catalog } from '../src/index.ts'

const home = fileURLToPath(new URL('..', import.meta.url))

function valid(name: string, text: string): void {
  t.test(`${name} is valid as it stands`, async (t) => {
    t.same(loadConfig({ file: name, text }, catalog).diagnostics, [])
  })
}

const examples = readdirSync(join(home, 'examples'), { recursive: true, encoding: 'utf8' })
  .filter((each) => each.endsWith('credmgr.config.yaml'))
  .map((each) => join('examples', each))

for (const name of ['credmgr.config.yaml', ...examples]) {
  valid(name, readFileSync(join(home, name), 'utf8'))
}

const readme = readFileSync(join(home, 'README.md'), 'utf8')
const blocks = [...readme.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = '']) => text)

t.ok(blocks.length > 0 && examples.length > 0, 'there is something to check')
for (const [index, text] of blocks.entries()) valid(`README.md block ${index + 1}`, text)
