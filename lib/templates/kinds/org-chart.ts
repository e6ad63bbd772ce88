/** Who leads whom, in three levels. */
import { hues } from '../pen.ts'
import { defineTemplate } from '../template.ts'

const BOX = { w: 168, h: 72 }
const STEP = BOX.w + 24

export const orgChart = defineTemplate('org-chart', 'diagram', (pen, w) => {
  const way = { way: 'elbow', endHead: 'none', from: { x: 0.5, y: 1 }, to: { x: 0.5, y: 0 } } as const
  const lead = pen.box(
    w.lead,
    { x: 2.5 * STEP - 24, y: 0, w: BOX.w + 48, h: 80 },
    { fill: hues.violet.paper, stroke: hues.violet.ink, size: 20, bold: true },
  )
  const teams = [
    [w.t1, 'blue', w.m1, w.m2],
    [w.t2, 'green', w.m3, w.m4],
    [w.t3, 'yellow', w.m5, w.m6],
  ] as const
  teams.forEach(([words, hue, ...members], i) => {
    const { paper, soft, ink } = hues[hue]
    const team = pen.box(
      words,
      { x: (2 * i + 0.5) * STEP, y: 160, ...BOX },
      { fill: paper, stroke: ink, size: 18, bold: true },
    )
    pen.arrow(lead, team, way)
    members.forEach((member, k) => {
      const box = pen.box(member, { x: (2 * i + k) * STEP, y: 312, ...BOX }, { fill: soft, stroke: ink, size: 18 })
      pen.arrow(team, box, way)
    })
  })
})
