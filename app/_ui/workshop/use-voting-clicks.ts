import { useEffect } from 'react'
import { isVotable } from '../../../lib/document/workshop.ts'
import { toBoard } from '../../../lib/editor/camera/camera.ts'
import { screenPoint } from '../../../lib/geometry/point.ts'
import type { Shape } from '../../../lib/shapes/registry.ts'
import { useRoom } from '../room-context.tsx'

const TOLERANCE_PX = 6
/** A press that moves further was meant as something else. */
const MAX_MOVE_PX = 6

/** While voting, a click on a shape is a vote for it; the board between the shapes works as ever. */
export function useVotingClicks(isOn: boolean): void {
  const { editor, workshop, me } = useRoom()
  useEffect(() => {
    if (!isOn) return
    let press: { readonly shape: Shape; readonly x: number; readonly y: number } | null = null
    const shapeAt = (event: MouseEvent): Shape | undefined => {
      const board = event.target instanceof Element ? event.target.closest('[role="application"]') : null
      if (!board || event.button !== 0 || editor.tool.value !== 'select') return undefined
      const { left, top } = board.getBoundingClientRect()
      const at = toBoard(editor.camera.value, screenPoint(event.clientX - left, event.clientY - top))
      const tolerance = TOLERANCE_PX / editor.camera.value.zoom
      const hit = editor.view.hit(at, { tolerance, includeLocked: true, insideHollow: true })
      return isVotable(hit?.type) ? hit : undefined
    }
    const onDown = (event: PointerEvent) => {
      const shape = shapeAt(event)
      press = shape ? { shape, x: event.clientX, y: event.clientY } : null
      // The editor must not take the same press for a drag or a double click for typing.
      if (shape) event.stopImmediatePropagation()
    }
    const onUp = (event: PointerEvent) => {
      if (!press) return
      const { shape, x, y } = press
      press = null
      event.stopImmediatePropagation()
      if (Math.hypot(event.clientX - x, event.clientY - y) > MAX_MOVE_PX) return
      workshop.vote(me.value.userId, shape.id, 1)
    }
    const onDouble = (event: MouseEvent) => {
      if (shapeAt(event)) event.stopImmediatePropagation()
    }
    const ended = new AbortController()
    const options = { capture: true, signal: ended.signal }
    window.addEventListener('pointerdown', onDown, options)
    window.addEventListener('pointerup', onUp, options)
    window.addEventListener('dblclick', onDouble, options)
    return () => ended.abort()
  }, [isOn, editor, workshop, me])
}
