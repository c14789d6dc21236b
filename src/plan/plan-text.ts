/** Whether a text is a saved plan by how it begins: also one of another version, or a damaged one. */
export function isPlanText(text: string): boolean {
  return /^\s*\{\s*"formatVersion":\s*"[\d.]+",\s*"planId":\s*"/.test(text)
}
