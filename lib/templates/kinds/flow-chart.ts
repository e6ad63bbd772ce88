/** A process with one decision and a way back. */
import { hues } from '../pen.ts'
import { defineTemplate } from '../template.ts'

export const flowChart = defineTemplate('flow-chart', 'diagram', (pen, w) => {
  const round = { form: 'terminator', fill: hues.green.paper, stroke: hues.green.ink, size: 20 } as const
  const step = { fill: hues.blue.soft, stroke: hues.blue.ink, size: 18 } as const
  const start = pen.box(w.start, { x: 0, y: 0, w: 200, h: 72 }, round)
  const read = pen.box(w.step, { x: 0, y: 136, w: 200, h: 88 }, step)
  const check = pen.box(
    w.check,
    { x: -20, y: 288, w: 240, h: 144 },
    { form: 'diamond', fill: hues.yellow.soft, stroke: hues.yellow.ink, size: 18 },
  )
  const ask = pen.box(w.ask, { x: 360, y: 316, w: 200, h: 88 }, step)
  const work = pen.box(w.work, { x: 0, y: 512, w: 200, h: 88 }, step)
  const end = pen.box(w.end, { x: 0, y: 664, w: 200, h: 72 }, round)
  pen.arrow(start, read)
  pen.arrow(read, check)
  pen.arrow(check, ask, { words: w.no })
  pen.arrow(check, work, { words: w.yes })
  pen.arrow(ask, read, { way: 'elbow', from: { x: 0.5, y: 0 }, to: { x: 1, y: 0.5 } })
  pen.arrow(work, end)
})
