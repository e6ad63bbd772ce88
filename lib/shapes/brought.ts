/**
 * What a shape brought along from another program's file and has no place for here. It is kept untouched, and given back
 * when the board leaves as such a file again.
 */
import { type Field, field } from '../base/fields.ts'

export interface Brought {
  /** Whose words these are, such as `excalidraw`. */
  readonly from: string
  readonly words: Readonly<Record<string, unknown>>
}

/** As JSON. More is no note about a shape. */
const MAX_BROUGHT_LENGTH = 16 * 1024

function sizeOf(words: object): number {
  try {
    return JSON.stringify(words).length
  } catch {
    // Circular, or nested beyond what can be written: not from a file.
    return Number.POSITIVE_INFINITY
  }
}

export const broughtField: Field<Brought | null> = field<Brought | null>(null, (stored) => {
  if (typeof stored !== 'object' || stored === null) return null
  const { from, words } = stored as Readonly<Record<string, unknown>>
  if (typeof from !== 'string' || from.length > 40) return null
  if (typeof words !== 'object' || words === null || Array.isArray(words)) return null
  return sizeOf(words) <= MAX_BROUGHT_LENGTH ? { from, words: words as Brought['words'] } : null
})
