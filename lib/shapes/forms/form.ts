/** What a form of the generic shape is: one pure value that says how it fills a box and where its label goes. */
import { numberAt } from '../../base/at.ts'
import { type Box, boxAround } from '../../geometry/box.ts'
import { flatten, mapPath, type Path, roundedPolygon } from '../../geometry/path.ts'

export type Corners = 'sharp' | 'round'
export interface Form {
  /** The closed outline that fills a w x h box, in local pixels. */
  path(w: number, h: number, corners: Corners): Path
  /** Lines inside the outline, drawn but never filled: a cylinder's lid. */
  details?(w: number, h: number): Path
  /** The part of the box that holds the label, in fractions. */
  readonly label: Box
}

/** Round corners as Excalidraw has them: a quarter of the shorter side, at most 32 px. */
const MAX_RADIUS = 32
const RADIUS_SHARE = 0.25
const SAME_SIZE = 0.01
const cornerRadius = (w: number, h: number): number => Math.min(MAX_RADIUS, RADIUS_SHARE * Math.min(w, h))

/** The label's part as x, y, w, h in fractions of the box. */
type Part = readonly [number, number, number, number]
const WHOLE: Part = [0, 0, 1, 1]
export const labelIn = ([x, y, w, h]: Part): Box => ({ x, y, w, h })

/** Round tips end before the box does: what is drawn is stretched until it is as large as it says. */
function filling(path: Path, w: number, h: number): Path {
  const box = boxAround(flatten(path).flat())
  if (!box || box.w === 0 || box.h === 0 || (w - box.w < SAME_SIZE && h - box.h < SAME_SIZE)) return path
  return mapPath(path, (p) => ({ x: ((p.x - box.x) * w) / box.w, y: ((p.y - box.y) * h) / box.h }))
}

/** A form with straight sides: its corners x, y, x, y, ... in fractions of the box. */
export const polygon = (corners: readonly number[], label = WHOLE): Form => ({
  path(w, h, look) {
    const points = Array.from({ length: corners.length / 2 }, (_, i) => ({
      x: numberAt(corners, 2 * i) * w,
      y: numberAt(corners, 2 * i + 1) * h,
    }))
    return look === 'round' ? filling(roundedPolygon(points, cornerRadius(w, h)), w, h) : roundedPolygon(points, 0)
  },
  label: labelIn(label),
})

/** A curved form, drawn once in a box of 1 x 1 and stretched. */
export const curve = (path: Path, label: Part): Form => ({
  path: (w, h) => mapPath(path, (p) => ({ x: p.x * w, y: p.y * h })),
  label: labelIn(label),
})
