/** A page with nothing but the canvas on it, driven by tests and benchmarks through `window.harness`. */
import '@fontsource-variable/inter'
import '@fontsource-variable/shantell-sans'
// Not waited for: it arrives while the board is already drawn.
import '@fontsource-variable/source-serif-4'
import * as Y from 'yjs'
import { systemClock } from '../../../../lib/base/clock.ts'
import { type ShapeId, systemRandom } from '../../../../lib/base/ids.ts'
import type { Canvas } from '../../../../lib/canvas/canvas.ts'
import { createCanvas } from '../../../../lib/canvas/create-canvas.ts'
import { createCanvasMeasurer } from '../../../../lib/canvas/measure.ts'
import { projectionOf } from '../../../../lib/canvas/projection.ts'
import type { BoardDocument } from '../../../../lib/document/board-document.ts'
import { createBoardDocument } from '../../../../lib/document/create-board-document.ts'
import { createEditor } from '../../../../lib/editor/create-editor.ts'
import type { Editor } from '../../../../lib/editor/editor.ts'
import { readShortStringsQuickly } from '../../../../lib/protocol/short-strings.ts'
import { makeShape, type Shape, shapeKinds } from '../../../../lib/shapes/registry.ts'
import { bytesOfEveryKind, IMAGE_ASSET } from './every-kind.ts'
import { scene, sideOf } from './scene.ts'
import { seeded } from './seeded.ts'
import { shapeOf } from './shapes.ts'

// As the product's session does.
readShortStringsQuickly()
const container = document.getElementById('board') as HTMLDivElement
const measure = createCanvasMeasurer()
let parts: { document: BoardDocument; editor: Editor; canvas: Canvas } | null = null
document.fonts.addEventListener('loadingdone', () => parts?.canvas.invalidate())
const frame = () => new Promise<void>((done) => requestAnimationFrame(() => done()))

function current() {
  if (!parts) throw new Error('no board is open')
  return parts
}

/** The bytes of a board with the seeded scene on it. */
export function bytesOf(count: number): Uint8Array {
  const doc = new Y.Doc()
  const document = createBoardDocument({ doc, measure })
  document.dispatch({ name: 'create', shapes: scene(count).map(shapeOf) })
  document.close()
  return Y.encodeStateAsUpdate(doc)
}

async function settled(limitMs = 30_000): Promise<void> {
  const until = performance.now() + limitMs
  // Twice in a row: a change may still be on its way to the next frame.
  for (let calm = 0; calm < 3; calm = current().canvas.stats.isSettled ? calm + 1 : 0) {
    if (performance.now() > until) throw new Error('the canvas does not come to rest')
    await frame()
  }
}

/** Opens a board from bytes; answers the milliseconds until its first complete picture. */
async function open(bytes: Uint8Array, options: { theme?: 'light' | 'dark'; zoomToFit?: boolean } = {}) {
  parts?.canvas.close()
  parts?.editor.close()
  parts?.document.close()
  const start = performance.now()
  const doc = new Y.Doc()
  Y.applyUpdate(doc, bytes)
  const document = createBoardDocument({ doc, measure })
  const editor = createEditor({ document, measure, clock: systemClock, random: systemRandom })
  const theme = options.theme ?? 'light'
  if (options.zoomToFit) showAll(editor)
  const canvas = createCanvas({ container, editor, theme, assets: { image: pictureOf } })
  parts = { document, editor, canvas }
  while (!canvas.stats.isSettled) await frame()
  const ms = performance.now() - start
  await window.document.fonts.ready
  return ms
}

let picture: ImageBitmap | undefined
/** The one image there is; it takes a moment to arrive. */
function pictureOf(asset: string, onReady: () => void): ImageBitmap | undefined {
  if (asset !== IMAGE_ASSET || picture) return asset === IMAGE_ASSET ? picture : undefined
  const sheet = new OffscreenCanvas(60, 40)
  const context = sheet.getContext('2d')
  for (let x = 0; context && x < 6; x++) {
    context.fillStyle = `hsl(${x * 60} 70% 60%)`
    context.fillRect(x * 10, x * 3, 10, 40)
  }
  createImageBitmap(sheet).then((made) => {
    picture = made
    onReady()
  })
  return undefined
}

function showAll(editor: Editor) {
  const side = sideOf(editor.view.board.size)
  const { clientWidth: w, clientHeight: h } = container
  const zoom = Math.min(w, h) / side
  editor.camera.value = { x: (side - w / zoom) / 2, y: (side - h / zoom) / 2, zoom }
}

function pixels(canvas: HTMLCanvasElement): ImageData {
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no context')
  return context.getImageData(0, 0, canvas.width, canvas.height)
}

/** How many pixels of the still canvas differ from a fresh full redraw, and the largest difference of a channel. */
async function compareWithRedraw() {
  await settled()
  const { editor, canvas } = current()
  const shown = container.querySelectorAll('canvas')[0]
  const ratio = window.devicePixelRatio
  const { scale, dx, dy } = projectionOf(editor.camera.value, ratio)
  const region = { x: -dx / scale, y: -dy / scale, w: shown.width / scale, h: shown.height / scale }
  const { grid } = editor.settings.value
  const theme = document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light'
  const redrawn = canvas.render(region, {
    ...{ scale, theme, background: true, grid, pixelRatio: ratio },
    withoutCaptions: true,
  })
  const a = pixels(shown).data
  const b = pixels(redrawn).data
  let different = 0
  let largest = 0
  let first: { x: number; y: number } | null = null
  for (let i = 0; i < a.length; i += 4) {
    const off = Math.max(Math.abs(a[i] - b[i]), Math.abs(a[i + 1] - b[i + 1]), Math.abs(a[i + 2] - b[i + 2]))
    if (off === 0) continue
    different++
    largest = Math.max(largest, off)
    first ??= { x: (i / 4) % shown.width, y: Math.floor(i / 4 / shown.width) }
  }
  return { different, largest, first, total: a.length / 4 }
}

/** Share of the scene's pixels that are bare paper. */
function paperShare(): number {
  const { data } = pixels(container.querySelectorAll('canvas')[0])
  let bare = 0
  for (let i = 0; i < data.length; i += 4) if (data[i] > 248 && data[i + 1] > 248 && data[i + 2] > 248) bare++
  return bare / (data.length / 4)
}

/** What another person sends who does `work` with the same board; `shapes` are those that are visible here. */
function sentByAnother(work: (theirs: BoardDocument, shapes: readonly Shape[]) => void): Uint8Array[] {
  const { document, editor } = current()
  const remote = new Y.Doc()
  Y.applyUpdate(remote, Y.encodeStateAsUpdate(document.doc))
  const theirs = createBoardDocument({ doc: remote, measure })
  const { x, y, zoom } = editor.camera.value
  const { w, h } = editor.viewport.value
  const updates: Uint8Array[] = []
  remote.on('update', (update: Uint8Array) => updates.push(update))
  work(theirs, editor.view.inBox({ x, y, w: w / zoom, h: h / zoom }))
  theirs.close()
  remote.destroy()
  return updates
}
/** Another person moves `count` random visible shapes, `batch` at a time. */
function foreignMoves(count: number, batch: number, seed = 5): Uint8Array[] {
  const random = seeded(seed)
  return sentByAnother((theirs, shapes) => {
    for (let done = 0; done < count; done += batch) {
      const patches = []
      for (let i = 0; i < batch; i++) {
        const { id } = shapes[Math.floor(random() * shapes.length)]
        const shape = theirs.board.get(id)
        if (!shape) continue
        const { placement } = shape
        patches.push({ id, patch: { placement: { ...placement, x: placement.x + (random() - 0.5) * 40 } } })
      }
      theirs.dispatch({ name: 'update', patches })
    }
  })
}
/** Another person copies `count` random visible shapes a little aside, and puts every third to the back. */
function foreignCopies(count: number, seed = 5): Uint8Array[] {
  const random = seeded(seed)
  return sentByAnother((theirs, shapes) => {
    for (let nth = 0; nth < count; nth++) {
      const shape = shapes[Math.floor(random() * shapes.length)]
      const id = `copy-${seed}-${nth}` as ShapeId
      const { placement } = shape
      const aside = { ...placement, x: placement.x + random() * 60, y: placement.y + random() * 60 }
      const copy = { ...shape, id, parent: '', index: '', placement: aside } as Shape
      const create = { name: 'create', shapes: [copy] } as const
      const toBack = { name: 'reorder', ids: [id], to: 'back' } as const
      theirs.dispatch(nth % 3 === 2 ? { name: 'batch', commands: [create, toBack] } : create)
    }
  })
}
/** Applies such updates, one every 20 ms, until they are used up or it is stopped. */
function storm(updates: readonly Uint8Array[]): () => void {
  const { document } = current()
  let next = 0
  const start = performance.now()
  const timer = setInterval(() => {
    const due = Math.min(updates.length, Math.floor((performance.now() - start) / 20))
    for (; next < due; next++) Y.applyUpdate(document.doc, updates[next], 'remote')
  }, 20)
  return () => clearInterval(timer)
}

export const harness = {
  open,
  bytesOf,
  load: (count: number, options?: { theme?: 'light' | 'dark'; zoomToFit?: boolean }) => open(bytesOf(count), options),
  openEveryKind: (theme: 'light' | 'dark') => open(bytesOfEveryKind(measure), { theme }),
  kinds: () => [...new Set(current().document.board.shapes.map(({ type }) => type))].sort(),
  allKinds: Object.keys(shapeKinds).sort(),
  current,
  settled,
  compareWithRedraw,
  paperShare,
  foreignMoves,
  foreignCopies,
  storm,
  seeded,
  frame,
  makeShape,
  Y,
  id: (text: string) => text as ShapeId,
}
declare global {
  interface Window {
    harness: typeof harness
  }
}
// As on the product's page, the faces are there before the board is.
for (const face of ['Inter Variable', 'Shantell Sans Variable']) await document.fonts.load(`20px '${face}'`)
window.harness = harness
