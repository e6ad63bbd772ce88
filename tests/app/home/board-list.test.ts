import { expect, test } from 'vitest'
import { listBoards } from '../../../app/_home/board-list.ts'
import type { RecentRoom } from '../../../lib/page/kept/recent-rooms.ts'

const room = (id: string, name: string, alias = '', at = 0) => ({ id, name, alias, at }) as unknown as RecentRoom
const rooms = [room('a', 'Roadmap 10'), room('b', 'Café plan', 'My café'), room('c', ''), room('d', 'Roadmap 9')]
const ids = (words: string, order: 'opened' | 'name' = 'opened') =>
  listBoards(rooms, { words, order, untitled: 'Untitled', language: 'en' }).map(({ id }) => id)

test('I130 boards are found by what they are called here or by all, without regard to case and accents', () => {
  expect(ids('')).toEqual(['a', 'b', 'c', 'd'])
  expect(ids('ROADMAP')).toEqual(['a', 'd'])
  expect(ids('cafe plan')).toEqual(['b'])
  expect(ids('untitled')).toEqual(['c'])
  expect(ids('nothing')).toEqual([])
})

test('I130 by name they stand as people count', () => {
  expect(ids('', 'name')).toEqual(['b', 'd', 'a', 'c'])
})
