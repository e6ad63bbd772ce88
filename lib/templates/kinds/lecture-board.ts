/** A lesson on one board: its aims, room to develop, an example, what is asked and set. */
import { hues } from '../pen.ts'
import { sheet, titled } from '../sheet.ts'
import { defineTemplate } from '../template.ts'

export const lectureBoard = defineTemplate('lecture-board', 'paper', (pen, w) => {
  sheet(pen, { name: w.topic }, { w: 1600, h: 900 })
  const aims = titled(pen, w.aims, { x: 40, y: 112, w: 344, h: 252 }, 'yellow')
  ;[w.aim1, w.aim2, w.aim3].forEach((aim, i) => {
    const y = aims.y + 8 + i * 54
    pen.box('', { x: aims.x, y, w: 24, h: 24 }, { stroke: hues.yellow.ink })
    pen.text(aim, { x: aims.x + 40, y, w: aims.w - 40 }, { size: 18 })
  })
  titled(pen, w.questions, { x: 40, y: 388, w: 344, h: 224 }, 'violet')
  titled(pen, w.task, { x: 40, y: 636, w: 344, h: 224 }, 'green')
  titled(pen, w.board, { x: 408, y: 112, w: 720, h: 748 }, 'gray')
  titled(pen, w.example, { x: 1152, y: 112, w: 408, h: 748 }, 'blue')
})
