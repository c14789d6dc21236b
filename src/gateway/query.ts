/**
 * The query of a target, `/path?a=1&b=2`. What is not touched stays byte for byte as it came.
 *
 * Names are compared as a server reads them: `+` is a space, escapes are decoded. A name that is not
 * UTF-8 when decoded is compared as it is written.
 */
export function hasParameter(target: string, name: string): boolean {
  return parametersOf(target).some((each) => nameOf(each) === name)
}

/** The target without any parameter of that name. */
export function withoutParameter(target: string, name: string): string {
  const parameters = parametersOf(target)
  const others = parameters.filter((each) => nameOf(each) !== name)
  if (others.length === parameters.length) return target
  const path = pathOf(target)
  return others.length === 0 ? path : `${path}?${others.join('&')}`
}

/** The target with one more parameter behind all others. @param parameter Encoded, `name=value`. */
export function withParameter(target: string, parameter: string): string {
  const mark = target.indexOf('?')
  if (mark < 0) return `${target}?${parameter}`
  return mark === target.length - 1 ? target + parameter : `${target}&${parameter}`
}

/** Path of a target, and its query with the `?`. */
export function splitTarget(target: string): readonly [path: string, query: string] {
  const path = pathOf(target)
  return [path, target.slice(path.length)]
}

/** @returns `undefined` for a text that is not Unicode (a surrogate that stands alone). */
export function encodeValue(value: string): string | undefined {
  try {
    return encodeURIComponent(value)
  } catch {
    return undefined
  }
}

function pathOf(target: string): string {
  const mark = target.indexOf('?')
  return mark < 0 ? target : target.slice(0, mark)
}

function parametersOf(target: string): readonly string[] {
  const mark = target.indexOf('?')
  return mark < 0 ? [] : target.slice(mark + 1).split('&')
}

function nameOf(parameter: string): string {
  const equals = parameter.indexOf('=')
  const written = equals < 0 ? parameter : parameter.slice(0, equals)
  if (!written.includes('%') && !written.includes('+')) return written
  try {
    return decodeURIComponent(written.replaceAll('+', ' '))
  } catch {
    return written
  }
}
