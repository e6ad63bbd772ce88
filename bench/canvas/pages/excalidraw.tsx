/** Excalidraw with the seeded scene, driven through its own imperative interface. */
import { CaptureUpdateAction, convertToExcalidrawElements, Excalidraw } from '@excalidraw/excalidraw'
import '@excalidraw/excalidraw/index.css'
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types'
import { createRoot, type Root } from 'react-dom/client'
import { type SceneItem, scene, sideOf } from '../../../tests/e2e/canvas/harness/scene.ts'
import { seeded } from '../../../tests/e2e/canvas/harness/seeded.ts'
import { type BenchPage, paced, presented } from './bench-page.ts'

type Skeleton = NonNullable<Parameters<typeof convertToExcalidrawElements>[0]>[number]
type Elements = ReturnType<typeof convertToExcalidrawElements>

const board = document.getElementById('board') as HTMLDivElement
let elements: Elements = []
let root: Root | null = null
let api: ExcalidrawImperativeAPI | null = null
const current = () => {
  if (!api) throw new Error('not open')
  return api
}

function skeletonOf(item: SceneItem): Skeleton {
  const { x, y, w: width, h: height, stroke: strokeColor, fill } = item
  const base = { x, y, width, height, strokeColor, backgroundColor: fill, fillStyle: 'solid', roughness: 0 } as const
  switch (item.kind) {
    case 'rectangle':
    case 'ellipse':
      return { ...base, type: item.kind }
    case 'note':
      return { ...base, type: 'rectangle', backgroundColor: '#ffec99', label: { text: item.text, fontSize: 20 } }
    case 'text':
      return { x, y, type: 'text', text: item.text, strokeColor, fontSize: 20 }
    case 'arrow':
      return { ...base, type: 'arrow', points: item.points.map((p) => [p.x, p.y]) } as unknown as Skeleton
    case 'stroke':
      return { ...base, type: 'line', points: item.points.map((p) => [p.x, p.y]) } as unknown as Skeleton
  }
}
/** Freehand strokes have no skeleton of their own: they are made as lines and then become strokes. */
const asStroke = (element: Elements[number]) =>
  element.type === 'line'
    ? ({ ...element, type: 'freedraw', pressures: [], simulatePressure: true } as unknown as Elements[number])
    : element

function cameraFor(view: 'near' | 'all', count: number) {
  const { clientWidth: w, clientHeight: h } = board
  const side = sideOf(count)
  const zoom = view === 'all' ? Math.max(0.1, Math.min(w, h) / side) : 1
  const at = (size: number) => (view === 'all' ? (size / zoom - side) / 2 : 0)
  return { scrollX: at(w), scrollY: at(h), zoom: { value: zoom } }
}

let prepared = 0
const bench: BenchPage = {
  prepare(count) {
    prepared = count
    elements = convertToExcalidrawElements(scene(count).map(skeletonOf)).map(asStroke)
  },
  async open(view) {
    root?.unmount()
    api = null
    root = createRoot(board)
    const start = performance.now()
    const ready = new Promise<void>((done) => {
      root?.render(
        <Excalidraw
          initialData={{ elements, appState: cameraFor(view, prepared) as never }}
          excalidrawAPI={(made) => {
            api = made
            done()
          }}
        />,
      )
    })
    await ready
    while (current().getSceneElements().length === 0) await presented()
    await presented()
    await presented()
    return performance.now() - start
  },
  tool(name) {
    current().setActiveTool({ type: name === 'pen' ? 'freedraw' : 'selection' })
  },
  select(count) {
    const { scrollX, scrollY, zoom, width, height } = current().getAppState()
    const centre = { x: width / zoom.value / 2 - scrollX, y: height / zoom.value / 2 - scrollY }
    const boxes = current()
      .getSceneElements()
      .filter(({ type }) => type === 'rectangle')
      .toSorted((a, b) => Math.hypot(a.x - centre.x, a.y - centre.y) - Math.hypot(b.x - centre.x, b.y - centre.y))
      .slice(0, count)
    current().updateScene({
      appState: { selectedElementIds: Object.fromEntries(boxes.map(({ id }) => [id, true as const])) },
    })
    const [{ x, y, width: w, height: h }] = boxes
    return { x: (x + w / 2 + scrollX) * zoom.value, y: (y + h / 2 + scrollY) * zoom.value }
  },
  storm(perSecond) {
    const random = seeded(5)
    const { scrollX, scrollY, zoom, width, height } = current().getAppState()
    const seen = current()
      .getSceneElements()
      .filter(
        ({ x, y }) =>
          x > -scrollX && y > -scrollY && x < width / zoom.value - scrollX && y < height / zoom.value - scrollY,
      )
      .map(({ id }) => id)
    return () =>
      paced(perSecond, (due) => {
        const moved = new Set(Array.from({ length: due }, () => seen[Math.floor(random() * seen.length)]))
        const next = current()
          .getSceneElementsIncludingDeleted()
          .map((element) =>
            moved.has(element.id)
              ? {
                  ...element,
                  x: element.x + (random() - 0.5) * 40,
                  version: element.version + 1,
                  versionNonce: Math.floor(random() * 2 ** 31),
                }
              : element,
          )
        current().updateScene({ elements: next, captureUpdate: CaptureUpdateAction.NEVER })
      })
  },
}
window.bench = bench
