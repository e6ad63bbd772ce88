/** The images that shapes name: asked for once each, and the shapes that wait for one are told when it arrives. */
import type { ShapeId } from '../base/ids.ts'
import type { AssetSource } from './canvas.ts'

export interface Images {
  /** The decoded image; undefined while it loads, and then `shape` is repainted once it is there. */
  of(asset: string, shape: ShapeId): ImageBitmap | HTMLImageElement | undefined
}

export function createImages(assets: AssetSource, onArrived: (shapes: ReadonlySet<ShapeId>) => void): Images {
  const ready = new Map<string, ImageBitmap | HTMLImageElement>()
  const waiting = new Map<string, Set<ShapeId>>()
  return {
    of(asset, shape) {
      if (asset === '') return undefined
      const known = ready.get(asset)
      if (known) return known
      const others = waiting.get(asset)
      if (others) {
        others.add(shape)
        return undefined
      }
      const shapes = new Set([shape])
      waiting.set(asset, shapes)
      const image = assets.image(asset, () => {
        waiting.delete(asset)
        onArrived(shapes)
      })
      if (!image) return undefined
      waiting.delete(asset)
      ready.set(asset, image)
      return image
    },
  }
}
