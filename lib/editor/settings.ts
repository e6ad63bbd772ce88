/** What a person sets for the editor, and what it starts with. */

/** Values for the fields of the next shape, by field name (`stroke`, `fill`, `fontSize`, `route`, `form`, ...). */
export type StyleDefaults = Readonly<Record<string, unknown>>

export interface EditorSettings {
  readonly grid: boolean
  readonly gridSize: number
  readonly snapToObjects: boolean
  readonly toolLock: boolean
  readonly penMode: boolean
  readonly marqueeMustContain: boolean
  readonly wheelZooms: boolean
  readonly keyMap: 'excalidraw' | 'tldraw'
  readonly singleKeyShortcuts: boolean
  readonly theme: 'system' | 'light' | 'dark'
  readonly reducedMotion: boolean
  readonly zen: boolean
  /** One line of help for the tool at hand. */
  readonly hints: boolean
  /** The user looks only, although they may edit. */
  readonly viewMode: boolean
}

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
