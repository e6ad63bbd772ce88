/** A wait in flow charts: flat on the left, round on the right. */
import { type Form, labelIn } from './form.ts'

/** How far the handles of a quarter circle reach. */
const K = 0.5522847498

export const delay: Form = {
  path(w, h) {
    const r = Math.min(w, h / 2)
    const x = w - r
    return [
      ['M', 0, 0],
      ['L', x, 0],
      ['C', x + r * K, 0, w, h / 2 - (h / 2) * K, w, h / 2],
      ['C', w, h / 2 + (h / 2) * K, x + r * K, h, x, h],
      ['L', 0, h],
      ['Z'],
    ]
  },
  label: labelIn([0, 0, 0.86, 1]),
}
