/** Shapes as one item of the library: a board file and a small picture. */
import { writeDataUrl } from '../../interchange/data-url.ts'
import type { ImportedAsset } from '../../interchange/import-result.ts'
import { exportJson } from '../../interchange/json.ts'
import { printSvg } from '../../print/print-svg.ts'
import type { TextMeasurer } from '../../shapes/kind.ts'
import type { Shape } from '../../shapes/registry.ts'

interface ItemOptions {
  readonly shapes: readonly Shape[]
  readonly assets: ReadonlyMap<string, ImportedAsset>
  readonly measure: TextMeasurer
}

export function writeItem({ shapes, assets, measure }: ItemOptions): {
  readonly board: string
  readonly picture: string
} {
  const byId = new Map(shapes.map((shape) => [shape.id, shape]))
  const picture = printSvg({
    shapes,
    context: { measure, shape: (id) => byId.get(id) },
    theme: 'light',
    background: false,
    assets: new Map([...assets].map(([name, asset]) => [name, writeDataUrl(asset)])),
  })
  return {
    board: JSON.stringify(exportJson({ title: '', background: '', shapes, comments: () => [] }, assets)),
    picture,
  }
}
