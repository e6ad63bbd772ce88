/** Safari tells a pinch on a trackpad by events of its own: the board zooms at the pointer, the page never does (I31). */

import type { Editor } from '../../editor/editor.ts'
import { screenPoint } from '../../geometry/point.ts'

interface GestureEvent extends UIEvent {
  readonly scale: number
  readonly clientX: number
  readonly clientY: number
}
const isGesture = (event: Event): event is GestureEvent =>
  'scale' in event && typeof event.scale === 'number' && Number.isFinite(event.scale) && event.scale > 0

export function wirePinch(view: Window, editor: Editor, container: HTMLElement): () => void {
  const ended = new AbortController()
  const options = { signal: ended.signal, capture: true, passive: false }
  /** Zoom when the pinch began; null while none goes on over the board. */
  let from: number | null = null
  /** On a touch screen the same events come beside the fingers themselves, which zoom already. */
  const fingers = new Set<number>()

  const isOverBoard = (target: EventTarget | null) =>
    target instanceof HTMLElement && (container.contains(target) || target.isContentEditable)
  const begin = (event: Event) => {
    event.preventDefault()
    from = fingers.size === 0 && isOverBoard(event.target) ? editor.camera.value.zoom : null
  }
  const change = (event: Event) => {
    event.preventDefault()
    if (from === null || !isGesture(event)) return
    const { left, top } = container.getBoundingClientRect()
    editor.zoomAt(screenPoint(event.clientX - left, event.clientY - top), from * event.scale)
  }
  const end = (event: Event) => {
    event.preventDefault()
    from = null
  }
  view.addEventListener('gesturestart', begin, options)
  view.addEventListener('gesturechange', change, options)
  view.addEventListener('gestureend', end, options)
  const finger = (isDown: boolean) => (event: PointerEvent) => {
    if (event.pointerType !== 'touch') return
    if (isDown) fingers.add(event.pointerId)
    else fingers.delete(event.pointerId)
  }
  view.addEventListener('pointerdown', finger(true), options)
  view.addEventListener('pointerup', finger(false), options)
  view.addEventListener('pointercancel', finger(false), options)
  return () => ended.abort()
}
