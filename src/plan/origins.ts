/** The origin of an URL; a text that is none is compared as it is. */
export function originOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).origin : url
}
