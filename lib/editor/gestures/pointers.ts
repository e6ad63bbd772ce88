/** Routes pointers to camera or tool: panning, pinching, pen mode, long press, double taps, auto-scroll. */
import type { Clock } from '../../base/clock.ts'
import type { Signal } from '../../base/signal.ts'
import type { Box } from '../../geometry/box.ts'
import { distance, lerp, type Point, type ScreenPoint } from '../../geometry/point.ts'
import { type Camera, MAX_ZOOM, MIN_ZOOM, panBy, toBoard } from '../camera/camera.ts'
import { boxBetween, cameraFilledBy, zoomStep } from '../camera/zoom-box.ts'
import type { EditorSettings } from '../settings.ts'
import type { PointerInput, ToolEvent } from '../tools/tool.ts'
import type { ToolId } from '../tools/tool-ids.ts'
import type { RoutedEvent } from './flipped-pen.ts'
import { createHold } from './hold.ts'

type Located = Exclude<RoutedEvent, { name: 'cancel' }>

export interface PointerHost {
  readonly clock: Clock
  readonly camera: Signal<Camera>
  readonly viewport: { readonly value: { readonly w: number; readonly h: number } }
  readonly settings: Signal<EditorSettings>
  readonly isCoarse: Signal<boolean>
  tool(): ToolId
  isBusy(): boolean
  isSpaceHeld(): boolean
  isZoomHeld(): boolean
  toolEvent(event: ToolEvent): void
  /** The pointer is on the board at `event`; remembered for presence and paste. */
  pointerAt(event: Located): void
  contextMenu(event: PointerInput): void
  /** Puts the selection back to what it was before a press that turned out to be a pinch. */
  revertPress(): void
  /** What a drag with Z held marks. */
  showZoomBox(box: Box | null): void
  showPanning(cursor: 'grabbing' | 'grab' | null): void
}

type Route =
  | { readonly name: 'none' }
  | { readonly name: 'tool'; readonly id: number; readonly start: PointerInput }
  | {
      readonly name: 'pan'
      readonly id: number
      readonly start: PointerInput
      readonly last: Point
      readonly moved: boolean
    }
  | { readonly name: 'pinch'; readonly middle: Point; readonly spread: number }
  | { readonly name: 'zoom'; readonly id: number; readonly start: ScreenPoint; readonly isDrag: boolean }
  /** Fingers still down after a pinch or long press: they mean nothing until all are up. */
  | { readonly name: 'ignored' }

const TAP_MS = { mouse: 500, touch: 300, pen: 300 } as const
const TAP_DISTANCE = { mouse: 5, touch: 35, pen: 35 } as const
const LONG_PRESS_MS = 500
const SLOP = { mouse: 4, touch: 6, pen: 6 } as const

export function createPointers(host: PointerHost) {
  const { clock, camera } = host
  const touches = new Map<number, Point>()
  let route: Route = { name: 'none' }
  let lastTap: { at: number; screen: Point; pointer: string } | null = null
  let nativeIgnoredUntil = 0
  let stopLongPress: (() => void) | null = null
  let latest: PointerInput | null = null
  const hold = createHold({
    clock,
    camera,
    viewport: host.viewport,
    isScrolling: () => route.name === 'tool' && host.isBusy() && scrolls(host.tool()),
    pointer: () => latest,
    tick: (at) => host.toolEvent({ name: 'tick', at }),
    moved: () => resend(),
  })

  const inputOf = (event: Located): PointerInput => ({
    screen: event.screen,
    board: toBoard(camera.value, event.screen),
    pressure: event.pressure,
    at: event.at,
    pointer: event.pointer,
    button: event.button,
    modifiers: { ...event.modifiers, space: event.modifiers.space || host.isSpaceHeld() },
  })
  const cancelLongPress = () => {
    stopLongPress?.()
    stopLongPress = null
  }
  /** The view moved under a held pointer: the tool hears where it is now. */
  function resend() {
    if (!latest || route.name !== 'tool') return
    latest = { ...latest, board: toBoard(camera.value, latest.screen) }
    host.toolEvent({ ...latest, name: 'move', samples: [latest] })
  }
  function endTool() {
    if (route.name !== 'tool') return
    hold.stop()
    host.toolEvent({ name: 'cancel' })
    host.revertPress()
  }
  const pinchOf = () => {
    const [a, b] = [...touches.values()]
    return { middle: lerp(a, b, 0.5), spread: Math.max(1, distance(a, b)) }
  }
  function beginPan(event: Located, input: PointerInput) {
    route = { name: 'pan', id: event.pointerId, start: input, last: event.screen, moved: false }
    host.showPanning('grabbing')
  }

  function down(event: Located) {
    const input = inputOf(event)
    host.isCoarse.value = event.pointer !== 'mouse'
    latest = input
    if (event.pointer === 'touch') {
      touches.set(event.pointerId, event.screen)
      if (touches.size === 2 && route.name !== 'ignored') {
        cancelLongPress()
        endTool()
        route = { name: 'pinch', ...pinchOf() }
        host.showPanning('grabbing')
        return
      }
      if (touches.size > 2) return
    }
    if (event.pointer === 'pen') {
      // A palm that came first is not drawing.
      if (touches.size > 0) endTool()
      if (!host.settings.value.penMode) host.settings.value = { ...host.settings.value, penMode: true }
    } else if (route.name !== 'none') return
    const isPalm = event.pointer === 'touch' && host.settings.value.penMode
    const pans = event.button === 1 || event.button === 2 || isPalm || (host.isSpaceHeld() && !host.isBusy())
    if (pans) return beginPan(event, input)
    if (host.isZoomHeld()) {
      route = { name: 'zoom', id: event.pointerId, start: event.screen, isDrag: false }
      return
    }
    route = { name: 'tool', id: event.pointerId, start: input }
    host.toolEvent({ ...input, name: 'down' })
    hold.start()
    if (event.pointer === 'touch') stopLongPress = clock.after(LONG_PRESS_MS, () => longPressed(input))
  }
  /** Z is held: a drag marks what the view shall show. */
  function endZoom({ start, isDrag }: Extract<Route, { name: 'zoom' }>, event: Located) {
    route = { name: 'none' }
    host.showZoomBox(null)
    camera.value = isDrag
      ? cameraFilledBy(boxBetween(camera.value, start, event.screen), host.viewport.value)
      : zoomStep(camera.value, event.screen, event.modifiers.alt)
  }
  function longPressed(input: PointerInput) {
    stopLongPress = null
    if (route.name !== 'tool') return
    endTool()
    route = { name: 'ignored' }
    host.contextMenu(input)
  }

  /** The press turns out to ask for the menu: what it began is taken back, and its end means nothing. */
  function menu(event: Located) {
    cancelLongPress()
    lastTap = null
    if (route.name !== 'tool' || route.id !== event.pointerId) return
    endTool()
    route = { name: 'none' }
    host.contextMenu(inputOf(event))
  }

  function move(event: Extract<RoutedEvent, { name: 'move' }>) {
    const input = inputOf(event)
    if (touches.has(event.pointerId)) touches.set(event.pointerId, event.screen)
    if (route.name === 'pinch') return pinch()
    if (route.name === 'pan' && route.id === event.pointerId) {
      const moved = route.moved || distance(route.start.screen, event.screen) >= SLOP[event.pointer]
      camera.value = panBy(camera.value, route.last.x - event.screen.x, route.last.y - event.screen.y)
      route = { ...route, last: event.screen, moved }
      return
    }
    if (route.name === 'zoom') {
      if (route.id !== event.pointerId) return
      const isDrag = route.isDrag || distance(route.start, event.screen) >= SLOP[event.pointer]
      route = { ...route, isDrag }
      if (isDrag) host.showZoomBox(boxBetween(camera.value, route.start, event.screen))
      return
    }
    if (route.name === 'ignored' || (route.name === 'tool' && route.id !== event.pointerId)) return
    if (route.name === 'pan') return
    latest = input
    if (route.name === 'tool' && distance(route.start.screen, event.screen) >= SLOP[event.pointer]) cancelLongPress()
    const samples = event.coalesced.map((sample) => ({ ...sample, board: toBoard(camera.value, sample.screen) }))
    host.toolEvent({ ...input, name: 'move', samples: samples.length > 0 ? samples : [input] })
  }
  function pinch() {
    if (route.name !== 'pinch' || touches.size < 2) return
    const next = pinchOf()
    const { x, y, zoom } = camera.value
    const scaled = Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, (zoom * next.spread) / route.spread))
    // The board point between the fingers stays between them.
    const at = { x: route.middle.x / zoom + x, y: route.middle.y / zoom + y }
    camera.value = { x: at.x - next.middle.x / scaled, y: at.y - next.middle.y / scaled, zoom: scaled }
    route = { name: 'pinch', ...next }
  }

  function up(event: Located) {
    const input = inputOf(event)
    touches.delete(event.pointerId)
    cancelLongPress()
    if (route.name === 'pinch' || route.name === 'ignored') {
      host.showPanning(null)
      route = touches.size > 0 ? { name: 'ignored' } : { name: 'none' }
      return
    }
    if (route.name === 'pan' && route.id === event.pointerId) {
      const { moved, start } = route
      route = { name: 'none' }
      host.showPanning(null)
      if (start.button === 2 && !moved) host.contextMenu(input)
      return
    }
    if (route.name === 'zoom' && route.id === event.pointerId) return endZoom(route, event)
    if (route.name !== 'tool' || route.id !== event.pointerId) return
    const { start } = route
    const tool = host.tool()
    route = { name: 'none' }
    hold.stop()
    latest = input
    host.toolEvent({ ...input, name: 'up' })
    tapped(input, distance(start.screen, input.screen) < SLOP[input.pointer], host.tool() === tool)
  }
  /** Two clicks near each other make a double click; the browser's own one is then not needed. */
  function tapped(input: PointerInput, isClick: boolean, isSameTool: boolean) {
    const { pointer, screen, at } = input
    const isSecond =
      isClick &&
      lastTap?.pointer === pointer &&
      at - lastTap.at <= TAP_MS[pointer] &&
      distance(lastTap.screen, screen) <= TAP_DISTANCE[pointer]
    lastTap = isClick && !isSecond ? { at, screen, pointer } : null
    if (!isSecond) return
    nativeIgnoredUntil = at + TAP_MS.mouse
    // The second click finished what the tool was making: it means nothing to the tool that follows.
    if (isSameTool) host.toolEvent({ ...input, name: 'double-click' })
  }

  return {
    event(event: RoutedEvent) {
      if (event.name === 'cancel') {
        touches.delete(event.pointerId)
        cancelLongPress()
        if (route.name === 'tool' && route.id === event.pointerId) {
          endTool()
          route = { name: 'none' }
        } else if (route.name === 'zoom' && route.id === event.pointerId) {
          host.showZoomBox(null)
          route = { name: 'none' }
        } else if (route.name === 'pan' || route.name === 'pinch' || touches.size === 0) {
          route = touches.size > 0 ? { name: 'ignored' } : { name: 'none' }
        }
        host.showPanning(null)
        return
      }
      host.pointerAt(event)
      if (event.name === 'down') down(event)
      else if (event.name === 'move') move(event)
      else if (event.name === 'up') up(event)
      else if (event.name === 'menu') menu(event)
      else if (event.at > nativeIgnoredUntil) {
        nativeIgnoredUntil = event.at + TAP_MS.mouse
        host.toolEvent({ ...inputOf(event), name: 'double-click' })
      }
    },
    /** The camera was changed by wheel or key during a gesture. */
    cameraMoved: resend,
    /** Space went up: panning by it ends. */
    spaceReleased() {
      if (route.name !== 'pan' || route.start.button !== 0 || route.start.pointer === 'touch') return
      route = { name: 'ignored' }
      host.showPanning(null)
    },
    latest: (): ScreenPoint | null => latest?.screen ?? null,
    close() {
      cancelLongPress()
      hold.stop()
    },
  }
}

/** Tools that scroll the board when the pointer is held at the edge. */
const scrolls = (tool: ToolId): boolean =>
  !['hand', 'draw', 'clear-pen', 'highlighter', 'eraser', 'part-eraser', 'laser', 'image', 'comment'].includes(tool)
