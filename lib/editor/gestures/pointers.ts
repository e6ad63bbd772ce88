/** Routes pointers to camera or tool: panning, pinching, pen mode, long press, double taps, auto-scroll. */
import type { Clock } from '../../base/clock.ts'
import type { Signal } from '../../base/signal.ts'
import type { Box } from '../../geometry/box.ts'
import { distance, type Point, type ScreenPoint } from '../../geometry/point.ts'
import { type Camera, panBy, toBoard } from '../camera/camera.ts'
import { type Pinch, pinched, pinchOf } from '../camera/pinch.ts'
import { boxBetween, cameraFilledBy, zoomStep } from '../camera/zoom-box.ts'
import type { EditorSettings } from '../settings.ts'
import { tools } from '../tools/registry.ts'
import type { PointerInput, ToolEvent } from '../tools/tool.ts'
import type { ToolId } from '../tools/tool-ids.ts'
import type { RoutedEvent } from './flipped-pen.ts'
import { createHold } from './hold.ts'
import { Taps } from './taps.ts'

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
  | { readonly name: 'pinch'; readonly from: Pinch }
  | { readonly name: 'zoom'; readonly id: number; readonly start: ScreenPoint; readonly isDrag: boolean }
  /** Fingers still down after a pinch or long press: they mean nothing until all are up. */
  | { readonly name: 'ignored' }

type RouteOf<Name extends Route['name']> = Extract<Route, { name: Name }>

const LONG_PRESS_MS = 500
const SLOP = { mouse: 4, touch: 6, pen: 6 } as const
const isBeyondSlop = (start: Point, { screen, pointer }: Pick<PointerInput, 'screen' | 'pointer'>): boolean =>
  distance(start, screen) >= SLOP[pointer]

export class Pointers {
  readonly #host: PointerHost
  readonly #touches = new Map<number, Point>()
  readonly #taps = new Taps()
  readonly #hold: ReturnType<typeof createHold>
  #route: Route = { name: 'none' }
  #stopLongPress: (() => void) | null = null
  #latest: PointerInput | null = null

  constructor(host: PointerHost) {
    this.#host = host
    this.#hold = createHold({
      clock: host.clock,
      camera: host.camera,
      viewport: host.viewport,
      isScrolling: () => this.#route.name === 'tool' && host.isBusy() && scrolls(host.tool()),
      pointer: () => this.#latest,
      tick: (at) => host.toolEvent({ name: 'tick', at }),
      moved: () => this.cameraMoved(),
    })
  }

  event(event: RoutedEvent): void {
    if (event.name === 'cancel') {
      this.#cancel(event.pointerId)
      return
    }
    this.#host.pointerAt(event)
    if (event.name === 'down') this.#down(event)
    else if (event.name === 'move') this.#move(event)
    else if (event.name === 'up') this.#up(event)
    else if (event.name === 'menu') this.#menu(event)
    else if (this.#taps.takesNative(event.at)) this.#host.toolEvent({ ...this.#inputOf(event), name: 'double-click' })
  }

  /** The view moved under a held pointer, by wheel, key or edge: the tool hears where it is now. */
  cameraMoved(): void {
    if (!this.#latest || this.#route.name !== 'tool') return
    this.#latest = { ...this.#latest, board: toBoard(this.#host.camera.value, this.#latest.screen) }
    this.#host.toolEvent({ ...this.#latest, name: 'move', samples: [this.#latest] })
  }

  /** Space went up: panning by it ends. */
  spaceReleased(): void {
    const route = this.#route
    if (route.name !== 'pan' || route.start.button !== 0 || route.start.pointer === 'touch') return
    this.#route = { name: 'ignored' }
    this.#host.showPanning(null)
  }

  close(): void {
    this.#cancelLongPress()
    this.#hold.stop()
  }

  #inputOf(event: Located): PointerInput {
    const { screen, pressure, at, pointer, button, modifiers } = event
    const space = modifiers.space || this.#host.isSpaceHeld()
    const board = toBoard(this.#host.camera.value, screen)
    return { screen, board, pressure, at, pointer, button, modifiers: { ...modifiers, space } }
  }

  #cancelLongPress(): void {
    this.#stopLongPress?.()
    this.#stopLongPress = null
  }

  #endTool(): void {
    if (this.#route.name !== 'tool') return
    this.#hold.stop()
    this.#host.toolEvent({ name: 'cancel' })
    this.#host.revertPress()
  }

  #cancel(pointerId: number): void {
    const route = this.#route
    this.#touches.delete(pointerId)
    this.#cancelLongPress()
    if (route.name === 'tool' && route.id === pointerId) {
      this.#endTool()
      this.#route = { name: 'none' }
    } else if (route.name === 'zoom' && route.id === pointerId) {
      this.#host.showZoomBox(null)
      this.#route = { name: 'none' }
    } else if (route.name === 'pan' || route.name === 'pinch' || this.#touches.size === 0) {
      this.#route = this.#touches.size > 0 ? { name: 'ignored' } : { name: 'none' }
    }
    this.#host.showPanning(null)
  }

  #down(event: Located): void {
    const host = this.#host
    const input = this.#inputOf(event)
    host.isCoarse.value = event.pointer !== 'mouse'
    this.#latest = input
    if (event.pointer === 'touch') {
      this.#touches.set(event.pointerId, event.screen)
      if (this.#touches.size === 2 && this.#route.name !== 'ignored') {
        this.#beginPinch()
        return
      }
      if (this.#touches.size > 2) return
    }
    if (event.pointer === 'pen') {
      // A palm that came first is not drawing.
      if (this.#touches.size > 0) this.#endTool()
      if (!host.settings.value.penMode) host.settings.value = { ...host.settings.value, penMode: true }
    } else if (this.#route.name !== 'none') return
    const isPalm = event.pointer === 'touch' && host.settings.value.penMode
    const pans = event.button === 1 || event.button === 2 || isPalm || (host.isSpaceHeld() && !host.isBusy())
    if (pans) {
      this.#route = { name: 'pan', id: event.pointerId, start: input, last: event.screen, moved: false }
      host.showPanning('grabbing')
    } else if (host.isZoomHeld())
      this.#route = { name: 'zoom', id: event.pointerId, start: event.screen, isDrag: false }
    else this.#beginTool(event, input)
  }

  #beginTool(event: Located, input: PointerInput): void {
    this.#route = { name: 'tool', id: event.pointerId, start: input }
    this.#host.toolEvent({ ...input, name: 'down' })
    this.#hold.start()
    if (event.pointer !== 'touch') return
    this.#stopLongPress = this.#host.clock.after(LONG_PRESS_MS, () => this.#longPressed(input))
  }

  #longPressed(input: PointerInput): void {
    this.#stopLongPress = null
    if (this.#route.name !== 'tool') return
    this.#endTool()
    this.#route = { name: 'ignored' }
    this.#host.contextMenu(input)
  }

  /** The press turns out to ask for the menu: what it began is taken back, and its end means nothing. */
  #menu(event: Located): void {
    this.#cancelLongPress()
    this.#taps.forget()
    if (this.#route.name !== 'tool' || this.#route.id !== event.pointerId) return
    this.#endTool()
    this.#route = { name: 'none' }
    this.#host.contextMenu(this.#inputOf(event))
  }

  #move(event: Extract<RoutedEvent, { name: 'move' }>): void {
    const host = this.#host
    const route = this.#route
    if (this.#touches.has(event.pointerId)) this.#touches.set(event.pointerId, event.screen)
    if (route.name === 'pinch') this.#pinch(route)
    else if (route.name === 'pan') this.#pan(route, event)
    else if (route.name === 'zoom') this.#markZoom(route, event)
    if (route.name !== 'none' && (route.name !== 'tool' || route.id !== event.pointerId)) return
    const input = this.#inputOf(event)
    this.#latest = input
    if (route.name === 'tool' && isBeyondSlop(route.start.screen, event)) this.#cancelLongPress()
    const samples = event.coalesced.map((sample) => ({ ...sample, board: toBoard(host.camera.value, sample.screen) }))
    host.toolEvent({ ...input, name: 'move', samples: samples.length > 0 ? samples : [input] })
  }

  #pan(route: RouteOf<'pan'>, event: Located): void {
    if (route.id !== event.pointerId) return
    const { camera } = this.#host
    const moved = route.moved || isBeyondSlop(route.start.screen, event)
    camera.value = panBy(camera.value, route.last.x - event.screen.x, route.last.y - event.screen.y)
    this.#route = { ...route, last: event.screen, moved }
  }

  /** Z is held: a drag marks what the view shall show. */
  #markZoom(route: RouteOf<'zoom'>, event: Located): void {
    if (route.id !== event.pointerId) return
    const isDrag = route.isDrag || isBeyondSlop(route.start, event)
    this.#route = { ...route, isDrag }
    if (isDrag) this.#host.showZoomBox(boxBetween(this.#host.camera.value, route.start, event.screen))
  }
  #endZoom({ start, isDrag }: RouteOf<'zoom'>, event: Located): void {
    const { camera, viewport } = this.#host
    this.#route = { name: 'none' }
    this.#host.showZoomBox(null)
    camera.value = isDrag
      ? cameraFilledBy(boxBetween(camera.value, start, event.screen), viewport.value)
      : zoomStep(camera.value, event.screen, event.modifiers.alt)
  }

  #beginPinch(): void {
    const [a, b] = [...this.#touches.values()]
    this.#cancelLongPress()
    this.#endTool()
    this.#route = { name: 'pinch', from: pinchOf(a, b) }
    this.#host.showPanning('grabbing')
  }
  #pinch({ from }: RouteOf<'pinch'>): void {
    if (this.#touches.size < 2) return
    const [a, b] = [...this.#touches.values()]
    const to = pinchOf(a, b)
    this.#host.camera.value = pinched(this.#host.camera.value, from, to)
    this.#route = { name: 'pinch', from: to }
  }

  #up(event: Located): void {
    const host = this.#host
    const route = this.#route
    const input = this.#inputOf(event)
    this.#touches.delete(event.pointerId)
    this.#cancelLongPress()
    if (route.name === 'pinch' || route.name === 'ignored') {
      host.showPanning(null)
      this.#route = this.#touches.size > 0 ? { name: 'ignored' } : { name: 'none' }
      return
    }
    if (route.name === 'none' || route.id !== event.pointerId) return
    if (route.name === 'zoom') {
      this.#endZoom(route, event)
      return
    }
    this.#route = { name: 'none' }
    if (route.name === 'pan') {
      host.showPanning(null)
      if (route.start.button === 2 && !route.moved) host.contextMenu(input)
      return
    }
    const tool = host.tool()
    this.#hold.stop()
    this.#latest = input
    host.toolEvent({ ...input, name: 'up' })
    const isSecond = this.#taps.isSecond(input, !isBeyondSlop(route.start.screen, input))
    // The second click finished what the tool was making: it means nothing to the tool that follows.
    if (isSecond && host.tool() === tool) host.toolEvent({ ...input, name: 'double-click' })
  }
}

/** The board scrolls when the pointer is held at the edge with what a drag spans: a mark or a shape, but no ink. */
function scrolls(tool: ToolId): boolean {
  const { makes } = tools[tool]
  return tool === 'select' || (makes !== undefined && makes !== 'draw')
}
