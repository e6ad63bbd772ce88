/** A business on one page, in nine fields. */
import type { Box } from '../../geometry/box.ts'
import type { Hue } from '../pen.ts'
import { columns, LEFT, sheet, titled } from '../sheet.ts'
import { defineTemplate } from '../template.ts'

const GAP = 12

export const leanCanvas = defineTemplate('lean-canvas', 'think', (pen, w) => {
  sheet(pen, w, { w: 1480, h: 936 })
  const field = (words: string, ask: string, box: Box, hue: Hue) => {
    const inner = titled(pen, words, box, hue)
    pen.text(ask, { ...inner, y: inner.y - 6 }, { size: 15 })
  }
  const [a, b, c, d, e] = columns({ x: LEFT, y: 112, w: 1400, h: 552 }, 5, GAP)
  const upper = (box: Box): Box => ({ ...box, h: (box.h - GAP) / 2 })
  const lower = (box: Box): Box => ({ ...upper(box), y: box.y + (box.h + GAP) / 2 })
  field(w.problem, w.problemAsk, a, 'red')
  field(w.solution, w.solutionAsk, upper(b), 'green')
  field(w.metrics, w.metricsAsk, lower(b), 'green')
  field(w.value, w.valueAsk, c, 'violet')
  field(w.advantage, w.advantageAsk, upper(d), 'blue')
  field(w.channels, w.channelsAsk, lower(d), 'blue')
  field(w.customers, w.customersAsk, e, 'yellow')
  const [costs, revenue] = columns({ x: LEFT, y: 112 + 552 + GAP, w: 1400, h: 220 }, 2, GAP)
  field(w.costs, w.costsAsk, costs, 'gray')
  field(w.revenue, w.revenueAsk, revenue, 'gray')
})
