/** What a selection can be taken hold of by. */
import type { ScreenPoint } from '../../geometry/point.ts'

export type ResizeEdge = 'nw' | 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w'

/** `at` is the handle's centre in CSS pixels of the canvas. */
export type Handle =
  | { readonly name: 'resize'; readonly edge: ResizeEdge; readonly at: ScreenPoint; readonly cursor: string }
  | { readonly name: 'rotate'; readonly at: ScreenPoint; readonly cursor: string }
  /** A point of a line or arrow; `index` counts its points. */
  | { readonly name: 'point'; readonly index: number; readonly at: ScreenPoint; readonly cursor: string }
  /** Between points `index` and `index + 1`: dragging inserts a point (or bends, or moves the elbow's segment). */
  | { readonly name: 'middle'; readonly index: number; readonly at: ScreenPoint; readonly cursor: string }
