/** Dragging a tool off the bar and dropping it makes its shape there. */
import { type PointerEvent, useRef } from 'react'
import { toBoard } from '../../../lib/editor/camera/camera.ts'
import type { ToolId } from '../../../lib/editor/tools/tool-ids.ts'
import { screenPoint } from '../../../lib/geometry/point.ts'
import { useRoom } from '../room-context.tsx'

const droppable: readonly ToolId[] = [
  'rectangle',
  'diamond',
  'ellipse',
  'arrow',
  'line',
  'text',
  'note',
  'table',
  'frame',
]

/** Pointer handlers for a tool's button; `hasDropped` is true during the click that follows a drop. */
export function useDropShape(tool: ToolId) {
  const { editor } = useRoom()
  const state = useRef<'idle' | 'pressing' | 'outside' | 'dropped'>('idle')
  if (!droppable.includes(tool)) return { handlers: {}, hasDropped: () => false }
  return {
    hasDropped() {
      const has = state.current === 'dropped'
      state.current = 'idle'
      return has
    },
    handlers: {
      onPointerDown(event: PointerEvent<HTMLButtonElement>) {
        state.current = event.button === 0 ? 'pressing' : 'idle'
        event.currentTarget.setPointerCapture(event.pointerId)
      },
      onPointerMove(event: PointerEvent<HTMLButtonElement>) {
        if (state.current !== 'pressing' && state.current !== 'outside') return
        const bar = event.currentTarget.closest('[role="toolbar"]')?.getBoundingClientRect()
        if (!bar) return
        const isInside = event.clientY >= bar.top - 8 && event.clientY <= bar.bottom + 8
        state.current = isInside ? 'pressing' : 'outside'
        document.documentElement.style.cursor = isInside ? '' : 'copy'
      },
      onPointerUp(event: PointerEvent<HTMLButtonElement>) {
        const hasLeft = state.current === 'outside'
        state.current = hasLeft ? 'dropped' : 'idle'
        document.documentElement.style.cursor = ''
        if (!hasLeft || editor.isViewer.value) return
        editor.createAt(tool, toBoard(editor.camera.value, screenPoint(event.clientX, event.clientY)))
      },
      onPointerCancel() {
        state.current = 'idle'
        document.documentElement.style.cursor = ''
      },
    },
  }
}
