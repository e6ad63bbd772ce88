/** Cards on their way through four columns. */

import { at } from '../../base/at.ts'
import { columns, LEFT, notes, sheet, TOP, titled } from '../sheet.ts'
import { defineTemplate } from '../template.ts'

export const kanban = defineTemplate('kanban', 'plan', (pen, w) => {
  sheet(pen, w, { w: 1360, h: 760 })
  const boxes = columns({ x: LEFT, y: TOP, w: 1280, h: 580 }, 4, 16)
  const parts = [
    [w.todo, 'gray', [w.card1, w.card3]],
    [w.doing, 'yellow', [w.card2]],
    [w.review, 'blue', []],
    [w.done, 'green', [w.card4]],
  ] as const
  parts.forEach(([words, hue, cards], i) => {
    notes(pen, cards, titled(pen, words, at(boxes, i), hue), 'yellow', 126)
  })
})
