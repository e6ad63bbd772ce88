/** Urgent and important as a cross. */
import { at } from '../../base/at.ts'
import { hues } from '../pen.ts'
import { columns, notes, rows, sheet, titled } from '../sheet.ts'
import { defineTemplate } from '../template.ts'

const SIDE = 180

export const eisenhower = defineTemplate('eisenhower', 'think', (pen, w) => {
  sheet(pen, w, { w: 1200, h: 880 })
  const area = { x: SIDE, y: 160, w: 980, h: 680 }
  const lines = rows(area, 2)
  const [left, right] = columns(area, 2)
  const [upper, lower] = lines
  for (const [words, { x, w: width }] of [
    [w.urgent, left],
    [w.later, right],
  ] as const) {
    pen.text(words, { x, y: 120, w: width }, { size: 20, align: 'center', color: hues.gray.ink })
  }
  for (const [words, { y, h }] of [
    [w.important, upper],
    [w.minor, lower],
  ] as const) {
    pen.box(
      words,
      { x: 24, y, w: SIDE - 40, h },
      { stroke: 'transparent', strokeWidth: 0, size: 20, color: hues.gray.ink },
    )
  }
  const fields = lines.flatMap((line) => columns(line, 2))
  const parts = [
    [w.do, 'red'],
    [w.plan, 'blue'],
    [w.delegate, 'yellow'],
    [w.drop, 'gray'],
  ] as const
  parts.forEach(([words, hue], i) => {
    notes(pen, ['', ''], titled(pen, words, at(fields, i), hue), hue)
  })
})
