/** The eraser end of a pen rubs out from any tool, and gives the tool and the selection back when it lifts. */
import type { ShapeId } from '../../base/ids.ts'
import type { Signal } from '../../base/signal.ts'
import type { PointerEventInput } from '../editor.ts'
import type { PointerInput } from '../tools/tool.ts'
import type { ToolId } from '../tools/tool-ids.ts'

/** An event whose button is one that tools know. */
export type RoutedEvent = PointerEventInput extends infer E
  ? E extends { readonly button: unknown }
    ? Omit<E, 'button'> & Pick<PointerInput, 'button'>
    : E
  : never

interface FlippedPenHost {
  readonly tool: Signal<ToolId>
  readonly selection: Signal<readonly ShapeId[]>
  mayErase(): boolean
  exists(id: ShapeId): boolean
}

export function withFlippedPen(host: FlippedPenHost, next: (event: RoutedEvent) => void) {
  let lent: { readonly pointerId: number; readonly tool: ToolId; readonly selection: readonly ShapeId[] } | null = null

  function giveBack() {
    if (!lent) return
    const { tool, selection } = lent
    lent = null
    // Somebody chose another tool meanwhile: that one stays.
    if (host.tool.value !== 'eraser') return
    host.tool.value = tool
    host.selection.value = selection.filter(host.exists)
  }
  return (event: PointerEventInput): void => {
    if (event.name === 'cancel' || event.button !== 5) {
      next(event as RoutedEvent)
    } else {
      if (event.name === 'down' && host.mayErase()) {
        giveBack()
        lent = { pointerId: event.pointerId, tool: host.tool.value, selection: host.selection.value }
        host.tool.value = 'eraser'
      }
      // Who may not erase pans, as with the middle button.
      next({ ...event, button: host.mayErase() ? 0 : 1 })
    }
    if (lent?.pointerId === event.pointerId && (event.name === 'up' || event.name === 'cancel')) giveBack()
  }
}
