/** Shapes as one item of the library: a board file and a small picture. */
import { finish } from '../../base/steps.ts'
import { writeDataUrl } from '../../interchange/data-url.ts'
import type { ImportedAsset } from '../../interchange/import-result.ts'
import { exportJson } from '../../interchange/json.ts'
import { printSvg } from '../../print/print-svg.ts'
import type { TextMeasurer } from '../../shapes/kind.ts'
import type { Shape } from '../../shapes/registry.ts'
import { dataUrl, type FontsAtHand, fontCssFor, wordsIn } from './embedded-fonts.ts'

interface ItemOptions {
  readonly shapes: readonly Shape[]
  readonly assets: ReadonlyMap<string, ImportedAsset>
  readonly measure: TextMeasurer
}

/** Of the longer side, in dots. */
const PICTURE_SIDE = 240
const MAX_ENLARGED = 3

interface WrittenItem {
  readonly board: string
  readonly picture: string
}

export type ItemWriter = (item: Omit<ItemOptions, 'measure'>) => Promise<WrittenItem>

/** Writes items one after another; what they need of fonts is fetched once for all of them. */
export function itemWriter(measure: TextMeasurer): ItemWriter {
  const fonts = new Map<string, Promise<string | null>>()
  return (item) => writeItem({ ...item, measure }, fonts)
}

async function writeItem({ shapes, assets, measure }: ItemOptions, fonts: FontsAtHand): Promise<WrittenItem> {
  const byId = new Map(shapes.map((shape) => [shape.id, shape]))
  const print = (fontCss: string) =>
    printSvg({
      shapes,
      context: { measure, shape: (id) => byId.get(id) },
      theme: 'light',
      background: false,
      assets: new Map([...assets].map(([name, asset]) => [name, writeDataUrl(asset)])),
      ...(fontCss === '' ? {} : { fontCss }),
    })
  const plain = print('')
  // As a picture of its own it finds no font of the page.
  const fontCss = await fontCssFor(finish(wordsIn(plain)), document, fonts)
  return {
    board: JSON.stringify(exportJson({ title: '', background: '', shapes, comments: () => [] }, assets)),
    picture: await painted(fontCss === '' ? plain : print(fontCss)).catch(() => plain),
  }
}

async function painted(svg: string): Promise<string> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const { naturalWidth: w, naturalHeight: h } = image
    const scale = Math.min(MAX_ENLARGED, PICTURE_SIDE / Math.max(w, h, 1))
    const canvas = new OffscreenCanvas(Math.max(1, Math.round(w * scale)), Math.max(1, Math.round(h * scale)))
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await dataUrl(await canvas.convertToBlob({ type: 'image/webp' }))
  } finally {
    URL.revokeObjectURL(url)
  }
}
