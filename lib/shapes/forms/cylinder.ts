/** A drum with a lid: a store of data in flow charts. */
import { type Form, labelIn } from './form.ts'

/** Half height of the lid. */
const lidOf = (w: number, h: number) => Math.min(h / 4, w / 8)
/** How far the handles of a quarter circle reach. */
const K = 0.5522847498

/** A database, in flow charts. */
export const cylinder: Form = {
  path(w, h) {
    const lid = lidOf(w, h)
    const half = w / 2
    return [
      ['M', 0, lid],
      ['C', 0, lid - lid * K, half - half * K, 0, half, 0],
      ['C', half + half * K, 0, w, lid - lid * K, w, lid],
      ['L', w, h - lid],
      ['C', w, h - lid + lid * K, half + half * K, h, half, h],
      ['C', half - half * K, h, 0, h - lid + lid * K, 0, h - lid],
      ['Z'],
    ]
  },
  details(w, h) {
    const lid = lidOf(w, h)
    return [
      ['M', 0, lid],
      ['C', w * 0.22, lid * 2.33, w * 0.78, lid * 2.33, w, lid],
    ]
  },
  label: labelIn([0.02, 0.25, 0.96, 0.62]),
}
