/** This product's canvas, on the same bare page that its tests use. */
import '../../../tests/e2e/canvas/harness/page.ts'
import type { BenchPage } from './bench-page.ts'

const { harness } = window
let bytes: Uint8Array = new Uint8Array()
let held: InstanceType<typeof harness.Y.Doc> | null = null
const bench: BenchPage = {
  prepare(count) {
    bytes = harness.bytesOf(count)
  },
  holdDocument(isHeld) {
    held = isHeld ? new harness.Y.Doc() : null
    if (held) harness.Y.applyUpdate(held, bytes)
    return held !== null
  },
  open: (view) => harness.open(bytes, { zoomToFit: view === 'all' }),
  tool(name) {
    harness.current().editor.tool.value = name === 'pen' ? 'draw' : 'select'
  },
  select(count) {
    const { editor } = harness.current()
    const { x, y, zoom } = editor.camera.value
    const { w, h } = editor.viewport.value
    const centre = { x: x + w / zoom / 2, y: y + h / zoom / 2 }
    const far = (s: { placement: { x: number; y: number } }) =>
      Math.hypot(s.placement.x - centre.x, s.placement.y - centre.y)
    const notes = editor.view.board.shapes.filter((s) => s.type === 'note').sort((a, b) => far(a) - far(b))
    const others = editor.view.board.shapes.filter((s) => s.type === 'geo').sort((a, b) => far(a) - far(b))
    const chosen = [notes[0], ...others.slice(0, count - 1)]
    editor.selection.value = count > 1 ? chosen.map((s) => s.id) : []
    // Above everything else, so that the press meets it.
    editor.dispatch({ name: 'reorder', ids: [notes[0].id], to: 'front' })
    const { placement } = notes[0]
    return {
      x: (placement.x + placement.w / 2 - x) * zoom,
      y: (placement.y + placement.h / 2 - y) * zoom,
    }
  },
  storm(perSecond, seconds) {
    const updates = harness.foreignMoves(perSecond * seconds, perSecond / 50)
    return () => harness.storm(updates)
  },
}
window.bench = bench
