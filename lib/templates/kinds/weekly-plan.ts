/** Seven days, three parts of each. */
import { at } from '../../base/at.ts'
import { FAINT, hues } from '../pen.ts'
import { columns, LEFT, rows, sheet } from '../sheet.ts'
import { defineTemplate } from '../template.ts'

const HEAD = 48

export const weeklyPlan = defineTemplate('weekly-plan', 'plan', (pen, w) => {
  sheet(pen, w, { w: 1480, h: 760 })
  const days = [w.mon, w.tue, w.wed, w.thu, w.fri, w.sat, w.sun]
  const area = { x: LEFT + 128, y: 112, w: 1272, h: 608 }
  const parts = rows({ ...area, y: area.y + HEAD + 8, h: area.h - HEAD - 8 }, 3, 8)
  ;[w.morning, w.afternoon, w.evening].forEach((words, i) => {
    const { y, h } = at(parts, i)
    pen.box(words, { x: LEFT, y, w: 120, h }, { stroke: 'transparent', strokeWidth: 0, color: hues.gray.ink, size: 18 })
  })
  columns(area, 7, 8).forEach(({ x, y, w: width }, i) => {
    const hue = i < 5 ? 'blue' : 'green'
    pen.box(
      at(days, i),
      { x, y, w: width, h: HEAD },
      { fill: hues[hue].paper, stroke: 'transparent', strokeWidth: 0, size: 18, bold: true },
    )
    for (const part of parts) {
      pen.box(
        '',
        { x, y: part.y, w: width, h: part.h },
        { stroke: FAINT, fill: i < 5 ? 'transparent' : hues.green.soft, verticalAlign: 'top', align: 'start' },
      )
    }
  })
})
