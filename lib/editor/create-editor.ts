/** Wires tools, pointers, keys, text and camera into one editor over a board document. */
import type { Clock } from '../base/clock.ts'
import { newShapeId, type RandomBytes, type ShapeId } from '../base/ids.ts'
import { batch, type ReadonlySignal, watch } from '../base/signal.ts'
import type { BoardDocument } from '../document/board-document.ts'
import type { Command } from '../document/command.ts'
import { screenPoint } from '../geometry/point.ts'
import type { TextMeasurer } from '../shapes/kind.ts'
import { actionById } from './actions/action-table.ts'
import type { Action } from './actions/actions.ts'
import { createKeys } from './actions/keys.ts'
import { createWaiting } from './actions/waiting.ts'
import { mapOrigin } from './arranging/mind-map.ts'
import { createBoardView } from './board/create-board-view.ts'
import { createDispatch } from './board/guarded-dispatch.ts'
import { toBoard, zoomAt } from './camera/camera.ts'
import { createCameraMotion, createLaserTrail } from './camera/camera-motion.ts'
import { wheelCamera } from './camera/wheel.ts'
import { cellKeys } from './cells/cell-keys.ts'
import type { Editor } from './editor.ts'
import { createEditorState } from './editor-state.ts'
import { withFlippedPen } from './gestures/flipped-pen.ts'
import { nudgeSelection } from './gestures/nudge.ts'
import { Pointers } from './gestures/pointers.ts'
import { createSteps, runHeld } from './gestures/steps.ts'
import { createToolChoice } from './gestures/tool-choice.ts'
import { createToolRunner } from './gestures/tool-runner.ts'
import { arrowBetween, freePlace } from './making/by-keyboard.ts'
import { createCarrying } from './making/carrying.ts'
import { createDuplicator } from './making/duplicate.ts'
import { insertShapes } from './making/placing.ts'
import { applyStyle } from './making/styling.ts'
import { createSelectionReadings } from './selection/readings.ts'
import { keepSelectionAlive, menuSelection } from './selection/selection-upkeep.ts'
import type { EditorSettings } from './settings.ts'
import { createTextSession } from './text-session.ts'
import { tools } from './tools/registry.ts'
import { createdEffects } from './tools/step.ts'
import type { EditorRequest, ToolContext } from './tools/tool.ts'

export interface EditorOptions {
  readonly document: BoardDocument
  readonly measure: TextMeasurer
  readonly clock: Clock
  readonly random: RandomBytes
  readonly settings?: Partial<EditorSettings>
  /** May only look, by grant; looking by choice is the setting `viewMode`. */
  readonly isViewer?: ReadonlySignal<boolean>
  /** In whose name notes are made; absent: in nobody's. */
  readonly author?: () => string
}

/** Builds an editor over a document; everything it opens ends with `close`. */
export function createEditor(options: EditorOptions): Editor {
  const { document, clock, random } = options
  const state = createEditorState(options.settings)
  const { settings, camera, viewport, tool, selection, entered, hovered, bindTarget, preview, marquee } = state
  const { editing, cells, cursor, isBusy, isCoarse, laser, pointer, styles, peers, isViewer } = state
  const requests = new Set<(request: EditorRequest) => void>()
  const handlers = new Map<string, { readonly run: (editor: Editor) => void; readonly isOn?: () => boolean }>()
  let pressSelection: readonly ShapeId[] = []

  const view = createBoardView({ document, measure: options.measure, preview, peers })
  const newId = () => newShapeId(random)
  const newSeed = () => {
    const [a, b, c] = random(3)
    return (a << 16) | (b << 8) | c
  }
  const exists = (id: ShapeId) => document.board.get(id) !== undefined
  const steps = createSteps(document.history, clock, [selection, editing])
  const request = (what: EditorRequest) => {
    for (const listener of [...requests]) listener(what)
  }
  const author = options.author ?? (() => '')
  const guarded = createDispatch({ document, measure: options.measure, isViewer, author, request })
  const dispatch = (command: Command) => {
    steps.interrupt()
    return guarded(command)
  }
  const context = (): ToolContext => ({
    view,
    camera: camera.value,
    selection: selection.value,
    cells: cells.value,
    entered: entered.value,
    styles: styles.value,
    settings: settings.value,
    isViewer: isViewer.value,
    viewport: viewport.value,
    newId,
    newSeed,
  })
  const choice = createToolChoice(state)
  const text = createTextSession({ editing, document, clock, author })
  const motion = createCameraMotion(camera, clock)
  const trail = createLaserTrail(laser, clock)
  const runner = createToolRunner({
    ...state,
    context,
    exists,
    dispatch,
    afterwards: document.afterwards,
    previewChanged: () => view.catchUp(),
    beginText: (id) => {
      steps.interrupt()
      text.beginNew(id)
    },
    abandonText: () => text.abandon(),
    showLaser: (samples) => trail.show(samples),
    request,
    copied: (by) => duplicator.copied(by),
  })
  const carrying = createCarrying({ preview, tool, context, apply: (effects) => runner.apply(effects) })
  const pointers = new Pointers({
    ...{ clock, camera, viewport, settings, isCoarse },
    tool: () => tool.value,
    isBusy: () => isBusy.value,
    isSpaceHeld: () => keys.isSpaceHeld(),
    isZoomHeld: () => keys.isZoomHeld(),
    toolEvent(event) {
      if (event.name === 'down') {
        pressSelection = selection.value
        steps.end()
        // Touching the board ends typing; the press itself still counts.
        if (editing.value !== null) {
          text.end()
          editing.value = null
        }
      }
      runner.run(event)
    },
    pointerAt: (event) => {
      pointer.value = toBoard(camera.value, event.screen)
    },
    contextMenu(input) {
      selection.value = menuSelection(context(), input)
      request({ name: 'context-menu', screen: input.screen })
    },
    revertPress: () => {
      selection.value = pressSelection.filter(exists)
    },
    showZoomBox: (box) => {
      marquee.value = box
    },
    showPanning: (shown) => {
      cursor.value = shown ?? restingCursor()
    },
  })
  const keys = createKeys({
    settings: () => settings.value,
    isBusy: () => isBusy.value,
    editing: () => editing.value,
    isInMindMap: () => !isViewer.value && mapOrigin(editor) !== undefined,
    isEditingNote: () => editing.value !== null && view.get(editing.value)?.type === 'note',
    ...cellKeys(() => editor),
    endEditing: () => {
      editing.value = null
    },
    toolEvent: runner.run,
    run: (id, isRepeat) => runHeld(steps, id, isRepeat, () => editor.run(id)),
    createInView() {
      if (isViewer.value || !tools[tool.value].tool.drop) return false
      const joining = tool.value === 'arrow' ? arrowBetween(choice.selectedBefore(), context()) : null
      const middle = toBoard(camera.value, screenPoint(viewport.value.w / 2, viewport.value.h / 2))
      if (joining) runner.apply(createdEffects(joining, context()))
      else editor.createAt(tool.value, freePlace(view, middle))
      return true
    },
    canRun: (action) => canRun(action),
    zoomChanged() {
      if (!isBusy.value) cursor.value = restingCursor()
    },
    spaceChanged() {
      if (!keys.isSpaceHeld()) pointers.spaceReleased()
      if (!isBusy.value) cursor.value = restingCursor()
    },
  })
  const restingCursor = () =>
    keys.isSpaceHeld() ? 'grab' : keys.isZoomHeld() ? 'zoom-in' : tools[tool.value].tool.cursor
  function canRun(action: Action): boolean {
    if (isViewer.value && !action.forViewers) return false
    if (!action.run && !handlers.has(action.id)) return false
    return action.isEnabled?.(editor) ?? true
  }

  const inTurn = createWaiting(document)
  function perform(action: Action): void {
    if (action.group !== 'view') runner.cancel()
    if (!action.id.startsWith('edit.nudge-')) steps.interrupt()
    const { run } = handlers.get(action.id) ?? action
    run?.(editor)
  }
  const editor: Editor = {
    ...state,
    ...{ document, view, text, newId, author },
    pointerEvent: withFlippedPen({ tool, selection, exists, mayErase: () => !isViewer.value }, (event) =>
      batch(() => pointers.event(event)),
    ),
    wheel(event) {
      camera.value = wheelCamera(camera.value, event, settings.value.wheelZooms)
      if (isBusy.value) pointers.cameraMoved()
    },
    zoomAt(at, zoom) {
      camera.value = zoomAt(camera.value, at, zoom)
      if (isBusy.value) pointers.cameraMoved()
    },
    keyEvent: keys.event,
    releaseKeys() {
      keys.release()
      steps.end()
    },
    pointerLeft() {
      batch(() => {
        pointer.value = null
        hovered.value = null
        if (!isBusy.value) bindTarget.value = null
      })
    },
    toolEvent: runner.run,
    dispatch,
    run(id) {
      const action = actionById(id)
      if (!action || !canRun(action)) return false
      if (action.group === 'view') perform(action)
      else inTurn(() => canRun(action) && perform(action))
      return true
    },
    isEnabled(id) {
      const action = actionById(id)
      return action !== undefined && canRun(action)
    },
    switched: (id) => actionById(id)?.isOn?.(editor) ?? handlers.get(id)?.isOn?.() ?? null,
    onAction(id, run, isOn) {
      const handler = { run, isOn }
      handlers.set(id, handler)
      return () => {
        if (handlers.get(id) === handler) handlers.delete(id)
      }
    },
    applyStyle: (patch) => applyStyle(editor, patch),
    gesture: (name, act) => steps.join(name, act),
    endGesture: steps.end,
    ...createSelectionReadings(view, selection),
    insert: (shapes, at) => insertShapes(editor, shapes, { at }),
    beginEdit(shape) {
      runner.apply({ command: { name: 'create', shapes: [shape] }, selection: [shape.id], edit: shape.id })
    },
    chooseTool: choice.choose,
    nudge: (by) => nudgeSelection(editor, steps, by),
    duplicate: () => duplicator.duplicate(),
    ...carrying,
    cameraGoal: () => motion.goal() ?? camera.value,
    animateCamera: (to) => motion.to(to, settings.value.reducedMotion),
    request,
    onRequest(listener) {
      requests.add(listener)
      return () => requests.delete(listener)
    },
    close() {
      runner.cancel()
      for (const stop of stops) stop()
    },
  }
  const duplicator = createDuplicator(editor)

  function refreshViewer() {
    const next = (options.isViewer?.value ?? false) || settings.value.viewMode
    if (next === isViewer.value) return
    if (next) {
      runner.cancel()
      steps.end()
      // What was written last is written before nothing may be: listeners of `editing` run later.
      text.end()
      editing.value = null
    }
    isViewer.value = next
    if (next && !['select', 'hand', 'laser'].includes(tool.value)) tool.value = 'select'
  }
  refreshViewer()
  const stops = [
    choice.close,
    watch(settings, refreshViewer),
    options.isViewer ? watch(options.isViewer, refreshViewer) : () => {},
    keepSelectionAlive(editor, { hovered, bindTarget }),
    () => steps.close(),
    () => text.close(),
    () => motion.close(),
    () => trail.close(),
    () => pointers.close(),
    () => runner.close(),
    () => view.close(),
  ]
  return editor
}
