/** Nine fields and the signs to play with. */
import { hues, type Pen } from '../pen.ts'
import { sheet } from '../sheet.ts'
import { defineTemplate } from '../template.ts'

const FIELD = 150
const AT = { x: 40, y: 156 }
const SIGN = 90

function cross(pen: Pen, x: number, y: number) {
  pen.box(
    '',
    { x, y, w: SIGN, h: SIGN },
    { form: 'cross', fill: hues.blue.paper, stroke: hues.blue.ink, strokeWidth: 3 },
  )
}
function nought(pen: Pen, x: number, y: number) {
  pen.box(
    '',
    { x, y, w: SIGN, h: SIGN },
    { form: 'ellipse', fill: hues.red.paper, stroke: hues.red.ink, strokeWidth: 3 },
  )
}

export const ticTacToe = defineTemplate('tic-tac-toe', 'paper', (pen, w) => {
  sheet(pen, w, { w: 760, h: 660 })
  for (const n of [1, 2]) {
    const look = { color: hues.gray.ink, width: 6, locked: true } as const
    const [x, y] = [AT.x + n * FIELD, AT.y + n * FIELD]
    pen.line(
      [
        { x, y: AT.y },
        { x, y: AT.y + 3 * FIELD },
      ],
      look,
    )
    pen.line(
      [
        { x: AT.x, y },
        { x: AT.x + 3 * FIELD, y },
      ],
      look,
    )
  }
  for (let i = 0; i < 4; i++) {
    cross(pen, 530, AT.y + 12 + i * 112)
    nought(pen, 636, AT.y + 12 + i * 112)
  }
})
