/** tldraw draws a scene, tells where its shapes lie, and writes it as a file. */
import { getAssetUrls } from '@tldraw/assets/selfHosted'
import { createRoot } from 'react-dom/client'
import { Box, type Editor, getArrowInfo, serializeTldrawJson, type TLArrowShape, Tldraw } from 'tldraw'
import 'tldraw/tldraw.css'
import { HEIGHT, WIDTH } from '../scenes/excalidraw-scenes.ts'
import { tldrawScenes } from '../scenes/tldraw-scenes.ts'
import type { Drawn } from './drawn.ts'
import { show } from './show.ts'

const board = document.getElementById('board') as HTMLDivElement
const opened = new Promise<Editor>((resolve) => {
  createRoot(board).render(<Tldraw assetUrls={getAssetUrls({ baseUrl: '/tldraw/' })} onMount={resolve} />)
})

function boxOf({ type, props }: { readonly type: string; readonly props: object }) {
  const { w, h, growY = 0 } = props as { readonly w: number; readonly h: number; readonly growY?: number }
  return type === 'geo' ? { w, h: h + growY } : null
}

async function draw(index: number) {
  const editor = await opened
  const { shapes, bindings = [] } = tldrawScenes[index]
  editor.deleteShapes([...editor.getCurrentPageShapeIds()])
  // Texts that are not measured with their own faces would keep wrong sizes.
  await Promise.all([...document.fonts].map((face) => face.load()))
  editor.createShapes(shapes as Parameters<Editor['createShapes']>[0])
  editor.createBindings(bindings as Parameters<Editor['createBindings']>[0])
  await editor.fonts.loadRequiredFontsForCurrentPage()
  await new Promise<void>((done) => setTimeout(done, 300))
  const sorted = editor.getCurrentPageShapesSorted()
  const picture = await editor.getSvgElement(sorted, {
    bounds: new Box(0, 0, WIDTH, HEIGHT),
    padding: 0,
    background: false,
    darkMode: false,
  })
  if (!picture) throw new Error('no picture')
  // The picture is taken down by who made it: what is shown is a copy.
  await show(picture.svg.cloneNode(true) as SVGSVGElement, { left: 0, top: 0 })
  const inOrder = [...sorted.filter(({ type }) => type !== 'arrow'), ...sorted.filter(({ type }) => type === 'arrow')]
  const drawn = inOrder.map((shape): Drawn => {
    const { type } = shape
    if (type !== 'arrow') {
      // The line of a cloud or heart does not touch all sides of its box.
      const { w, h } = boxOf(shape) ?? editor.getShapeGeometry(shape).bounds
      return { type, size: type === 'line' || type === 'draw' ? null : { w, h } }
    }
    const info = getArrowInfo(editor, shape as TLArrowShape)
    const transform = editor.getShapePageTransform(shape)
    const ends = info ? [info.start.point, info.end.point].map((p) => transform.applyToPoint(p)) : []
    return { type, size: null, ends: ends.map(({ x, y }) => ({ x, y })) }
  })
  return { drawn, text: await serializeTldrawJson(editor) }
}
Object.assign(window, { draw })
