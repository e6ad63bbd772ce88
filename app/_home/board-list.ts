/** Which boards of the start page are shown, and in which order. */
import { folded } from '../../lib/base/folded.ts'
import type { RecentRoom } from '../../lib/page/kept/recent-rooms.ts'

export const boardOrders = ['opened', 'name'] as const
export type BoardOrder = (typeof boardOrders)[number]

export interface BoardQuestion {
  readonly words: string
  readonly order: BoardOrder
  /** What a board is called where it has no name. */
  readonly untitled: string
  /** Language whose alphabet counts. */
  readonly language: string
}

export const nameOfRoom = ({ alias, name }: RecentRoom, untitled: string): string => alias || name || untitled

/** The boards whose name, here or on the board itself, contains the words; newest first, or by name. */
export function listBoards(
  rooms: readonly RecentRoom[],
  { words, order, untitled, language }: BoardQuestion,
): readonly RecentRoom[] {
  const wanted = folded(words.trim())
  const found = rooms.filter((room) => folded(`${nameOfRoom(room, untitled)}\n${room.name}`).includes(wanted))
  if (order === 'opened') return found
  const { compare } = new Intl.Collator(language, { numeric: true })
  return [...found].sort((a, b) => compare(nameOfRoom(a, untitled), nameOfRoom(b, untitled)) || b.at - a.at)
}
