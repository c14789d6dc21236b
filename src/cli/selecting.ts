import { CredmgrError } from '../model/index.ts'
import type { Selection } from '../plan/index.ts'
import type { Invocation, Options } from './command.ts'

const partOptions: Options = {
  target: {
    value: 'ADDRESS',
    singleDash: true,
    summary: 'only this and what it depends on; repeatable, * stands for anything',
  },
  exclude: {
    value: 'ADDRESS',
    singleDash: true,
    summary: 'without this and what depends on it; repeatable',
  },
}

/** The same, where everything goes that is selected. */
export const destroySelectionOptions: Options = {
  target: {
    ...partOptions['target'],
    summary: 'only this and what depends on it; repeatable, * stands for anything',
  },
  exclude: {
    ...partOptions['exclude'],
    summary: 'without this and what it depends on; repeatable',
  },
}

/** The options that leave changes out of a plan, or ask for more than the configuration does. */
export const selectionOptions: Options = {
  ...partOptions,
  select: { value: 'LABEL=VALUE', summary: 'only what has this label, as --target; repeatable' },
  'no-delete': { summary: 'delete nothing that is no longer declared' },
  replace: {
    value: 'ADDRESS',
    singleDash: true,
    summary: 'make this anew, a connection without its grant; repeatable',
  },
  reconsent: {
    value: 'ADDRESS',
    summary: 'ask the user of this connection again; its token serves until then; repeatable',
  },
}

/** @throws `USAGE` for a label without a value */
export function selectionOf({ option, values }: Invocation): Selection {
  return {
    targets: values('target'),
    excludes: values('exclude'),
    labels: values('select').map(label),
    noDelete: option('no-delete') !== undefined,
    replace: values('replace'),
    reconsent: values('reconsent'),
  }
}

/** @throws `USAGE` when something is selected: a saved plan is what it is */
export function refuseSelection({ option }: Invocation): void {
  const given = Object.keys(selectionOptions).find((name) => option(name) !== undefined)
  if (given === undefined) return
  const message = `"--${given}" cannot change a saved plan`
  throw new CredmgrError('USAGE', message, { remedy: `make another: credmgr plan --${given} …` })
}

function label(text: string): { readonly name: string; readonly value: string } {
  const at = text.indexOf('=')
  if (at > 0) return { name: text.slice(0, at), value: text.slice(at + 1) }
  const message = `"${text}" is no label with its value`
  throw new CredmgrError('USAGE', message, { remedy: 'for example: --select team=web' })
}
