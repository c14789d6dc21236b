/** Writes credentials and states until it is killed, and says so after each. */
import { writeSync } from 'node:fs'
import { address, credential, state } from '../fixtures.ts'
import { openFor } from './open.ts'

const [directory = '', keyText = '', ...names] = process.argv.slice(2)
const store = await openFor(directory, keyText)
for (;;) {
  for (const name of names) {
    const connection = address(name)
    const generation = ((await store.vault.read(connection))?.generation ?? 0) + 1
    await store.vault.write(connection, credential(generation), generation - 1)
    writeSync(1, `${name} ${generation}\n`)
  }
  const { lineage, revision } = await store.state.read()
  await store.state.write(state(lineage, revision + 1))
  writeSync(1, `state ${revision + 1}\n`)
}
