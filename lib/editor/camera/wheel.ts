/** What a turn of the wheel does to the camera. */

import type { WheelInput } from '../editor.ts'
import { type Camera, panBy, zoomAt } from './camera.ts'

/** A mouse notch reports 100 and more, a pinch on a trackpad single digits: the notch is capped. */
const MAX_DELTA = 30
const ZOOM_SPEED = 0.01

/** Pans; zooms at the pointer with Ctrl (a pinch reports it too) or by preference; Shift goes sideways. */
export function wheelCamera(camera: Camera, { screen, deltaX, deltaY, modifiers }: WheelInput, zooms: boolean): Camera {
  if (modifiers.ctrl || (zooms && !modifiers.shift)) {
    const delta = Math.max(-MAX_DELTA, Math.min(MAX_DELTA, deltaY))
    return zoomAt(camera, screen, camera.zoom * Math.exp(-delta * ZOOM_SPEED))
  }
  // Some systems already turn Shift+wheel sideways.
  if (modifiers.shift) return panBy(camera, deltaX || deltaY, 0)
  return panBy(camera, deltaX, deltaY)
}
