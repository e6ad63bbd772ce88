/** A system in the manner of C4: who uses it, what it is made of, what lies outside. */
import type { Box } from '../../geometry/box.ts'
import type { GeoForm } from '../../shapes/geo.ts'
import { type Hue, hues } from '../pen.ts'
import { defineTemplate } from '../template.ts'

export const systemDiagram = defineTemplate('system-diagram', 'diagram', (pen, w) => {
  const part = (name: string, is: string, box: Box, hue: Hue, form: GeoForm = 'rectangle') =>
    pen.box(`${name}\n${is}`, box, { form, fill: hues[hue].paper, stroke: hues[hue].ink, size: 18 })
  pen.box('', { x: 320, y: 0, w: 700, h: 460 }, { fill: hues.gray.soft, stroke: hues.gray.ink, dash: 'dashed' })
  pen.text(w.system, { x: 344, y: 20, w: 400 }, { size: 20, bold: true, color: hues.gray.ink })
  const user = part(w.user, w.userIs, { x: 0, y: 80, w: 200, h: 112 }, 'yellow', 'terminator')
  const web = part(w.web, w.webIs, { x: 360, y: 80, w: 220, h: 112 }, 'blue')
  const api = part(w.api, w.apiIs, { x: 760, y: 80, w: 220, h: 112 }, 'blue')
  const store = part(w.store, w.storeIs, { x: 760, y: 288, w: 220, h: 136 }, 'green', 'cylinder')
  const mail = part(w.mail, w.mailIs, { x: 1180, y: 80, w: 220, h: 112 }, 'gray')
  pen.arrow(user, web, { words: w.uses })
  pen.arrow(web, api, { words: w.calls })
  pen.arrow(api, store, { words: w.reads })
  pen.arrow(api, mail, { words: w.sends })
})
