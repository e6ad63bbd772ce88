/** Builds the canvas over an editor: stage, scene, overlay and input, joined by one frame loop. */

import { systemClock } from '../base/clock.ts'
import type { ShapeId } from '../base/ids.ts'
import { watch } from '../base/signal.ts'
import type { Box } from '../geometry/box.ts'
import { paperColor } from '../shapes/color.ts'
import { forgetMeasured } from '../shapes/measure-cache.ts'
import type { Canvas, CanvasOptions } from './canvas.ts'
import { createFrameLoop } from './frame-loop.ts'
import { createImages } from './images.ts'
import { listenTo } from './input.ts'
import { createLift } from './lift.ts'
import { createOverlay } from './overlay.ts'
import { createPenAhead } from './pen-ahead.ts'
import { createPrintCache } from './printed.ts'
import { projectionOf } from './projection.ts'
import { renderRegion } from './render-region.ts'
import { createScenePainter } from './scene-painter.ts'
import { createSceneRenderer } from './scene-renderer.ts'
import { watchScreenSize } from './screen-size.ts'
import { createStage } from './stage.ts'

/** Draws the editor's board into `container` and listens to it until `close`. */
export function createCanvas(options: CanvasOptions): Canvas {
  const { container, editor, clock = systemClock } = options
  const { view } = editor
  let theme = options.theme
  let framesPainted = 0
  let isSceneDue = true
  let isActiveDue = true
  let wantsScene = false
  let wantsActive = false
  let now = 0
  let scene: HTMLCanvasElement | null = null

  const prints = createPrintCache(view)
  const images = createImages(options.assets, (shapes) => repaintShapes(shapes))
  const painter = createScenePainter(editor, prints, images)
  const lift = createLift(editor, painter)
  const pen = createPenAhead()
  const overlay = createOverlay(editor, painter, lift, pen)
  const loop = createFrameLoop(paintFrame)
  const renderer = createSceneRenderer({ editor, painter, clock, theme, wake: wakeScene })
  const stage = createStage(container, {
    scene: (context) => {
      scene = context.canvas
      wantsScene = renderer.paint(context, stage.pixelRatio)
    },
    active: (context) => {
      const at = renderer.at ?? projectionOf(editor.camera.value, stage.pixelRatio)
      wantsActive = overlay.draw({ context, at, pixelRatio: stage.pixelRatio, theme, scene, now })
    },
  })

  function wakeScene() {
    isSceneDue = true
    loop.wake()
  }
  function wakeActive() {
    isActiveDue = true
    loop.wake()
  }
  function wakeAll() {
    isActiveDue = true
    wakeScene()
  }
  function paintFrame(time: number): boolean {
    now = time
    renderer.invalidate(lift.update(renderer.isMoving || renderer.isBehind))
    renderer.setLifted(lift.ids)
    if (isSceneDue) {
      isSceneDue = false
      stage.drawScene()
      isSceneDue ||= wantsScene
    }
    if (isActiveDue) {
      isActiveDue = false
      stage.drawActive()
      isActiveDue ||= wantsActive
    }
    framesPainted++
    return isSceneDue || isActiveDue
  }
  function repaintShapes(ids: Iterable<ShapeId>) {
    const boxes = []
    for (const id of ids) {
      const shape = view.get(id)
      if (shape && view.board.get(id)) boxes.push(view.paintBounds(shape))
    }
    renderer.invalidate(boxes)
    wakeActive()
  }
  function shapesChanged(ids: ReadonlySet<ShapeId>, before: ReadonlyMap<ShapeId, Box>) {
    for (const id of ids) {
      const shape = view.get(id)
      // The record may be the same although what it follows has moved.
      if (shape) prints.forget(shape)
    }
    wakeActive()
    if (lift.takeAlong(ids)) return
    renderer.invalidate([...before.values()])
    repaintShapes(before.keys())
    renderer.add([...ids].filter((id) => !before.has(id) && view.board.get(id)))
  }
  let editing = editor.editing.value
  function editingChanged() {
    const both = [editing, editor.editing.value].filter((id) => id !== null)
    editing = editor.editing.value
    repaintShapes(both)
  }
  let grid = ''
  function settingsChanged() {
    const { grid: isOn, gridSize } = editor.settings.value
    const next = `${isOn} ${gridSize}`
    if (next === grid) return
    grid = next
    renderer.invalidateAll()
  }
  function dropAll() {
    forgetMeasured(view.context.measure)
    view.remeasure()
    prints.forgetAll()
    renderer.invalidateAll()
    wakeAll()
  }
  function showPaper() {
    container.style.backgroundColor = paperColor(view.board.background, theme)
  }
  const showCursor = () => {
    container.style.cursor = editor.cursor.value
  }

  settingsChanged()
  showCursor()
  showPaper()
  const overlaySources = [
    editor.selection,
    editor.cells,
    editor.hovered,
    editor.naming,
    editor.bindTarget,
    editor.preview,
    editor.marquee,
    editor.guides,
    editor.peers,
    editor.laser,
    editor.isCoarse,
    editor.isViewer,
    editor.isBusy,
  ]
  const stops = [
    watchScreenSize(container, ({ w, h, pixelRatio }) => {
      const { value } = editor.viewport
      if (value.w !== w || value.h !== h) editor.viewport.value = { w, h }
      stage.resize(w, h, pixelRatio)
      // Resizing has emptied both layers: paint before the browser shows that.
      isSceneDue = true
      isActiveDue = true
      if (paintFrame(now)) loop.wake()
    }),
    watch(editor.camera, wakeAll),
    ...overlaySources.map((source) => watch(source, wakeActive)),
    watch(editor.editing, editingChanged),
    watch(editor.settings, settingsChanged),
    watch(editor.cursor, showCursor),
    view.onInvalidated(shapesChanged),
    editor.document.observe(({ backgroundChanged }) => {
      if (!backgroundChanged) return
      showPaper()
      renderer.invalidateAll()
      wakeScene()
    }),
    listenTo(container, editor, pen),
  ]

  return {
    setTheme(next) {
      if (next === theme) return
      theme = next
      showPaper()
      renderer.setTheme(theme)
      wakeAll()
    },
    invalidate: dropAll,
    render: (region, render) =>
      renderRegion(painter, region, {
        ...render,
        paper: render.background ? paperColor(view.board.background, render.theme) : null,
        gridSize: editor.settings.value.gridSize,
      }),
    stats: {
      get framesPainted() {
        return framesPainted
      },
      get tilesReady() {
        return renderer.stats.tilesReady
      },
      get tileBytes() {
        return renderer.stats.tileBytes
      },
      get isSettled() {
        return renderer.isSettled
      },
    },
    close() {
      for (const stop of stops) stop()
      loop.close()
      renderer.close()
      stage.close()
    },
  }
}
