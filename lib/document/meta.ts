/** Reads what is said about a board as a whole. Total: a strange value reads as none. */
import type * as Y from 'yjs'
import { cleanText, cutText } from '../base/clean-text.ts'
import { BACKGROUND_KEY, MAX_TITLE_LENGTH, TITLE_KEY, TOLD_TITLE_KEY } from './layout.ts'

export function readTitle(meta: Y.Map<unknown>): string {
  const title = meta.get(TITLE_KEY)
  return typeof title === 'string' ? cutText(cleanText(title), MAX_TITLE_LENGTH) : ''
}

export const repairBackground = (stored: unknown): string =>
  typeof stored === 'string' && /^#[0-9a-f]{6}$/i.test(stored) ? stored.toLowerCase() : ''

export const readBackground = (meta: Y.Map<unknown>): string => repairBackground(meta.get(BACKGROUND_KEY))

/**
 * The title is the board's; a room can also be given one over HTTP, when nobody has it open. What was told there is taken over
 * once: at first where the board never had a title, later whenever it is told anew.
 */
export function adoptTitle(meta: Y.Map<unknown>, told: string): void {
  const before = meta.get(TOLD_TITLE_KEY)
  if (told === (before ?? '')) return
  if (before !== undefined || !meta.has(TITLE_KEY)) meta.set(TITLE_KEY, cutText(cleanText(told), MAX_TITLE_LENGTH))
  meta.set(TOLD_TITLE_KEY, told)
}
