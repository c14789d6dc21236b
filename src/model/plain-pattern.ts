/** A text as it stands in the source of a regular expression that matches just it. */
export function plainPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
