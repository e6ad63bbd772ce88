/** What a turn of the wheel does to the camera. */

import type { WheelInput } from '../editor.ts'
import { type Camera, panBy, zoomAt } from './camera.ts'

/** A pinch on a trackpad reports single digits many times a second; one notch of a mouse zooms by about a tenth. */
const MAX_PINCH_DELTA = 10
const ZOOM_SPEED = 0.01
/** Browsers report a notch as 100 or 120, and quick notches as one event with their sum. */
const NOTCH_DELTA = 100
const MAX_NOTCHES = 6

function zoomFactor(deltaY: number): number {
  const size = Math.abs(deltaY)
  const notches = Math.min(MAX_NOTCHES, Math.max(1, Math.floor(size / NOTCH_DELTA)))
  return Math.exp(-Math.sign(deltaY) * Math.min(MAX_PINCH_DELTA, size) * notches * ZOOM_SPEED)
}

/** Pans; zooms at the pointer with Ctrl (a pinch reports it too) or by preference; Shift goes sideways. */
export function wheelCamera(camera: Camera, { screen, deltaX, deltaY, modifiers }: WheelInput, zooms: boolean): Camera {
  if (modifiers.ctrl || (zooms && !modifiers.shift)) {
    return zoomAt(camera, screen, camera.zoom * zoomFactor(deltaY))
  }
  // Some systems already turn Shift+wheel sideways.
  if (modifiers.shift) return panBy(camera, deltaX || deltaY, 0)
  return panBy(camera, deltaX, deltaY)
}
