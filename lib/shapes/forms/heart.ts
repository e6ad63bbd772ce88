/** A heart: two lobes that meet in a tip below. */
import { curve } from './form.ts'

export const heart = curve(
  [
    ['M', 0.5, 0.28],
    ['C', 0.4, -0.06, 0, -0.06, 0, 0.32],
    ['C', 0, 0.62, 0.36, 0.8, 0.5, 1],
    ['C', 0.64, 0.8, 1, 0.62, 1, 0.32],
    ['C', 1, -0.06, 0.6, -0.06, 0.5, 0.28],
    ['Z'],
  ],
  [0.16, 0.2, 0.68, 0.42],
)
