/** Runs the current tool: keeps its state, gives it what it may look at, and carries out the effects it returns. */
import { assert } from '../../base/assert.ts'
import type { ShapeId } from '../../base/ids.ts'
import type { Result } from '../../base/result.ts'
import { batch, type Signal, watch } from '../../base/signal.ts'
import type { Command, CommandError } from '../../document/command.ts'
import type { Box } from '../../geometry/box.ts'
import type { Point } from '../../geometry/point.ts'
import type { Camera } from '../camera/camera.ts'
import type { CellRange } from '../cells/marked-cells.ts'
import { tools } from '../tools/registry.ts'
import type { ToolContext, ToolEvent } from '../tools/tool.ts'
import {
  type EditorRequest,
  type Effects,
  emptyPreview,
  type Guide,
  type PointerSample,
  type Preview,
} from '../tools/tool.ts'
import type { ToolId } from '../tools/tool-ids.ts'

export interface RunnerHost {
  readonly tool: Signal<ToolId>
  readonly camera: Signal<Camera>
  readonly selection: Signal<readonly ShapeId[]>
  readonly entered: Signal<ShapeId | null>
  readonly editing: Signal<ShapeId | null>
  readonly cells: Signal<CellRange | null>
  readonly hovered: Signal<ShapeId | null>
  readonly bindTarget: Signal<ShapeId | null>
  readonly preview: Signal<Preview>
  readonly marquee: Signal<Box | null>
  readonly guides: Signal<readonly Guide[]>
  readonly cursor: Signal<string>
  readonly isBusy: Signal<boolean>
  /** Brings the view up to the preview. */
  previewChanged(): void
  context(): ToolContext
  /** Is the shape on the board? What a gesture remembers may have been deleted since. */
  exists(id: ShapeId): boolean
  dispatch(command: Command): Result<null, CommandError>
  /** Calls once all that was dispatched is written. */
  afterwards(act: () => void): void
  beginText(id: ShapeId): void
  abandonText(): void
  showLaser(samples: readonly PointerSample[]): void
  request(request: EditorRequest): void
  copied(by: Point): void
}

const noGuides: readonly Guide[] = []

export function createToolRunner(host: RunnerHost) {
  let state: { readonly name: string } = tools[host.tool.value].tool.initial
  let current = host.tool.value

  /** Returns false when the command was refused; the rest of the effects then does not happen. */
  function write(effects: Effects): boolean {
    const { command, edit } = effects
    if (!command) return true
    if (edit) host.beginText(edit)
    if (host.dispatch(command).ok) {
      if (effects.followUp) host.dispatch(effects.followUp)
      return true
    }
    if (edit) host.abandonText()
    return false
  }
  /** What is written in turns stays in the hand until it is: nothing jumps back meanwhile. */
  function showWritten(next: Preview): void {
    const before = host.preview.value
    host.afterwards(() => {
      if (host.preview.value === before) show(next)
    })
  }
  const alive = (id: ShapeId | null) => (id !== null && host.exists(id) ? id : null)
  /** The view shows it at once: who hears of another signal of the same batch finds it there. */
  function show(preview: Preview) {
    host.preview.value = preview
    host.previewChanged()
  }
  function clear() {
    show(emptyPreview)
    host.marquee.value = null
    host.guides.value = noGuides
    host.bindTarget.value = null
  }
  /** Whoever listens hears of a step once all of it is there, not of up to thirteen states in between. */
  function apply(effects: Effects): void {
    if (batch(() => carryOut(effects))) tellOf(effects)
  }
  function carryOut(effects: Effects): boolean {
    const isWritten = write(effects)
    if (isWritten) change(effects)
    else clear()
    return isWritten
  }
  function tellOf({ copiedBy, request }: Effects): void {
    if (copiedBy) host.copied(copiedBy)
    if (request) host.request(request)
  }
  function change(effects: Effects): void {
    if (effects.preview && effects.command) showWritten(effects.preview)
    else if (effects.preview) show(effects.preview)
    if (effects.selection) host.selection.value = effects.selection.filter(host.exists)
    if (effects.marquee !== undefined) host.marquee.value = effects.marquee
    if (effects.guides) host.guides.value = effects.guides.length === 0 ? noGuides : effects.guides
    if (effects.hovered !== undefined) host.hovered.value = alive(effects.hovered)
    if (effects.bindTarget !== undefined) host.bindTarget.value = effects.bindTarget
    if (effects.camera) host.camera.value = effects.camera
    if (effects.entered !== undefined) host.entered.value = alive(effects.entered)
    if (effects.tool) take(effects.tool)
    if (effects.cells !== undefined) host.cells.value = effects.cells
    if (effects.edit !== undefined) host.editing.value = alive(effects.edit)
    if (effects.cursor !== undefined) host.cursor.value = effects.cursor
    if (effects.laser) host.showLaser(effects.laser)
  }

  function run(event: ToolEvent): void {
    const entry = tools[current]
    const context = host.context()
    if (context.isViewer && !entry.forViewers && event.name !== 'cancel') return
    const { state: next, effects } = entry.tool.step(state, event, context)
    assert(next, `tool ${current} returned no state`)
    state = next
    const isWritten = batch(() => {
      host.isBusy.value = state.name !== entry.tool.initial.name
      return carryOut(effects)
    })
    if (isWritten) tellOf(effects)
  }
  /** Another tool comes into the hand at once: what follows in the same step is already its own. */
  function take(tool: ToolId) {
    host.tool.value = tool
    if (tool === current) return
    const left = tools[current].tool
    if (state.name !== left.initial.name) run({ name: 'cancel' })
    current = host.tool.value
    state = tools[current].tool.initial
    host.isBusy.value = false
    host.hovered.value = null
    host.bindTarget.value = null
    host.cursor.value = tools[current].tool.cursor
    if (current !== 'select' && current !== 'hand' && current !== 'laser') host.selection.value = []
  }
  const unsubscribe = watch(host.tool, () => batch(() => take(host.tool.value)))
  return {
    run,
    apply,
    cancel() {
      if (host.isBusy.value) run({ name: 'cancel' })
    },
    close: unsubscribe,
  }
}
