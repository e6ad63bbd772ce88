/** Four cards with a question each, and notes to answer on. */
import { at } from '../../base/at.ts'
import { hues } from '../pen.ts'
import { columns, LEFT, notes, sheet, TOP } from '../sheet.ts'
import { defineTemplate } from '../template.ts'

export const icebreaker = defineTemplate('icebreaker', 'workshop', (pen, w) => {
  sheet(pen, w, { w: 1360, h: 724 })
  const parts = [
    [w.q1, 'blue'],
    [w.q2, 'yellow'],
    [w.q3, 'green'],
    [w.q4, 'violet'],
  ] as const
  const boxes = columns({ x: LEFT, y: TOP, w: 1280, h: 160 }, 4, 16)
  parts.forEach(([words, hue], i) => {
    const box = at(boxes, i)
    pen.panel({ ...box, h: 544 }, hue)
    const card = { x: box.x + 10, y: box.y + 12, w: box.w - 20, h: 148 }
    pen.box(words, card, { fill: hues[hue].paper, stroke: hues[hue].ink, size: 20, padding: 16, font: 'hand' })
    notes(pen, ['', '', '', ''], { x: box.x + 10, y: box.y + 184, w: box.w - 20, h: 0 }, hue)
  })
})
