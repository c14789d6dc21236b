import t from 'tap'
import { fakeMachine } from './host.ts'

t.test('schema prints the schema of the kind of file that was asked for', async (t) => {
  const machine = await fakeMachine(t)
  t.match(await machine.run('schema'), { code: 0, stdout: '{ "title": "main" }\n' })
  for (const name of ['main', 'environment', 'part']) {
    t.match(await machine.run('schema', '--for', name), { stdout: `{ "title": "${name}" }\n` })
  }
  t.match(await machine.run('schema', '--for', 'prod'), { code: 64, stderr: /environment/ })
})

t.test('init writes the schemas that its files point to, beside the main file', async (t) => {
  const machine = await fakeMachine(t)
  const run = await machine.run('init', '--env', 'prod', '--config', 'app/credmgr.config.yaml')
  t.match(run.stdout, /^schema {9}app\/schemas\/credmgr\.schema\.json \(made\)$/m)
  const text = (file: string): string => machine.files.get(file)?.text ?? ''
  t.match(
    text('app/credmgr.config.yaml'),
    /^# yaml-language-server: \$schema=\.\/schemas\/credmgr\.schema\.json\n# \$schema: \.\/schemas\/credmgr\.schema\.json\nversion: 1\n/,
  )
  t.match(
    text('app/environments/prod.yaml'),
    /^# yaml-language-server: \$schema=\.\.\/schemas\/credmgr\.environment\.schema\.json\n# \$schema: /,
  )
  t.equal(text('app/schemas/credmgr.schema.json'), '{ "title": "main" }\n')
  t.equal(text('app/schemas/credmgr.environment.schema.json'), '{ "title": "environment" }\n')
  t.match(await machine.run('fmt', '--check', 'app/credmgr.config.yaml'), { code: 0 })
  t.match(await machine.run('fmt', '--check', 'app/environments/prod.yaml'), { code: 0 })
})

t.test('init points to the installed package when there is one in a directory above', async (t) => {
  const machine = await fakeMachine(t)
  for (const name of ['credmgr', 'credmgr.environment']) {
    const file = `node_modules/credmgr/schemas/${name}.schema.json`
    machine.files.set(file, { text: '{}', mode: 0o644 })
  }
  await machine.run('init', '--env', 'prod', '--config', 'app/credmgr.config.yaml')
  t.match(
    machine.files.get('app/credmgr.config.yaml')?.text,
    /^# yaml-language-server: \$schema=\.\.\/node_modules\/credmgr\/schemas\/credmgr\.schema\.json\n/,
  )
  t.match(
    machine.files.get('app/environments/prod.yaml')?.text,
    /\$schema=\.\.\/\.\.\/node_modules\/credmgr\/schemas\/credmgr\.environment\.schema\.json\n/,
  )
  t.notOk([...machine.files.keys()].some((file) => file.startsWith('app/schemas/')))
})

t.test('a schema that is there already is left as it is', async (t) => {
  const machine = await fakeMachine(t)
  machine.files.set('schemas/credmgr.schema.json', { text: 'mine', mode: 0o644 })
  const run = await machine.run('init')
  t.notMatch(run.stdout, /^schema /m)
  t.equal(machine.files.get('schemas/credmgr.schema.json')?.text, 'mine')
})
