/** Sealing in place and looking for secrets, with the files and keys of this machine. */
import t, { type Test } from 'tap'
import { parse } from 'yaml'
import { generateKey } from '../../src/store/index.ts'
import { type RealMachine, realMachine } from './real-machine.ts'

const canary = 'canary-of-a-secret-0004'

const config = `version: 1
identities:
  batch: { apiKey: 007007007007 }   # a number for YAML
providers:
  erp:
    endpoints: { token: https://idp.example/token }
    grant: clientCredentials
    clientId: a
    clientSecret: ${canary}-1
  crm:
    endpoints: { token: https://idp.example/token }
    grant: clientCredentials
    clientId: a
    clientSecret: >-
      ${canary}-2
connections:
  erp/orders: {}
  crm/leads: { clientId: b, clientSecret: "${canary}-3" }
accessPolicies:
  all: { connections: [erp/*, crm/*], allow: [{ apiKey: batch }] }
`

async function ready(t: Test, text = config): Promise<RealMachine> {
  const machine = await realMachine(t)
  await machine.write('credmgr.config.yaml', text)
  t.match(await machine.run('init'), { code: 0 })
  return machine
}

const sealed = /^cms1:/

t.test(
  'all literals of a file are sealed where they stand, however they are written',
  async (t) => {
    const machine = await ready(t)
    t.match(await machine.run('secrets', 'seal', '--in-place'), {
      code: 0,
      stdout: /:3: .*\n.*:9: .*\n.*:14: .*\n.*:18: /,
      stderr: /rotate them/,
    })
    const text = await machine.read('credmgr.config.yaml')
    t.notMatch(text, canary)
    t.match(text, '   # a number for YAML\n')
    t.match(parse(text), {
      identities: { batch: { apiKey: { sealed } } },
      providers: { erp: { clientSecret: { sealed } }, crm: { clientSecret: { sealed } } },
      connections: { 'crm/leads': { clientId: 'b', clientSecret: { sealed } } },
    })
    t.match(await machine.run('validate'), { code: 0 })
    t.match(await machine.run('apply', '--auto-approve'), { code: 0 })
    t.match(await machine.run('keys', 'check'), { code: 0, stdout: /4 sealed values/ })
    t.match(await machine.run('secrets', 'scan'), {
      code: 0,
      stdout: /No secret was found in 1 file/,
    })
    const store = await machine.override.openStore?.({
      backend: 'file',
      directory: `${machine.cwd}/.credmgr`,
      url: 'file:.credmgr',
      env: 'default',
    })
    const applied = await store?.state.read()
    const batch = applied?.resources.find(({ address }) => address === 'identity.batch')
    t.equal(
      batch?.fingerprints['/apiKey'],
      store?.vault.fingerprint('identity.batch#/apiKey', '007007007007'),
      'a number is a secret as it is written',
    )
  },
)

t.test('lines can be named, also several of one file', async (t) => {
  const machine = await ready(t)
  const lines = ['credmgr.config.yaml:9', 'credmgr.config.yaml:14']
  t.match(await machine.run('secrets', 'seal', '--in-place', ...lines), {
    stdout: /^credmgr.config.yaml:9: .*\ncredmgr.config.yaml:14: .*\n$/,
  })
  t.match(await machine.run('secrets', 'scan'), { code: 1, stderr: /:3:20[\s\S]*:17:/ })
})

t.test('an error that finds a literal gives the command that seals it', async (t) => {
  const machine = await ready(t)
  await machine.write('environments/prod.yaml', `providers: { erp: { clientSecret: ${canary} } }\n`)
  const commands = async (...args: readonly string[]): Promise<readonly string[]> => {
    const { stderr } = await machine.run('validate', ...args)
    t.notMatch(stderr, canary)
    return [...stderr.matchAll(/or seal it: {2}credmgr (.*)/g)].map(([, command = '']) => command)
  }
  t.strictSame((await commands()).at(0), 'secrets seal --in-place credmgr.config.yaml:3')
  const all = await commands()
  // From the last to the first, because a text of several lines becomes one.
  for (const each of all.toReversed()) t.match(await machine.run(...each.split(' ')), { code: 0 })
  t.strictSame(await commands(), [])
  t.match(await machine.run('secrets', 'seal', '--in-place', 'credmgr.config.yaml:9'), {
    code: 64,
    stderr: /no literal in a secret field in line 9\.\nThere is none in this file/,
  })
  const [command = ''] = await commands('--env', 'prod')
  t.equal(command, 'secrets seal --in-place environments/prod.yaml:1 --env prod')
  await machine.run('init', '--env', 'prod')
  t.match(await machine.run(...command.split(' ')), { code: 0 })
  t.match(parse(await machine.read('environments/prod.yaml')), {
    providers: { erp: { clientSecret: { sealed } } },
  })
})

t.test('a token in the place of a name is sealed by its path', async (t) => {
  const token = `ghp_${'a1B2'.repeat(9)}`
  const machine = await ready(t, config.replace(`${canary}-1`, `{ env: ${token} }`))
  const { stderr } = await machine.run('validate')
  t.match(stderr, 'clientSecret: { env: ERP_CLIENT_SECRET }')
  t.match(stderr, 'credmgr secrets seal --in-place providers.erp.clientSecret')
  t.notMatch(stderr, token)
})

t.test('the secret of a login is sealed where it stands, and by its path', async (t) => {
  const token = `ghp_${'a1B2'.repeat(9)}`
  const corp = (secret: string): string =>
    config.replace(
      'identities:\n',
      `identities:\n  corp: { issuer: https://a.example, audience: a, login: { clientId: a, clientSecret: ${secret} } }\n`,
    )
  const named = await ready(t, corp(`{ env: ${token} }`))
  const { stderr } = await named.run('validate')
  t.match(stderr, 'clientSecret: { env: CORP_LOGIN_CLIENT_SECRET }')
  t.match(stderr, 'credmgr secrets seal --in-place identities.corp.login.clientSecret')
  t.notMatch(stderr, token)

  const machine = await ready(t, corp(`${canary}-9`))
  t.match(await machine.run('secrets', 'seal', '--in-place'), { code: 0 })
  t.match(parse(await machine.read('credmgr.config.yaml')), {
    identities: { corp: { login: { clientSecret: { sealed } } } },
  })
  t.match(await machine.run('apply', '--auto-approve'), { code: 0 })
})

t.test('what an alias puts into two places is not sealed, and nothing is written', async (t) => {
  const text = config
    .replace(`clientSecret: ${canary}-1`, `clientSecret: &one ${canary}-1`)
    .replace(`"${canary}-3"`, '*one')
  const machine = await ready(t, text)
  t.match(await machine.run('secrets', 'seal', '--in-place'), {
    code: 64,
    stderr: /stands for many places/,
  })
  t.equal(await machine.read('credmgr.config.yaml'), text)
})

t.test('a path means the file of its environment', async (t) => {
  const machine = await ready(t)
  await machine.write(
    'environments/prod.yaml',
    `providers: { erp: { clientSecret: { env: A } } }\n`,
  )
  await machine.run('init', '--env', 'prod')
  const seal = (...args: readonly string[]) => {
    machine.answers.push(canary)
    return machine.run('secrets', 'seal', 'providers.erp.clientSecret', '--in-place', ...args)
  }
  t.match(await seal(), { code: 0, stdout: /^credmgr.config.yaml:9: sealed/ })
  t.match(await seal('--env', 'prod'), { code: 0, stdout: /^environments\/prod.yaml:1: sealed/ })
})

t.test(
  'a scan of any files names what it finds by its place and shows nothing of it',
  async (t) => {
    const machine = await ready(t, 'version: 1\nproviders: {}\n')
    const key = generateKey()
    const github = `ghs_${'a1B2'.repeat(9)}`
    await machine.write('notes.md', `# Notes\n\nthe key is ${key}\nand ${github}\n`)
    await machine.write('key.pem', '-----BEGIN EC PRIVATE KEY-----\nAAAA\n')
    await machine.write('broken.yaml', `a: [\n  token: ${github}\n`)
    await machine.write('picture.png', new Uint8Array([0x89, 0x50, 0xff, 0x00]))
    await machine.write('fine.yaml', 'clientSecret: { env: A }\n')
    const files = ['notes.md', 'key.pem', 'broken.yaml', 'picture.png', 'fine.yaml']
    const found = await machine.run('secrets', 'scan', '--', ...files)
    t.equal(found.code, 1)
    for (const place of ['notes.md:3:12', 'notes.md:4:5', 'key.pem:1:1', 'broken.yaml:2:10'])
      t.match(found.stderr, `--> ${place}`)
    t.match(found.stderr, /picture.png" is not text.*was not looked at/)
    t.notMatch(found.stdout + found.stderr, key)
    t.notMatch(found.stdout + found.stderr, github)
    t.match(await machine.run('secrets', 'scan', 'fine.yaml', 'picture.png'), {
      code: 0,
      stdout: /No secret was found in 1 file\./,
    })
    t.match(await machine.run('secrets', 'scan', 'nothing.yaml'), { code: 1, stderr: /no file/ })
  },
)

t.test('a random value that is given to the name of a secret is found in any file', async (t) => {
  const machine = await ready(t)
  const [mixed, hex] = [`Zq3${'xY7bK2'.repeat(6)}`, 'c0ffee12'.repeat(5)]
  const found: readonly string[] = [
    `GITHUB_TOKEN=${mixed}`,
    `  client_secret: "${hex}" # of ours`,
    `{"password":"${mixed}"}`,
    `[\nclientSecret: ${mixed}`,
  ]
  for (const text of found) {
    await machine.write('a.env', `${text}\n`)
    const done = await machine.run('secrets', 'scan', 'a.env')
    t.match(done, { code: 1, stderr: /CM3401/ }, text)
    t.notMatch(done.stdout + done.stderr, new RegExp(`${mixed}|${hex}`))
  }
  const fine: readonly string[] = [
    `GITHUB_TOKEN=$(op read op://vault/github/token)`,
    'tokenEndpoint: https://login.microsoftonline.com/common/oauth2/v2.0/token',
    `checksum: ${hex}`,
    'clientSecret: { env: GITHUB_CLIENT_SECRET_OF_THE_RELEASE_BOT_1 }',
    `# credmgr:ignore CM3401 it is the example of the manual\nTOKEN: ${mixed}`,
  ]
  for (const text of fine) {
    await machine.write('a.env', `${text}\n`)
    t.match(await machine.run('secrets', 'scan', 'a.env'), { code: 0 }, text)
  }
})

t.test('a long text costs a scan no more than its length', async (t) => {
  const machine = await ready(t)
  const long = ['a'.repeat(400_000), 'token'.repeat(80_000), 'token: '.repeat(50_000)]
  await machine.write('a.txt', long.join('\n'))
  t.match(await machine.run('secrets', 'scan', 'a.txt'), { code: 0 })
})

t.test('half a command lists its other halves', async (t) => {
  const machine = await realMachine(t)
  for (const name of ['secrets', 'keys']) {
    t.match(await machine.run(name), { code: 64, stderr: `"${name}" is one of: ${name} ` })
  }
})

t.test('a secret file that everybody can read is warned of, and planned with', async (t) => {
  const machine = await ready(t, config.replace('007007007007', '{ file: api-key }'))
  await machine.run('secrets', 'seal', '--in-place')
  await machine.write('api-key', canary)
  t.notMatch((await machine.run('plan')).stderr, 'CM3404')
  const { chmod } = await import('node:fs/promises')
  await chmod(`${machine.cwd}/api-key`, 0o644)
  t.match(await machine.run('plan'), { code: 0, stderr: /CM3404[\s\S]*credmgr.config.yaml:3:20/ })
  t.match(await machine.run('apply', '--auto-approve'), { code: 0, stderr: /CM3404/ })
})
