/** Remembers the view per room; a link may carry a shape or a view of its own. */
import type { Clock } from '../../../lib/base/clock.ts'
import { parseShapeId } from '../../../lib/base/ids.ts'
import { type Camera, MAX_ZOOM, MIN_ZOOM } from '../../../lib/editor/camera.ts'
import type { RoomModel } from '../../_ui/room-model.ts'
import { readStored, writeStored } from '../../_ui/stored.ts'

const KEEP_AFTER_MS = 500

const zoomWithin = (zoom: number): number => Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, zoom))
const fragment = () => new URLSearchParams(location.hash.replace(/^#/, ''))

/** What a link to a view names: the board point in the middle of the screen, and the zoom. */
export function viewFragment({ camera, viewport }: RoomModel['editor']): string {
  const { x, y, zoom } = camera.value
  const { w, h } = viewport.value
  return `view=${Math.round(x + w / zoom / 2)},${Math.round(y + h / zoom / 2)},${Number(zoom.toFixed(3))}`
}

/** Shows the view that the link names; others have screens of another size, so its middle counts. */
function showLinkedView({ editor }: RoomModel): () => void {
  const [x, y, zoom] = (fragment().get('view') ?? '').split(',').map(Number)
  if (![x, y, zoom].every((value) => Number.isFinite(value)) || zoom <= 0) return () => {}
  const show = () => {
    const { w, h } = editor.viewport.value
    if (w === 0) return false
    const near = zoomWithin(zoom)
    editor.camera.value = { x: x - w / near / 2, y: y - h / near / 2, zoom: near } satisfies Camera
    return true
  }
  if (show()) return () => {}
  const stop = editor.viewport.subscribe(() => show() && stop())
  return stop
}

/** Shows the shape that the link names, as soon as it is there. */
function showLinkedShape(model: RoomModel): () => void {
  const { editor } = model
  const id = parseShapeId(fragment().get('shape'))
  if (!id) return () => {}
  const show = () => {
    const isReady = editor.viewport.value.w > 0 && editor.document.board.get(id) !== undefined
    if (!isReady) return false
    editor.selection.value = [id]
    return editor.run('view.fit-selection')
  }
  if (show()) return () => {}
  const stops = [editor.document.observe(() => show() && stop()), editor.viewport.subscribe(() => show() && stop())]
  const stop = () => {
    for (const each of stops) each()
  }
  return stop
}

export function wireCamera(model: RoomModel, clock: Clock): () => void {
  const { editor } = model
  const key = `camera.${model.id}`
  const stored = readStored(key) as { x?: unknown; y?: unknown; zoom?: unknown } | undefined
  const { x, y, zoom } = stored ?? {}
  const isCamera = [x, y, zoom].every((value) => typeof value === 'number' && Number.isFinite(value))
  if (isCamera) {
    const kept = { x: x as number, y: y as number, zoom: zoom as number }
    editor.camera.value = { ...kept, zoom: zoomWithin(kept.zoom) }
  }
  let cancel = () => {}
  const stops = [
    showLinkedView(model),
    showLinkedShape(model),
    editor.camera.subscribe(() => {
      cancel()
      cancel = clock.after(KEEP_AFTER_MS, () => writeStored(key, editor.camera.value))
    }),
  ]
  return () => {
    cancel()
    for (const stop of stops) stop()
  }
}
