/** The forms of the generic shape as paths that fill a box, and the part of each that holds its label. */
import type { Box } from '../geometry/box.ts'
import { ellipsePath, mapPath, type Path, roundedPolygon } from '../geometry/path.ts'
import type { Point } from '../geometry/point.ts'
import type { GeoForm } from './geo-forms.ts'

/** Round corners as Excalidraw has them: a quarter of the shorter side, at most 32 px. */
const MAX_RADIUS = 32
const RADIUS_SHARE = 0.25
export const cornerRadius = (w: number, h: number): number => Math.min(MAX_RADIUS, RADIUS_SHARE * Math.min(w, h))

/** Corners x, y, x, y, ... in fractions of the box, for all forms with straight sides. */
const polygons: Partial<Record<GeoForm, readonly number[]>> = {
  rectangle: [0, 0, 1, 0, 1, 1, 0, 1],
  diamond: [0.5, 0, 1, 0.5, 0.5, 1, 0, 0.5],
  triangle: [0.5, 0, 1, 1, 0, 1],
  parallelogram: [0.2, 0, 1, 0, 0.8, 1, 0, 1],
  trapezoid: [0.2, 0, 0.8, 0, 1, 1, 0, 1],
  pentagon: [0.5, 0, 1, 0.38, 0.81, 1, 0.19, 1, 0, 0.38],
  hexagon: [0.25, 0, 0.75, 0, 1, 0.5, 0.75, 1, 0.25, 1, 0, 0.5],
  octagon: [0.29, 0, 0.71, 0, 1, 0.29, 1, 0.71, 0.71, 1, 0.29, 1, 0, 0.71, 0, 0.29],
  star: [
    0.5, 0, 0.618, 0.382, 1, 0.382, 0.691, 0.618, 0.809, 1, 0.5, 0.764, 0.191, 1, 0.309, 0.618, 0, 0.382, 0.382, 0.382,
  ],
  'arrow-right': [0, 0.25, 0.6, 0.25, 0.6, 0, 1, 0.5, 0.6, 1, 0.6, 0.75, 0, 0.75],
  'arrow-left': [1, 0.25, 0.4, 0.25, 0.4, 0, 0, 0.5, 0.4, 1, 0.4, 0.75, 1, 0.75],
  'arrow-up': [0.25, 1, 0.25, 0.4, 0, 0.4, 0.5, 0, 1, 0.4, 0.75, 0.4, 0.75, 1],
  'arrow-down': [0.25, 0, 0.25, 0.6, 0, 0.6, 0.5, 1, 1, 0.6, 0.75, 0.6, 0.75, 0],
  cross: [
    0.34, 0, 0.66, 0, 0.66, 0.34, 1, 0.34, 1, 0.66, 0.66, 0.66, 0.66, 1, 0.34, 1, 0.34, 0.66, 0, 0.66, 0, 0.34, 0.34,
    0.34,
  ],
  check: [0, 0.56, 0.14, 0.42, 0.36, 0.66, 0.85, 0, 1, 0.14, 0.37, 1],
}

/** Curved forms in fractions of the box. */
const curves: Partial<Record<GeoForm, Path>> = {
  ellipse: ellipsePath(0, 0, 1, 1),
  heart: [
    ['M', 0.5, 0.28],
    ['C', 0.4, -0.06, 0, -0.06, 0, 0.32],
    ['C', 0, 0.62, 0.36, 0.8, 0.5, 1],
    ['C', 0.64, 0.8, 1, 0.62, 1, 0.32],
    ['C', 1, -0.06, 0.6, -0.06, 0.5, 0.28],
    ['Z'],
  ],
  cloud: [
    ['M', 0.2, 0.92],
    ['C', 0.02, 0.95, -0.06, 0.66, 0.09, 0.58],
    ['C', -0.02, 0.4, 0.12, 0.22, 0.26, 0.3],
    ['C', 0.3, -0.02, 0.62, -0.06, 0.68, 0.2],
    ['C', 0.84, 0.1, 0.98, 0.28, 0.9, 0.44],
    ['C', 1.06, 0.56, 1.02, 0.88, 0.82, 0.86],
    ['C', 0.74, 1.04, 0.54, 1.03, 0.5, 0.9],
    ['C', 0.44, 1.02, 0.26, 1.04, 0.2, 0.92],
    ['Z'],
  ],
  document: [
    ['M', 0, 0],
    ['L', 1, 0],
    ['L', 1, 0.88],
    ['C', 0.75, 0.74, 0.6, 0.84, 0.5, 0.88],
    ['C', 0.36, 0.94, 0.2, 1.06, 0, 0.94],
    ['Z'],
  ],
}

/** Half height of a cylinder's lid. */
const lidOf = (w: number, h: number) => Math.min(h / 4, w / 8)

function cylinder(w: number, h: number): Path {
  const lid = lidOf(w, h)
  const k = 0.5522847498
  const half = w / 2
  return [
    ['M', 0, lid],
    ['C', 0, lid - lid * k, half - half * k, 0, half, 0],
    ['C', half + half * k, 0, w, lid - lid * k, w, lid],
    ['L', w, h - lid],
    ['C', w, h - lid + lid * k, half + half * k, h, half, h],
    ['C', half - half * k, h, 0, h - lid + lid * k, 0, h - lid],
    ['Z'],
  ]
}

/** Corners in pixels; null for curved forms. */
export function formCorners(form: GeoForm, w: number, h: number): readonly Point[] | null {
  const flat = polygons[form]
  if (!flat) return null
  return Array.from({ length: flat.length / 2 }, (_, i) => ({ x: flat[2 * i] * w, y: flat[2 * i + 1] * h }))
}

/** The closed outline in local pixels. */
export function formPath(form: GeoForm, w: number, h: number, corners: 'sharp' | 'round'): Path {
  const points = formCorners(form, w, h)
  if (points) return roundedPolygon(points, corners === 'round' ? cornerRadius(w, h) : 0)
  if (form === 'cylinder') return cylinder(w, h)
  return mapPath(curves[form] ?? ellipsePath(0, 0, 1, 1), (p) => ({ x: p.x * w, y: p.y * h }))
}

/** Lines inside the outline, drawn but never filled: a cylinder's lid. */
export function formDetails(form: GeoForm, w: number, h: number): Path {
  if (form !== 'cylinder') return []
  const lid = lidOf(w, h)
  return [
    ['M', 0, lid],
    ['C', w * 0.22, lid * 2.33, w * 0.78, lid * 2.33, w, lid],
  ]
}

const WHOLE: Box = { x: 0, y: 0, w: 1, h: 1 }
/** The part of the box that holds the label, in fractions; whole where nothing is said. */
const labelParts: Partial<Record<GeoForm, Box>> = {
  ellipse: { x: 0.147, y: 0.147, w: 0.706, h: 0.706 },
  diamond: { x: 0.22, y: 0.25, w: 0.56, h: 0.5 },
  triangle: { x: 0.22, y: 0.45, w: 0.56, h: 0.53 },
  parallelogram: { x: 0.15, y: 0, w: 0.7, h: 1 },
  trapezoid: { x: 0.16, y: 0, w: 0.68, h: 1 },
  pentagon: { x: 0.17, y: 0.22, w: 0.66, h: 0.74 },
  hexagon: { x: 0.14, y: 0.04, w: 0.72, h: 0.92 },
  octagon: { x: 0.1, y: 0.08, w: 0.8, h: 0.84 },
  star: { x: 0.28, y: 0.36, w: 0.44, h: 0.36 },
  cloud: { x: 0.14, y: 0.24, w: 0.72, h: 0.58 },
  cylinder: { x: 0.02, y: 0.25, w: 0.96, h: 0.62 },
  document: { x: 0, y: 0, w: 1, h: 0.84 },
  'arrow-right': { x: 0, y: 0.25, w: 0.8, h: 0.5 },
  'arrow-left': { x: 0.2, y: 0.25, w: 0.8, h: 0.5 },
  'arrow-up': { x: 0.25, y: 0.2, w: 0.5, h: 0.8 },
  'arrow-down': { x: 0.25, y: 0, w: 0.5, h: 0.8 },
  cross: { x: 0.06, y: 0.34, w: 0.88, h: 0.32 },
  check: { x: 0.2, y: 0.4, w: 0.4, h: 0.4 },
  heart: { x: 0.16, y: 0.2, w: 0.68, h: 0.42 },
}
export const labelPart = (form: GeoForm): Box => labelParts[form] ?? WHOLE
