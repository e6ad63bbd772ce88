/** What the editor starts with. */
import type { EditorSettings, StyleDefaults } from './editor.ts'

export const defaultSettings: EditorSettings = {
  grid: false,
  gridSize: 20,
  snapToObjects: true,
  toolLock: false,
  penMode: false,
  marqueeMustContain: false,
  wheelZooms: false,
  keyMap: 'excalidraw',
  singleKeyShortcuts: true,
  theme: 'system',
  reducedMotion: false,
  zen: false,
  hints: true,
  viewMode: false,
}
/** Everything not named takes the initial value of its field. */
export const defaultStyles: StyleDefaults = {}

const routes = ['straight', 'curved', 'elbow'] as const
/** Pressing the arrow's key again takes the next kind of arrow. */
export const nextRoute = (route: unknown): (typeof routes)[number] =>
  routes[(Math.max(0, routes.indexOf(route as never)) + 1) % routes.length]
