import { setFlagsFromString } from 'node:v8'

/**
 * For a process that works for a second and ends: V8 is to compile a function only when it is hotter
 * than usual, by the bytecode that it has run; its default is some 67,000. Compiling costs a plan of
 * 10,000 connections more CPU than what is compiled saves it.
 *
 * The V8 of Node 20 is told so; later ones have a compiler for this in between, and not this flag.
 */
export function expectShortLife(): void {
  const [major] = process.versions.v8.split('.')
  if (Number(major) < 12) setFlagsFromString('--interrupt-budget=1000000')
}
