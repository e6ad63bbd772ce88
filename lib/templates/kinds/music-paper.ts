/** A page of staves to write notes on; the lines are locked. */
import { hues } from '../pen.ts'
import { ruling } from '../sheet.ts'
import { defineTemplate } from '../template.ts'

const STAVES = 8
const SPACE = 14

export const musicPaper = defineTemplate('music-paper', 'paper', (pen, w) => {
  pen.frame(w.name, { x: 0, y: 0, w: 1000, h: 1260 })
  for (let i = 0; i < STAVES; i++) {
    const staff = { x: 60, y: 80 + i * 144, w: 880, h: 4 * SPACE }
    const look = { color: hues.gray.ink, width: 1.5, locked: true } as const
    pen.box('', staff, { stroke: look.color, strokeWidth: look.width, corners: 'sharp', locked: true })
    const inner = [1, 2, 3].map((n) => staff.y + n * SPACE)
    pen.line(ruling(staff, inner, 'across'), look)
  }
})
