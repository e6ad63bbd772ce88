/** A thought in the middle, two branches to each side. */
import { type Hue, hues } from '../pen.ts'
import { defineTemplate } from '../template.ts'

export const mindMap = defineTemplate('mind-map', 'think', (pen, w) => {
  const centre = pen.box(
    w.centre,
    { x: -120, y: -44, w: 240, h: 88 },
    { form: 'terminator', fill: hues.yellow.paper, stroke: hues.yellow.ink, size: 24, font: 'hand' },
  )
  const branches: readonly (readonly [string, Hue, 1 | -1, number, readonly [string, string]])[] = [
    [w.b1, 'blue', -1, -110, [w.c1, w.c2]],
    [w.b2, 'green', -1, 110, [w.c3, w.c4]],
    [w.b3, 'violet', 1, -110, [w.c5, w.c6]],
    [w.b4, 'red', 1, 110, [w.c7, w.c8]],
  ]
  for (const [words, hue, side, middle, leaves] of branches) {
    const edge = (out: number, width: number) => (side === 1 ? out : -out - width)
    const { ink, paper, soft } = hues[hue]
    const branch = { color: ink, way: 'curved', startHead: 'none', endHead: 'none' } as const
    const aims = { from: { x: side === 1 ? 1 : 0, y: 0.5 }, to: { x: side === 1 ? 0 : 1, y: 0.5 } }
    const node = pen.box(
      words,
      { x: edge(220, 168), y: middle - 32, w: 168, h: 64 },
      { fill: paper, stroke: ink, size: 20, font: 'hand' },
    )
    pen.arrow(centre, node, { ...branch, ...aims, width: 3 })
    leaves.forEach((leaf, i) => {
      const box = { x: edge(488, 168), y: middle + (i * 2 - 1) * 50 - 28, w: 168, h: 56 }
      const end = pen.box(leaf, box, { fill: soft, stroke: ink, size: 18, font: 'hand' })
      pen.arrow(node, end, { ...branch, ...aims })
    })
  }
})
