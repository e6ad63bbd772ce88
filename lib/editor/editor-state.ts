/** Everything that an editor holds by itself, beside the document: all of it is only mine. */
import type { ShapeId } from '../base/ids.ts'
import { signal } from '../base/signal.ts'
import type { PeerPresence } from '../document/presence.ts'
import type { Box } from '../geometry/box.ts'
import type { BoardPoint } from '../geometry/point.ts'
import { type Camera, initialCamera } from './camera/camera.ts'
import type { CellRange } from './cells/marked-cells.ts'
import type { EditorSettings, StyleDefaults } from './settings.ts'
import { defaultSettings, defaultStyles } from './settings.ts'
import { emptyPreview, type Guide, type PointerSample } from './tools/tool.ts'
import type { ToolId } from './tools/tool-ids.ts'

export const createEditorState = (settings: Partial<EditorSettings> = {}) => ({
  settings: signal<EditorSettings>({ ...defaultSettings, ...settings }),
  camera: signal<Camera>(initialCamera),
  viewport: signal({ w: 1280, h: 800 }),
  tool: signal<ToolId>('select'),
  selection: signal<readonly ShapeId[]>([]),
  entered: signal<ShapeId | null>(null),
  hovered: signal<ShapeId | null>(null),
  bindTarget: signal<ShapeId | null>(null),
  preview: signal(emptyPreview),
  marquee: signal<Box | null>(null),
  guides: signal<readonly Guide[]>([]),
  editing: signal<ShapeId | null>(null),
  naming: signal<ShapeId | null>(null),
  cells: signal<CellRange | null>(null),
  cursor: signal('default'),
  isBusy: signal(false),
  isCoarse: signal(false),
  laser: signal<readonly PointerSample[]>([]),
  pointer: signal<BoardPoint | null>(null),
  styles: signal<StyleDefaults>(defaultStyles),
  copiedStyle: signal<StyleDefaults | null>(null),
  peers: signal<readonly PeerPresence[]>([]),
  isViewer: signal(false),
})
