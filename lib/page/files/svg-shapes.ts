/**
 * SVG that comes in here: a picture when it is dropped or pasted, with its code kept beside it where that is short and says
 * nothing but what shapes can, so that the picture can be converted later; shapes at once when a file is opened.
 */
import type { ShapeId } from '../../base/ids.ts'
import { compose, identity, placementAffine } from '../../geometry/transform.ts'
import type { ImportOptions, ImportResult } from '../../interchange/import-result.ts'
import { importSvg, isSvgPicture } from '../../interchange/svg/svg-import.ts'
import type { Brought } from '../../shapes/brought.ts'
import type { ImageShape } from '../../shapes/image.ts'
import type { Shape } from '../../shapes/registry.ts'

/** Whose words the code is, in what a picture brought along. */
const FROM = 'svg'
/** Every visitor of the board loads it. */
const MAX_KEPT_CODE = 12_000

const untold: ImportOptions = { newId: () => '' as ShapeId, newSeed: () => 1 }

/** The code to keep beside a picture; null when no shapes would come of it. */
export async function keptCode(file: File): Promise<Brought | null> {
  if (file.size > MAX_KEPT_CODE) return null
  const code = await file.text()
  const read = importSvg(code, untold)
  if (!read.ok || isSvgPicture(read.value) || read.value.shapes.length === 0) return null
  return { from: FROM, words: { code } }
}

/** The shapes of a picture whose code was kept, where the picture is; null when there is none. */
export function shapesOfPicture(image: ImageShape, options: ImportOptions): readonly Shape[] | null {
  const { brought, placement, crop, flipX, flipY } = image
  const code = brought?.from === FROM ? brought.words.code : null
  if (typeof code !== 'string') return null
  const { w, h } = placement
  const read = importSvg(code, options, ({ width, height }) => {
    const flip = { ...identity, a: flipX ? -1 : 1, d: flipY ? -1 : 1, e: flipX ? w : 0, f: flipY ? h : 0 }
    const [sx, sy] = [w / crop.w, h / crop.h]
    const stretch = { ...identity, a: sx / width, d: sy / height, e: -crop.x * sx, f: -crop.y * sy }
    return compose(placementAffine(placement), compose(flip, stretch))
  })
  return read.ok && !isSvgPicture(read.value) ? inPlaceOf(image, read.value) : null
}

/** With what the picture had: its frame or group, how well it is seen. */
const inPlaceOf = ({ parent, opacity, link }: ImageShape, { shapes }: ImportResult): readonly Shape[] =>
  shapes.map((shape) => ({
    ...shape,
    parent: shape.parent === '' ? parent : shape.parent,
    opacity: shape.opacity * opacity,
    link: shape.link === '' ? link : shape.link,
  }))
