/** Who does what, each in a lane. */
import { hues } from '../pen.ts'
import { sheet } from '../sheet.ts'
import { defineTemplate } from '../template.ts'

const LANE = 184
const HEAD = 136
const STEP = 208

export const swimLanes = defineTemplate('swim-lanes', 'diagram', (pen, w) => {
  sheet(pen, w, { w: 1400, h: 740 })
  const lanes = [
    [w.l1, 'blue'],
    [w.l2, 'yellow'],
    [w.l3, 'green'],
  ] as const
  lanes.forEach(([words, hue], i) => {
    const y = 112 + i * (LANE + 12)
    pen.panel({ x: 40, y, w: 1320, h: LANE }, hue)
    pen.box(
      words,
      { x: 40, y, w: HEAD, h: LANE },
      { fill: hues[hue].paper, stroke: 'transparent', strokeWidth: 0, size: 18, bold: true },
    )
  })
  const at = (lane: number, step: number) => ({
    x: 40 + HEAD + 28 + step * STEP,
    y: 112 + lane * (LANE + 12) + 44,
    w: 160,
    h: 96,
  })
  const look = (lane: 0 | 1 | 2) => ({ fill: '#ffffff', stroke: hues[lanes[lane][1]].ink, size: 18 })
  const order = pen.box(w.order, at(0, 0), look(0))
  const box = at(1, 1)
  const check = pen.box(
    w.check,
    { ...box, x: box.x - 20, w: 200, y: box.y - 24, h: 144 },
    { ...look(1), form: 'diamond' },
  )
  const tell = pen.box(w.tell, at(0, 2), look(0))
  const pack = pen.box(w.pack, at(2, 2), look(2))
  const send = pen.box(w.send, at(2, 3), look(2))
  const get = pen.box(w.get, at(0, 4), { ...look(0), form: 'terminator' })
  const [right, left, below, above] = [
    { x: 1, y: 0.5 },
    { x: 0, y: 0.5 },
    { x: 0.5, y: 1 },
    { x: 0.5, y: 0 },
  ]
  pen.arrow(order, check, { way: 'elbow', from: below, to: left })
  pen.arrow(check, tell, { way: 'elbow', from: above, to: left, words: w.no })
  pen.arrow(check, pack, { way: 'elbow', from: below, to: left, words: w.yes })
  pen.arrow(pack, send)
  pen.arrow(send, get, { way: 'elbow', from: right, to: below })
})
