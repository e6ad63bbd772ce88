/** Remembers the view per room; a link may carry a shape or a view of its own. */

import type { Clock } from '../../base/clock.ts'
import { parseShapeId } from '../../base/ids.ts'
import { type ReadonlySignal, watch } from '../../base/signal.ts'
import { type Camera, MAX_ZOOM, MIN_ZOOM, visibleBox } from '../../editor/camera/camera.ts'
import { cameraToFit } from '../../editor/camera/camera-moves.ts'
import { containsBox } from '../../geometry/box.ts'
import { readStored, writeStored } from '../kept/stored.ts'
import type { RoomModel } from '../room-model.ts'

const KEEP_AFTER_MS = 500

const zoomWithin = (zoom: number): number => Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, zoom))
const fragment = () => new URLSearchParams(location.hash.replace(/^#/, ''))

/** What a link to a view names: the board point in the middle of the screen, and the zoom. */
export function viewFragment({ camera, viewport }: RoomModel['editor']): string {
  const { x, y, zoom } = camera.value
  const { w, h } = viewport.value
  return `view=${Math.round(x + w / zoom / 2)},${Math.round(y + h / zoom / 2)},${Number(zoom.toFixed(3))}`
}

type Listen = (listener: () => void) => () => void

const changesOf =
  (source: ReadonlySignal<unknown>): Listen =>
  (listener) =>
    watch(source, listener)

/** Tries at once and after each event until it succeeds; returns the end of trying. */
function whenever(attempt: () => boolean, events: readonly Listen[]): () => void {
  if (attempt()) return () => {}
  const stops = events.map((listen) => listen(() => attempt() && stop()))
  const stop = () => {
    for (const each of stops) each()
  }
  return stop
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
  return whenever(show, [changesOf(editor.viewport)])
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
  return whenever(show, [editor.document.observe, changesOf(editor.viewport)])
}

/** Whoever comes for the first time sees all that is there, unless it is in sight anyway or they have moved already. */
function showContent({ editor, session }: RoomModel): () => void {
  const untouched = editor.camera.value
  const show = () => {
    const { w } = editor.viewport.value
    if (w === 0 || !session.isLoaded.value) return false
    const box = editor.view.contentBounds()
    const isInSight = box === null || containsBox(visibleBox(untouched, editor.viewport.value), box)
    if (!isInSight && editor.camera.value === untouched) {
      editor.camera.value = cameraToFit(box, editor.viewport.value)
    }
    return true
  }
  return whenever(show, [changesOf(session.isLoaded), changesOf(editor.viewport)])
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
    isCamera || fragment().has('view') || fragment().has('shape') ? () => {} : showContent(model),
    watch(editor.camera, () => {
      cancel()
      cancel = clock.after(KEEP_AFTER_MS, () => writeStored(key, editor.camera.value))
    }),
  ]
  return () => {
    cancel()
    for (const stop of stops) stop()
  }
}
