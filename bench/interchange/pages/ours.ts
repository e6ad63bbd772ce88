/** This product reads a file of others, draws it, and writes it again as a file of Excalidraw. */
import '@fontsource-variable/inter'
import '@fontsource-variable/shantell-sans'
import '@fontsource-variable/source-serif-4'
import '@fontsource/jetbrains-mono'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { createCanvasMeasurer } from '../../../lib/canvas/measure.ts'
import { boardReaders } from '../../../lib/interchange/board-readers.ts'
import { writeDataUrl } from '../../../lib/interchange/data-url.ts'
import { exportExcalidraw } from '../../../lib/interchange/excalidraw-export.ts'
import { printSvg } from '../../../lib/print/print-svg.ts'
import { arrowEnds } from '../../../lib/shapes/arrows.ts'
import { kindOf, type Shape } from '../../../lib/shapes/registry.ts'
import { HEIGHT, WIDTH } from '../scenes/excalidraw-scenes.ts'
import type { Drawn } from './drawn.ts'
import { show } from './show.ts'

const measure = createCanvasMeasurer()

async function draw(format: 'excalidraw' | 'tldraw', text: string) {
  await Promise.all([...document.fonts].map((face) => face.load()))
  let next = 0
  const read = boardReaders[format](text, { newId: () => `s${next++}` as ShapeId, newSeed: () => 7 })
  if (!read.ok) throw new Error(read.error.message)
  const { shapes, assets, skipped } = read.value
  const byId = new Map<string, Shape>(shapes.map((shape) => [shape.id, shape]))
  const context = { measure, shape: (id: ShapeId) => byId.get(id) }
  const urls = new Map([...assets].map(([name, asset]) => [name, writeDataUrl(asset)]))
  const region = { x: 0, y: 0, w: WIDTH, h: HEIGHT }
  const code = printSvg({ shapes, context, theme: 'light', background: true, region, padding: 0, assets: urls })
  const svg = new DOMParser().parseFromString(code, 'image/svg+xml').documentElement
  await show(svg as unknown as SVGSVGElement, { left: 0, top: 0 })
  // In the order in which the file has them: ids are given as they are read.
  const inOrder = shapes
    .filter(({ type }) => type !== 'group')
    .sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)))
  const drawn = inOrder.map((shape): Drawn => {
    const { w, h } = kindOf(shape).placement(shape, context)
    if (shape.type !== 'arrow') return { type: shape.type, size: { w, h } }
    const { start, end } = arrowEnds(shape, context)
    return { type: 'arrow', size: null, ends: [start, end] }
  })
  return { drawn, skipped, file: exportExcalidraw({ shapes, measure, assets }) }
}
Object.assign(window, { draw })
