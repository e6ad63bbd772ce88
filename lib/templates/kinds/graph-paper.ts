/** Squared paper with every fifth line stronger; the lines are locked. */

import { ruling } from '../sheet.ts'
import { defineTemplate } from '../template.ts'

const SQUARE = 20
const ACROSS = 60
const DOWN = 45
const MINOR = '#dee2e6'
const MAJOR = '#adb5bd'

export const graphPaper = defineTemplate('graph-paper', 'paper', (pen, w) => {
  const paper = { x: 0, y: 0, w: ACROSS * SQUARE, h: DOWN * SQUARE }
  pen.frame(w.name, paper)
  const inner = (count: number, every: 'fine' | 'strong') =>
    Array.from({ length: count - 1 }, (_, i) => i + 1)
      .filter((n) => (n % 5 === 0) === (every === 'strong'))
      .map((n) => n * SQUARE)
  for (const [every, color, width] of [
    ['fine', MINOR, 1],
    ['strong', MAJOR, 1],
  ] as const) {
    pen.line(ruling(paper, inner(DOWN, every), 'across'), { color, width, locked: true })
    pen.line(ruling(paper, inner(ACROSS, every), 'down'), { color, width, locked: true })
  }
  pen.box('', paper, { stroke: MAJOR, strokeWidth: 1, corners: 'sharp', locked: true })
})
