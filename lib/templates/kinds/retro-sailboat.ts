/** Retrospective as a picture: a boat, its wind and anchor, rocks and an island. */
import { hues } from '../pen.ts'
import { notes, sheet } from '../sheet.ts'
import { defineTemplate } from '../template.ts'

const plain = { stroke: 'transparent', strokeWidth: 0 } as const

export const retroSailboat = defineTemplate('retro-sailboat', 'workshop', (pen, w) => {
  sheet(pen, w, { w: 1360, h: 900 })
  pen.box('', { x: 0, y: 500, w: 1360, h: 400 }, { fill: hues.blue.soft, corners: 'sharp', ...plain })
  // Sails and hull, with the water line below them.
  pen.line(
    [
      { x: 676, y: 176 },
      { x: 676, y: 440 },
    ],
    { color: hues.gray.ink, width: 6 },
  )
  pen.box('', { x: 540, y: 200, w: 124, h: 220 }, { form: 'triangle', fill: hues.yellow.paper, ...plain })
  pen.box('', { x: 690, y: 240, w: 124, h: 180 }, { form: 'triangle', fill: hues.red.paper, ...plain })
  pen.box(
    w.team,
    { x: 500, y: 436, w: 360, h: 64 },
    { form: 'parallelogram-left', fill: hues.gray.paper, stroke: hues.gray.ink, size: 20 },
  )
  pen.box('', { x: 1040, y: 412, w: 280, h: 88 }, { form: 'triangle', fill: hues.green.paper, ...plain })
  pen.box('', { x: 960, y: 620, w: 120, h: 96 }, { form: 'pentagon', fill: hues.gray.paper, ...plain })
  pen.box('', { x: 1100, y: 580, w: 200, h: 136 }, { form: 'hexagon', fill: hues.gray.paper, ...plain })
  pen.line(
    [
      { x: 560, y: 500 },
      { x: 540, y: 600 },
      { x: 560, y: 700 },
    ],
    { color: hues.gray.ink, width: 4, route: 'curved' },
  )
  pen.box('', { x: 530, y: 700, w: 60, h: 44 }, { form: 'arrow-down', fill: hues.gray.ink, ...plain })
  const part = (words: string, x: number, y: number, width: number, hue: 'green' | 'blue' | 'red' | 'gray') => {
    pen.text(words, { x, y, w: width }, { size: 20, bold: true })
    notes(
      pen,
      ['', '', ''].slice(0, width > 400 ? 3 : 2),
      { x, y: y + 64, w: width, h: 136 },
      hue === 'gray' ? 'yellow' : hue,
    )
  }
  part(w.wind, 40, 200, 440, 'green')
  part(w.island, 1000, 140, 320, 'blue')
  part(w.anchor, 40, 580, 440, 'red')
  part(w.rocks, 640, 580, 290, 'gray')
})
