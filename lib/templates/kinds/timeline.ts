/** Five milestones along a line, above and below in turn. */
import { hues } from '../pen.ts'
import { LEFT, sheet } from '../sheet.ts'
import { defineTemplate } from '../template.ts'

const LINE = 440
const STEP = 240

export const timeline = defineTemplate('timeline', 'plan', (pen, w) => {
  sheet(pen, w, { w: 1360, h: 740 })
  pen.box(
    '',
    { x: LEFT, y: LINE - 6, w: 1280, h: 12 },
    { fill: hues.gray.paper, stroke: 'transparent', strokeWidth: 0 },
  )
  const stones = [
    [w.m1, w.when1, 'blue'],
    [w.m2, w.when2, 'violet'],
    [w.m3, w.when3, 'yellow'],
    [w.m4, w.when4, 'red'],
    [w.m5, w.when5, 'green'],
  ] as const
  stones.forEach(([what, when, hue], i) => {
    const x = 200 + i * STEP
    const isAbove = i % 2 === 0
    const dot = pen.box(
      '',
      { x: x - 14, y: LINE - 14, w: 28, h: 28 },
      { form: 'ellipse', fill: hues[hue].paper, stroke: hues[hue].ink, strokeWidth: 4 },
    )
    const card = pen.box(
      what,
      { x: x - 100, y: isAbove ? LINE - 208 : LINE + 112, w: 200, h: 96 },
      { fill: hues[hue].soft, stroke: hues[hue].ink, size: 20, bold: true },
    )
    pen.arrow(card, dot, { color: hues[hue].ink, endHead: 'none' })
    const label = { x: x - 100, y: isAbove ? LINE + 28 : LINE - 52, w: 200 }
    pen.text(when, label, { align: 'center', color: hues.gray.ink, size: 18 })
  })
})
