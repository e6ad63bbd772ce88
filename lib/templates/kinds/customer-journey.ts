/** The phases of a journey, and in each what is done, felt, touched and possible. */
import { at } from '../../base/at.ts'
import { FAINT, hues } from '../pen.ts'
import { columns, LEFT, sheet, TOP } from '../sheet.ts'
import { defineTemplate } from '../template.ts'

const SIDE = 144
/** Height of the mood in each phase, 0 at the top. */
const MOOD = { p1: 0.5, p2: 0.75, p3: 0.3, p4: 0.45, p5: 0.1 } as const
const PHASES = ['p1', 'p2', 'p3', 'p4', 'p5'] as const

export const customerJourney = defineTemplate('customer-journey', 'think', (pen, w) => {
  sheet(pen, w, { w: 1400, h: 952 })
  const area = { x: LEFT + SIDE, y: TOP, w: 1176, h: 64 }
  const boxes = columns(area, PHASES.length, 12)
  const phases = PHASES.map((phase, i) => ({ phase, box: at(boxes, i) }))
  phases.forEach(({ phase, box }) => {
    const look = { form: 'arrow-right', fill: hues.blue.paper, stroke: 'transparent', strokeWidth: 0 } as const
    pen.box(w[phase], box, { ...look, form: 'rectangle', size: 20, bold: true })
  })
  const lanes = [
    [w.does, 156, 'yellow'],
    [w.feels, 200, null],
    [w.contact, 156, 'violet'],
    [w.chances, 156, 'green'],
  ] as const
  let y = TOP + 84
  for (const [words, h, hue] of lanes) {
    pen.line(
      [
        { x: LEFT, y: y - 8 },
        { x: LEFT + SIDE + area.w, y: y - 8 },
      ],
      { color: FAINT },
    )
    pen.text(words, { x: LEFT, y: y + 16, w: SIDE - 16 }, { size: 18, bold: true, color: hues.gray.ink })
    phases.forEach(({ box }) => {
      if (hue) pen.note('', { x: box.x + (box.w - 132) / 2, y }, hue, { w: 132, h: 132 })
    })
    if (!hue) {
      const points = phases.map(({ phase, box }) => ({ x: box.x + box.w / 2, y: y + 20 + MOOD[phase] * (h - 60) }))
      pen.line(points, { route: 'curved', color: hues.red.ink, width: 3 })
      for (const point of points) {
        const dot = { x: point.x - 11, y: point.y - 11, w: 22, h: 22 }
        pen.box('', dot, { form: 'ellipse', fill: hues.red.paper, stroke: hues.red.ink })
      }
    }
    y += h
  }
})
