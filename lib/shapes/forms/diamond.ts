/** A square on its tip. */
import { at } from '../../base/at.ts'
import { type PathCommand, roundedPolygon } from '../../geometry/path.ts'
import { lerp } from '../../geometry/point.ts'
import { type Form, labelIn } from './form.ts'

/** Round tips as Excalidraw has them: they begin a quarter of the side before the corner, whatever the size. */
const TIP_SHARE = 0.25
/** A round tip ends before its corner does: so much further out lie the corners of one that fills its box. */
const BEYOND = 1 / (1 - TIP_SHARE / 4)

export const diamond: Form = {
  path(w, h, corners) {
    const isSharp = corners === 'sharp'
    const across = (w / 2) * (isSharp ? 1 : BEYOND)
    const up = (h / 2) * (isSharp ? 1 : BEYOND)
    const tips = [
      { x: w / 2, y: h / 2 - up },
      { x: w / 2 + across, y: h / 2 },
      { x: w / 2, y: h / 2 + up },
      { x: w / 2 - across, y: h / 2 },
    ]
    if (isSharp) return roundedPolygon(tips, 0)
    const path = tips.flatMap((tip, i): readonly PathCommand[] => {
      const from = lerp(tip, at(tips, (i + 3) % 4), TIP_SHARE)
      const to = lerp(tip, at(tips, (i + 1) % 4), TIP_SHARE)
      return [
        [i === 0 ? 'M' : 'L', from.x, from.y],
        ['C', tip.x, tip.y, tip.x, tip.y, to.x, to.y],
      ]
    })
    return [...path, ['Z']]
  },
  label: labelIn([0.22, 0.25, 0.56, 0.5]),
}
