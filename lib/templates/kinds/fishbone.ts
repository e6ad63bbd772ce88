/** Causes as bones on the way to their effect. */
import { type Hue, hues } from '../pen.ts'
import { sheet } from '../sheet.ts'
import { defineTemplate } from '../template.ts'

const SPINE = 480

export const fishbone = defineTemplate('fishbone', 'think', (pen, w) => {
  sheet(pen, w, { w: 1400, h: 840 })
  const { ink } = hues.gray
  pen.line(
    [
      { x: 60, y: SPINE },
      { x: 1110, y: SPINE },
    ],
    { color: ink, width: 4 },
  )
  pen.box(
    w.effect,
    { x: 1110, y: SPINE - 60, w: 240, h: 120 },
    { fill: hues.red.paper, stroke: hues.red.ink, size: 24, bold: true },
  )
  const bones: readonly (readonly [string, Hue, -1 | 1, number])[] = [
    [w.people, 'blue', -1, 400],
    [w.methods, 'green', -1, 740],
    [w.machines, 'violet', -1, 1080],
    [w.material, 'yellow', 1, 400],
    [w.measures, 'blue', 1, 740],
    [w.place, 'green', 1, 1080],
  ]
  for (const [words, hue, side, foot] of bones) {
    const head = { x: foot - 150, y: SPINE + side * 260 }
    pen.line([head, { x: foot, y: SPINE }], { color: hues[hue].ink, width: 3 })
    const box = { x: head.x - 90, y: side === -1 ? head.y - 56 : head.y, w: 180, h: 56 }
    pen.box(words, box, { fill: hues[hue].paper, stroke: hues[hue].ink, size: 18, bold: true })
    for (const share of [0.4, 0.72]) {
      const at = { x: head.x + (foot - head.x) * share, y: head.y + (SPINE - head.y) * share }
      pen.line([{ x: at.x - 150, y: at.y }, at], { color: hues[hue].ink })
      pen.text(w.cause, { x: at.x - 150, y: at.y - 26, w: 130 }, { color: ink })
    }
  }
})
