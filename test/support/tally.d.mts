export function countResults(text: string): {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}
