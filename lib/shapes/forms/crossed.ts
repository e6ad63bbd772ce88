/** A box with a cross, or with a tick, in it: what a ballot paper is filled in with. */
import { pathOf } from '../../geometry/path.ts'
import { type Form, polygon } from './form.ts'

const SQUARE = [0, 0, 1, 0, 1, 1, 0, 1]
/** Of the shorter side. */
const TICK_SHARE = 0.82

export const crossBox: Form = {
  ...polygon(SQUARE),
  details: (w, h) => [
    ['M', 0, 0],
    ['L', w, h],
    ['M', w, 0],
    ['L', 0, h],
  ],
}

export const checkBox: Form = {
  ...polygon(SQUARE),
  details(w, h) {
    const size = Math.min(w, h) * TICK_SHARE
    const at = (x: number, y: number) => ({ x: (w - size) / 2 + size * x, y: (h - size) / 2 + size * y })
    return pathOf([at(0.25, 0.52), at(0.45, 0.82), at(0.82, 0.22)], 'open')
  },
}
