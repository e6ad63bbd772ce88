/** tldraw with the seeded scene, driven through its editor. */
import { createRoot, type Root } from 'react-dom/client'
import {
  compressLegacySegments,
  createShapeId,
  type Editor,
  getSnapshot,
  type TLEditorSnapshot,
  type TLShapePartial,
  Tldraw,
  toRichText,
} from 'tldraw'
import 'tldraw/tldraw.css'
import { type SceneItem, scene, sideOf } from '../../../tests/e2e/canvas/harness/scene.ts'
import { seeded } from '../../../tests/e2e/canvas/harness/seeded.ts'
import { type BenchPage, frame, paced, presented } from './bench-page.ts'

const COLORS: Readonly<Record<string, string>> = {
  '#1e1e1e': 'black',
  '#e03131': 'red',
  '#2f9e44': 'green',
  '#1971c2': 'blue',
  '#f08c00': 'orange',
}
const board = document.getElementById('board') as HTMLDivElement
let snapshot: TLEditorSnapshot | undefined
let root: Root | null = null
let editor: Editor | null = null
let prepared = 0
const current = () => {
  if (!editor) throw new Error('not open')
  return editor
}

function partialOf(item: SceneItem, nth: number): TLShapePartial {
  const { x, y, w, h } = item
  const color = COLORS[item.stroke]
  const base = { id: createShapeId(`s${nth}`), x, y }
  switch (item.kind) {
    case 'rectangle':
    case 'ellipse': {
      const fill = item.fill === 'transparent' ? 'none' : 'solid'
      return { ...base, type: 'geo', props: { geo: item.kind, w, h, color, fill, dash: 'solid' } }
    }
    case 'note':
      return {
        ...base,
        type: 'geo',
        props: {
          geo: 'rectangle',
          w,
          h,
          color: 'yellow',
          fill: 'solid',
          dash: 'solid',
          richText: toRichText(item.text),
        },
      }
    case 'text':
      return { ...base, type: 'text', props: { richText: toRichText(item.text), color, size: 's' } }
    case 'stroke':
      return {
        ...base,
        type: 'draw',
        props: {
          color,
          size: 's',
          isComplete: true,
          segments: compressLegacySegments([
            { type: 'free', points: item.points.map((p) => ({ x: p.x, y: p.y, z: 0.5 })) },
          ]),
        },
      }
    case 'arrow':
      return { ...base, type: 'arrow', props: { color, dash: 'solid', start: { x: 0, y: 0 }, end: { x: w, y: h } } }
  }
}

function mount(from: TLEditorSnapshot | undefined): Promise<void> {
  root?.unmount()
  editor = null
  root = createRoot(board)
  return new Promise((done) =>
    root?.render(
      <div style={{ position: 'absolute', inset: 0 }}>
        <Tldraw
          hideUi
          snapshot={from}
          options={{ maxShapesPerPage: 60_000 }}
          onMount={(made) => {
            editor = made
            done()
          }}
        />
      </div>,
    ),
  )
}

let items: SceneItem[] = []
const bench: BenchPage = {
  prepare(count) {
    prepared = count
    items = scene(count)
  },
  async open(view) {
    if (!snapshot) {
      await mount(undefined)
      current().createShapes(items.map(partialOf))
      snapshot = getSnapshot(current().store) as TLEditorSnapshot
    }
    const start = performance.now()
    await mount(snapshot)
    const { clientWidth: w, clientHeight: h } = board
    const side = sideOf(prepared)
    const z = view === 'all' ? Math.max(0.05, Math.min(w, h) / side) : 1
    const at = (size: number) => (view === 'all' ? (size / z - side) / 2 : 0)
    current().setCameraOptions({ zoomSteps: [0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8] })
    current().setCamera({ x: at(w), y: at(h), z }, { immediate: true })
    while (document.querySelectorAll('.tl-shape').length === 0) await frame()
    await presented()
    await presented()
    return performance.now() - start
  },
  tool(name) {
    current().setCurrentTool(name === 'pen' ? 'draw' : 'select')
  },
  select(count) {
    const centre = current().getViewportPageBounds().center
    const notes = current()
      .getCurrentPageShapes()
      .filter((shape) => shape.type === 'geo' && (shape.props as { fill?: string }).fill === 'solid')
      .toSorted((a, b) => Math.hypot(a.x - centre.x, a.y - centre.y) - Math.hypot(b.x - centre.x, b.y - centre.y))
      .slice(0, count)
    current().bringToFront([notes[0].id])
    current().setSelectedShapes(count > 1 ? notes.map(({ id }) => id) : [])
    return current().pageToScreen({ x: notes[0].x + 20, y: notes[0].y + 15 })
  },
  storm(perSecond) {
    const random = seeded(5)
    const view = current().getViewportPageBounds()
    const seen = current()
      .getCurrentPageShapes()
      .filter(({ x, y }) => view.containsPoint({ x, y }))
      .map(({ id }) => id)
    return () =>
      paced(perSecond, (due) => {
        current().store.mergeRemoteChanges(() => {
          for (; due > 0; due--) {
            const shape = current().getShape(seen[Math.floor(random() * seen.length)])
            if (shape) current().store.put([{ ...shape, x: shape.x + (random() - 0.5) * 40 }])
          }
        })
      })
  },
}
window.bench = bench
