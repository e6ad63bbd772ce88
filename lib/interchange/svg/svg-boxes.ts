/** Rectangles, circles, ellipses and pictures of SVG as shapes of ours; what a transform has skewed is an outline. */
import type { Box, Placement } from '../../geometry/box.ts'
import { ellipsePath, type Path, pathOf } from '../../geometry/path.ts'
import { applyAffine } from '../../geometry/transform.ts'
import type { GeoForm } from '../../shapes/geo-forms.ts'
import { makeShape, type Shape } from '../../shapes/registry.ts'
import { readDataUrl } from '../data-url.ts'
import type { ImportSession } from '../import-session.ts'
import { lookOf } from './svg-look.ts'
import { stretchOf } from './svg-transform.ts'
import { type Drawn, lengthOf } from './svg-tree.ts'
import type { XmlElement } from './xml-reader.ts'

const HALF_TURN = Math.PI
/** A box looks the same after half a turn. */
function uprightAngle(angle: number): number {
  const rest = angle - Math.ceil(angle / HALF_TURN - 0.5 - 1e-9) * HALF_TURN
  return Math.abs(rest) < 1e-6 ? 0 : rest
}

function placementOf(box: Box, { matrix }: Drawn): Placement | null {
  const stretch = stretchOf(matrix)
  if (!stretch.isSquare) return null
  const centre = applyAffine(matrix, { x: box.x + box.w / 2, y: box.y + box.h / 2 })
  const [w, h] = [box.w * stretch.x, box.h * stretch.y]
  return { x: centre.x - w / 2, y: centre.y - h / 2, w, h, rotation: stretch.rotation }
}

function boxOf(element: XmlElement): Box {
  const of = (name: string) => lengthOf(element, name) ?? 0
  if (element.name === 'rect' || element.name === 'image')
    return { x: of('x'), y: of('y'), w: of('width'), h: of('height') }
  const [rx, ry] = element.name === 'circle' ? [of('r'), of('r')] : [of('rx'), of('ry')]
  return { x: of('cx') - rx, y: of('cy') - ry, w: 2 * rx, h: 2 * ry }
}

/** Round corners of ours, see `forms/form.ts`. */
const ownRadius = ({ w, h }: Box): number => Math.min(32, Math.min(w, h) / 4)
/** A corner that is this much rounder or less round than ours is told of. */
const OTHER_CORNER = 4

interface Look {
  readonly form: GeoForm
  readonly corners: 'sharp' | 'round'
}

function formOf(element: XmlElement, box: Placement, scale: number, session: ImportSession): Look {
  if (element.name !== 'rect') return { form: 'ellipse', corners: 'sharp' }
  const told = lengthOf(element, 'rx') ?? lengthOf(element, 'ry') ?? 0
  const most = Math.min(box.w, box.h) / 2
  const radius = Math.min(Math.max(0, told * scale), most)
  if (radius > 0 && radius > most * 0.9)
    return {
      form: Math.abs(box.w - box.h) < 1 ? 'ellipse' : box.w > box.h ? 'terminator' : 'rectangle',
      corners: 'round',
    }
  const own = ownRadius(box)
  const corners = radius > own / 2 ? 'round' : 'sharp'
  if (Math.abs(radius - (corners === 'round' ? own : 0)) > OTHER_CORNER) session.skip('rect', 'look-changed')
  return { form: 'rectangle', corners }
}

/** null when it is skewed. */
export function boxShape(drawn: Drawn, session: ImportSession): Shape | null {
  const box = boxOf(drawn.element)
  const placement = placementOf(box, drawn)
  if (!placement) return null
  return makeShape('geo', session.options.newId(), {
    ...formOf(drawn.element, placement, stretchOf(drawn.matrix).x, session),
    ...lookOf(drawn),
    placement: { ...placement, rotation: uprightAngle(placement.rotation) },
    look: 'clean',
    roughness: 0,
    seed: session.options.newSeed(),
    font: 'sans',
    opacity: drawn.opacity,
    link: drawn.link,
  })
}

/** The outline of a box in its own plane. */
export function boxOutline(element: XmlElement): Path {
  const { x, y, w, h } = boxOf(element)
  if (element.name !== 'rect') return ellipsePath(x, y, w, h)
  const corners = [
    { x, y },
    { x: x + w, y },
    { x: x + w, y: y + h },
    { x, y: y + h },
  ]
  return pathOf(corners, 'closed')
}

const BOXES: ReadonlySet<string> = new Set(['rect', 'circle', 'ellipse'])
export const isBox = ({ name }: XmlElement): boolean => BOXES.has(name)

export const isEmptyBox = (element: XmlElement): boolean => {
  const { w, h } = boxOf(element)
  return !(w > 0 && h > 0)
}

/** null when its bytes are not in the file, or a transform has skewed it. */
export function imageShape(drawn: Drawn, session: ImportSession): Shape | null {
  const href = drawn.element.attributes.get('href') ?? ''
  const placement = placementOf(boxOf(drawn.element), drawn)
  const asset = placement ? readDataUrl(href.replace(/\s+/g, '')) : null
  if (!placement || !asset) return null
  return makeShape('image', session.options.newId(), {
    placement,
    asset: session.keepAsset(href, asset),
    mimeType: asset.mimeType,
    naturalWidth: Math.max(1, placement.w),
    naturalHeight: Math.max(1, placement.h),
    flipY: stretchOf(drawn.matrix).isMirrored,
    opacity: drawn.opacity,
    link: drawn.link,
  })
}
