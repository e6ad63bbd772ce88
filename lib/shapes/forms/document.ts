/** A sheet with a torn lower edge: a document in flow charts. */
import { curve } from './form.ts'

export const document = curve(
  [
    ['M', 0, 0],
    ['L', 1, 0],
    ['L', 1, 0.88],
    ['C', 0.75, 0.74, 0.6, 0.84, 0.5, 0.88],
    ['C', 0.36, 0.94, 0.2, 1.06, 0, 0.94],
    ['Z'],
  ],
  [0, 0, 1, 0.84],
)
