/** Retrospective in three columns: what begins, what ends, what stays. */

import { columns, LEFT, notes, sheet, TOP, titled } from '../sheet.ts'
import { defineTemplate } from '../template.ts'

export const retroStartStop = defineTemplate('retro-start-stop', 'workshop', (pen, w) => {
  sheet(pen, w, { w: 1200, h: 800 })
  const [start, stop, go] = columns({ x: LEFT, y: TOP, w: 1120, h: 416 }, 3)
  for (const [words, box, hue] of [
    [w.start, start, 'green'],
    [w.stop, stop, 'red'],
    [w.continue, go, 'blue'],
  ] as const) {
    notes(pen, ['', '', ''], titled(pen, words, box, hue), hue)
  }
  titled(pen, w.actions, { x: LEFT, y: TOP + 440, w: 1120, h: 180 }, 'gray')
})
