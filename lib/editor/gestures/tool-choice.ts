/** Which tool is in the hand, as keys and bar choose it: some give back the one before when they are chosen again. */
import type { ShapeId } from '../../base/ids.ts'
import { type Signal, watch } from '../../base/signal.ts'
import { nextRoute, type StyleDefaults } from '../settings.ts'
import type { ToolId } from '../tools/tool-ids.ts'

interface ToolChoiceHost {
  readonly tool: Signal<ToolId>
  readonly selection: Signal<readonly ShapeId[]>
  readonly styles: Signal<StyleDefaults>
  readonly editing: Signal<ShapeId | null>
}

/** Chosen twice, these go back to the tool that was there before. */
const goesBack: ReadonlySet<ToolId> = new Set(['hand', 'eraser', 'part-eraser'])

export function createToolChoice({ tool, selection, styles, editing }: ToolChoiceHost) {
  let previous: ToolId = 'select'
  let last = tool.value
  let selectedBefore: readonly ShapeId[] = []
  const close = watch(tool, () => {
    previous = last
    last = tool.value
    // Text is edited with the select tool only.
    if (editing.value !== null && tool.value !== 'select') editing.value = null
  })
  return {
    /** What was selected when the tool was chosen. */
    selectedBefore: () => selectedBefore,
    choose(id: ToolId): void {
      const isAgain = tool.value === id
      if (!isAgain) selectedBefore = selection.value
      if (isAgain && id === 'arrow') styles.value = { ...styles.value, route: nextRoute(styles.value.route) }
      else tool.value = isAgain && goesBack.has(id) ? previous : id
    },
    close,
  }
}
