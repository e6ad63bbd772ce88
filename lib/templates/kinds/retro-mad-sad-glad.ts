/** Retrospective of feelings, with a question over each column. */
import { at } from '../../base/at.ts'
import { columns, LEFT, notes, sheet, TOP, titled } from '../sheet.ts'
import { defineTemplate } from '../template.ts'

export const retroMadSadGlad = defineTemplate('retro-mad-sad-glad', 'workshop', (pen, w) => {
  sheet(pen, w, { w: 1200, h: 700 })
  const boxes = columns({ x: LEFT, y: TOP, w: 1120, h: 520 }, 3)
  const parts = [
    [w.mad, w.madAsk, 'red'],
    [w.sad, w.sadAsk, 'blue'],
    [w.glad, w.gladAsk, 'green'],
  ] as const
  parts.forEach(([words, ask, hue], i) => {
    const { x, y, w: width, h } = titled(pen, words, at(boxes, i), hue)
    pen.text(ask, { x, y: y - 8, w: width })
    notes(pen, ['', '', ''], { x, y: y + 40, w: width, h }, hue)
  })
})
