/** Dragging a tool off the bar: its shape goes along with the pointer, and is made where it is dropped on the board. */
import { type PointerEvent, useEffect, useRef } from 'react'
import { toBoard } from '../../../lib/editor/camera/camera.ts'
import { tools } from '../../../lib/editor/tools/registry.ts'
import type { ToolId } from '../../../lib/editor/tools/tool-ids.ts'
import { screenPoint } from '../../../lib/geometry/point.ts'
import { useRoom } from '../room-context.tsx'

/** A press that moves so far (CSS pixels) is no click any more. */
const SLACK = 6

/** `over`: something else than the board is below the pointer, a drop does nothing. */
type DragState = 'idle' | 'pressing' | 'over' | 'carrying' | 'ended'

const isOnBoard = ({ clientX, clientY }: PointerEvent): boolean =>
  document.elementFromPoint(clientX, clientY)?.closest('[role="application"]') != null

interface DropOptions {
  /** Called once, before the shape is shown for the first time. */
  onLeave?(): void
  /** Called when it is dropped, or let be by Esc. */
  onEnd?(): void
}

/** Pointer handlers for a tool's button; `hasDropped` is true during the click that follows a drag. */
export function useDropShape(tool: ToolId, { onLeave, onEnd }: DropOptions = {}) {
  const { editor } = useRoom()
  const state = useRef<DragState>('idle')
  const start = useRef({ x: 0, y: 0 })
  const stop = useRef(() => {})
  useEffect(() => () => stop.current(), [])
  if (!tools[tool].tool.drop) return { handlers: {}, hasDropped: () => false }

  const show = (next: DragState) => {
    state.current = next
    document.documentElement.style.cursor = next === 'carrying' ? 'copy' : next === 'over' ? 'no-drop' : ''
  }
  const end = (next: DragState) => {
    stop.current()
    stop.current = () => {}
    show(next)
    editor.carry(tool, null)
    onEnd?.()
  }
  /** Esc takes it out of the hand; nothing else hears the key. */
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    end('ended')
  }
  const placeOf = ({ clientX, clientY }: PointerEvent) => toBoard(editor.camera.value, screenPoint(clientX, clientY))
  const isDragged = () => state.current === 'over' || state.current === 'carrying'
  const leave = () => {
    onLeave?.()
    window.addEventListener('keydown', onKey, true)
    stop.current = () => window.removeEventListener('keydown', onKey, true)
  }

  return {
    hasDropped() {
      const has = state.current === 'ended'
      state.current = 'idle'
      return has
    },
    handlers: {
      onPointerDown(event: PointerEvent<HTMLElement>) {
        if (isDragged()) return
        state.current = event.button === 0 && !editor.isViewer.value ? 'pressing' : 'idle'
        start.current = { x: event.clientX, y: event.clientY }
        event.currentTarget.setPointerCapture(event.pointerId)
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        const isFar = Math.hypot(event.clientX - start.current.x, event.clientY - start.current.y) > SLACK
        const isLeaving = state.current === 'pressing' && isFar && isOnBoard(event)
        if (isLeaving) leave()
        else if (!isDragged()) return
        const isOver = !isOnBoard(event)
        show(isOver ? 'over' : 'carrying')
        editor.carry(tool, isOver ? null : placeOf(event))
      },
      onPointerUp(event: PointerEvent<HTMLElement>) {
        const isDropped = state.current === 'carrying' && !editor.isViewer.value
        const wasDragged = isDragged()
        // Made before the hand is emptied: it is what was shown.
        if (isDropped) editor.createAt(tool, placeOf(event))
        if (wasDragged) end('ended')
        else if (state.current === 'pressing') state.current = 'idle'
      },
      onPointerCancel() {
        if (isDragged()) end('idle')
        else state.current = 'idle'
      },
    },
  }
}
