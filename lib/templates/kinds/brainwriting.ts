/** Six rows for six people, three ideas each. */
import { hues } from '../pen.ts'
import { columns, LEFT, rows, sheet, TOP } from '../sheet.ts'
import { defineTemplate } from '../template.ts'

const numbered = (words: string, number: number) => words.replace('{number}', String(number))

export const brainwriting = defineTemplate('brainwriting', 'workshop', (pen, w) => {
  sheet(pen, w, { w: 1200, h: 1064 })
  pen.box(
    w.problem,
    { x: LEFT, y: TOP, w: 1120, h: 64 },
    { fill: hues.yellow.soft, stroke: hues.yellow.ink, size: 20, align: 'start', padding: 16 },
  )
  const heads = columns({ x: LEFT + 160, y: TOP + 88, w: 960, h: 36 }, 3, 16)
  heads.forEach((box, i) => {
    pen.text(numbered(w.idea, i + 1), { x: box.x, y: box.y, w: box.w }, { align: 'center', bold: true, size: 18 })
  })
  rows({ x: LEFT, y: TOP + 132, w: 1120, h: 752 }, 6, 16).forEach((row, r) => {
    const hue = r % 2 === 0 ? 'blue' : 'green'
    pen.box(
      numbered(w.person, r + 1),
      { ...row, w: 144 },
      { fill: hues[hue].paper, stroke: 'transparent', strokeWidth: 0, size: 18 },
    )
    for (const { x, w: width } of heads) {
      pen.box('', { x, y: row.y, w: width, h: row.h }, { fill: hues[hue].soft, stroke: hues[hue].ink, size: 18 })
    }
  })
})
