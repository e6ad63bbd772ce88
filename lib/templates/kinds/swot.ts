/** Four fields: what helps and harms, inside and outside. */

import { at } from '../../base/at.ts'
import { columns, LEFT, notes, rows, sheet, TOP, titled } from '../sheet.ts'
import { defineTemplate } from '../template.ts'

export const swot = defineTemplate('swot', 'think', (pen, w) => {
  sheet(pen, w, { w: 1200, h: 860 })
  const [inside, outside] = rows({ x: LEFT, y: TOP, w: 1120, h: 680 }, 2)
  const fields = [...columns(inside, 2), ...columns(outside, 2)]
  const parts = [
    [w.strengths, 'green'],
    [w.weaknesses, 'red'],
    [w.opportunities, 'blue'],
    [w.threats, 'yellow'],
  ] as const
  parts.forEach(([words, hue], i) => {
    notes(pen, ['', '', ''], titled(pen, words, at(fields, i), hue), hue)
  })
})
