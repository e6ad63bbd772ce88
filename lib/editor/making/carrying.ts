/** A tool dragged off its bar: what it makes is shown in the hand, faint and as large as it will be, and made when dropped. */
import type { ShapeId } from '../../base/ids.ts'
import type { Signal } from '../../base/signal.ts'
import type { Command } from '../../document/command.ts'
import type { BoardPoint } from '../../geometry/point.ts'
import type { Shape } from '../../shapes/registry.ts'
import { tools } from '../tools/registry.ts'
import { previewOf } from '../tools/step.ts'
import { type Effects, emptyPreview, type Preview, type ToolContext } from '../tools/tool.ts'
import type { ToolId } from '../tools/tool-ids.ts'

/** How much of the colours of a carried shape is shown. */
const STRENGTH = 0.5

/** Ids and hand-drawn looks, the same at each asking: what is dropped is what was shown. */
interface Look {
  readonly tool: ToolId
  readonly ids: ShapeId[]
  readonly seeds: number[]
}
/** The context with the ids and seeds of `look`, from the first on. */
function asBefore(context: ToolContext, { ids, seeds }: Look): ToolContext {
  let nextId = 0
  let nextSeed = 0
  return {
    ...context,
    newId() {
      const at = nextId++
      ids[at] ??= context.newId()
      return ids[at]
    },
    newSeed() {
      const at = nextSeed++
      seeds[at] ??= context.newSeed()
      return seeds[at]
    },
  }
}

/** The shapes that a command makes. */
function madeBy(command: Command | undefined): readonly Shape[] {
  if (command?.name === 'create') return command.shapes
  return command?.name === 'batch' ? command.commands.flatMap(madeBy) : []
}

export interface CarryingHost {
  readonly preview: Signal<Preview>
  readonly tool: Signal<ToolId>
  context(): ToolContext
  apply(effects: Effects): void
}

export function createCarrying({ preview, tool: chosen, context, apply }: CarryingHost) {
  let look: Look | null = null
  /** Shown by this hand; anything else in the preview belongs to another gesture. */
  let shown: Preview | null = null
  const hide = () => {
    if (shown && preview.value === shown) preview.value = emptyPreview
    shown = null
  }
  return {
    carry(tool: ToolId, at: BoardPoint | null): void {
      const now = context()
      hide()
      if (at === null || now.isViewer) {
        look = null
        return
      }
      if (look?.tool !== tool) look = { tool, ids: [], seeds: [] }
      const made = madeBy(tools[tool].tool.drop?.(at, asBefore(now, look)).command)
      if (made.length === 0) return
      shown = previewOf({ created: made.map((shape) => ({ ...shape, opacity: shape.opacity * STRENGTH })) })
      preview.value = shown
    },
    createAt(tool: ToolId, at: BoardPoint): void {
      const now = look?.tool === tool ? asBefore(context(), look) : context()
      look = null
      hide()
      if (now.isViewer) return
      const { drop } = tools[tool].tool
      if (drop) apply(drop(at, now))
      else chosen.value = tool
    },
  }
}
