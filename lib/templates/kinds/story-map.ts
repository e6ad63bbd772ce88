/** What users do from left to right, in steps, and what of it comes first. */
import { at } from '../../base/at.ts'
import { FAINT, GAP, hues } from '../pen.ts'
import { columns, LEFT, sheet, TOP } from '../sheet.ts'
import { defineTemplate } from '../template.ts'

const SIDE = 152

export const storyMap = defineTemplate('story-map', 'plan', (pen, w) => {
  sheet(pen, w, { w: 1560, h: 1000 })
  const area = { x: LEFT + SIDE, y: TOP, w: 1328, h: 100 }
  const activities = columns(area, 4)
  ;[w.a1, w.a2, w.a3, w.a4].forEach((words, i) => {
    pen.box(
      words,
      { ...at(activities, i), h: 80 },
      { fill: hues.blue.paper, stroke: hues.blue.ink, size: 20, bold: true },
    )
  })
  const steps = columns({ ...area, y: TOP + 104 }, 8)
  const stepWords = [w.s1, w.s2, w.s3, w.s4, w.s5, w.s6, w.s7, w.s8]
  stepWords.forEach((words, i) => {
    const box = at(steps, i)
    pen.note(words, box, 'yellow', { w: box.w, h: 112 })
  })
  ;[w.r1, w.r2].forEach((words, r) => {
    const y = TOP + 240 + r * 310
    pen.line(
      [
        { x: LEFT, y },
        { x: LEFT + SIDE + area.w, y },
      ],
      { color: FAINT, dash: 'dashed' },
    )
    pen.text(words, { x: LEFT, y: y + GAP, w: SIDE - 16 }, { size: 20, bold: true, color: hues.gray.ink })
    steps.forEach((box, i) => {
      const count = r === 0 ? 2 : i % 3 === 0 ? 1 : 0
      for (let n = 0; n < count; n++) {
        pen.note('', { x: box.x, y: y + GAP + n * 132 }, r === 0 ? 'green' : 'gray', { w: box.w, h: 116 })
      }
    })
  })
})
