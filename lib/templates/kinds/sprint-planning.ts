/** Why, what and how of a sprint. */
import { LEFT, notes, sheet, TOP, titled } from '../sheet.ts'
import { defineTemplate } from '../template.ts'

export const sprintPlanning = defineTemplate('sprint-planning', 'plan', (pen, w) => {
  sheet(pen, w, { w: 1360, h: 868 })
  const goal = titled(pen, w.goal, { x: LEFT, y: TOP, w: 820, h: 160 }, 'violet')
  pen.text(w.goalHint, goal, { size: 22, font: 'hand' })
  titled(pen, w.capacity, { x: LEFT + 844, y: TOP, w: 436, h: 160 }, 'gray')
  const below = { y: TOP + 184, h: 504 }
  notes(pen, ['', '', '', '', ''], titled(pen, w.backlog, { x: LEFT, w: 344, ...below }, 'blue'), 'blue')
  notes(pen, ['', '', '', '', ''], titled(pen, w.tasks, { x: LEFT + 368, w: 496, ...below }, 'green'), 'green')
  notes(pen, ['', ''], titled(pen, w.risks, { x: LEFT + 888, w: 392, ...below }, 'red'), 'red')
})
