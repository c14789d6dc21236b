import type { DiagnosticCode } from '../../model/index.ts'
import type { Problems } from '../problems.ts'
import { isUnknown, type Node, textOf } from '../tree.ts'

/** What an URL may have. */
export interface UrlRules {
  /** A query is allowed. */
  readonly query: boolean
  /** The code of an URL without https; absent: `CM3011`. */
  readonly insecure?: DiagnosticCode
}

/**
 * Checks an URL: absolute, https (http only on loopback), neither user nor fragment.
 *
 * @returns The parsed URL; `undefined` when there is none, it is not known, or a problem was reported.
 */
export function urlOf(
  node: Node | undefined,
  { query, insecure = 'CM3011' }: UrlRules,
  problems: Problems,
): URL | undefined {
  const text = textOf(node)
  if (node === undefined || text === undefined || isUnknown(node)) return undefined
  const url = parsed(text)
  const wrong = url === undefined ? 'expected an absolute URL' : flawOf(url, query)
  if (url === undefined || wrong !== undefined) {
    problems.error('CM1005', node.range, 'this is not an acceptable URL', {
      label: wrong,
      hideText: url !== undefined && url.username + url.password !== '',
    })
    return undefined
  }
  if (url.protocol === 'https:' || isLoopback(url.hostname)) return url
  problems.error(insecure, node.range, 'the URL must use https', {
    label: 'http is accepted only on loopback',
  })
  return undefined
}

function parsed(text: string): URL | undefined {
  // The parser forgives white space and backslashes, and another parser would read something else.
  if (/[\s\\]/.test(text) || !/^https?:\/\/[^/]/i.test(text)) return undefined
  return URL.canParse(text) ? new URL(text) : undefined
}

function flawOf(url: URL, query: boolean): string | undefined {
  if (url.username !== '' || url.password !== '') return 'no user or password; value hidden'
  if (url.href.includes('#')) return 'a fragment is not allowed'
  if (!query && url.href.includes('?')) return 'a query is not allowed here'
  return undefined
}

/** 127.0.0.0/8, `::1`, `localhost`; `hostname` as {@link URL} normalizes it. */
export function isLoopback(hostname: string): boolean {
  if (hostname === 'localhost' || hostname === '[::1]') return true
  return /^127\.\d+\.\d+\.\d+$/.test(hostname)
}

/** The origin of an URL; `undefined` when the text is none. */
export function originOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : parsed(text)?.origin
}
