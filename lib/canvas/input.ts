/** From the element's pointer and wheel events to editor input. Konva's events are not used; keys go through the page. */
import type { Editor, PointerButton, PointerEventInput } from '../editor/editor.ts'
import type { Modifiers, PointerKind, PointerSample } from '../editor/tools/tool.ts'
import { type ScreenPoint, screenPoint } from '../geometry/point.ts'
import type { PenAhead } from './pen-ahead.ts'

const DOUBLE_CLICK_MS = 300
const DOUBLE_CLICK_PX: Readonly<Record<PointerKind, number>> = { mouse: 6, pen: 16, touch: 35 }
/** A press that moved farther than this is a drag and never half of a double click. */
const CLICK_SLOP_PX = 8
/** What a wheel that counts lines or pages means in pixels. */
const LINE_PX = 18
const PAGE_PX = 600
const NO_PRESSURE = 0.5

interface Press {
  readonly at: number
  readonly screen: ScreenPoint
  readonly pointer: PointerKind
  readonly isSecond: boolean
}

const pointerKind = (event: PointerEvent): PointerKind =>
  event.pointerType === 'touch' ? 'touch' : event.pointerType === 'pen' ? 'pen' : 'mouse'

/** The end of a pen that rubs out: button 5, or 32 among those held. */
const isEraserEnd = (event: PointerEvent) => event.button === 5 || (event.buttons & 32) !== 0

function buttonOf(event: PointerEvent): PointerButton {
  if (isEraserEnd(event)) return 5
  if (event.button === 1 || event.button === 2) return event.button
  if (event.button === 0) return 0
  return event.buttons & 2 ? 2 : event.buttons & 4 ? 1 : 0
}

const far = (a: ScreenPoint, b: ScreenPoint) => Math.hypot(a.x - b.x, a.y - b.y)

/** What is typed in a field belongs to what was selected then: the field hears first that it is left. */
function leaveField({ ownerDocument }: Element): void {
  const field = ownerDocument.activeElement
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.blur()
}

/** Listens on `element`, and tells `pen` where it is foreseen, until the returned function is called. */
export function listenTo(element: HTMLElement, editor: Editor, pen: PenAhead): () => void {
  const stop = new AbortController()
  const { signal } = stop
  let isOurs = true
  let lastPress: Press | null = null
  /** The mouse is down with its main button. */
  let mainPress: ReturnType<typeof inputOf> | null = null
  let bounds = element.getBoundingClientRect()

  const screenOf = (event: MouseEvent) => screenPoint(event.clientX - bounds.left, event.clientY - bounds.top)
  const modifiersOf = (event: MouseEvent): Modifiers => ({
    shift: event.shiftKey,
    alt: event.altKey,
    ctrl: event.ctrlKey || event.metaKey,
    // The keys know it, and pointers ask them.
    space: false,
  })
  const sampleOf = (event: PointerEvent): Omit<PointerSample, 'board'> => ({
    screen: screenOf(event),
    // A mouse says 0.5 while pressed; a finger says 0 or 1 where the screen cannot tell.
    pressure: event.pointerType === 'pen' && event.pressure > 0 ? event.pressure : NO_PRESSURE,
    at: event.timeStamp,
  })
  const inputOf = (event: PointerEvent) => ({
    ...sampleOf(event),
    pointer: pointerKind(event),
    button: buttonOf(event),
    modifiers: modifiersOf(event),
    pointerId: event.pointerId,
  })
  const send = (event: PointerEventInput) => editor.pointerEvent(event)

  function down(event: PointerEvent) {
    bounds = element.getBoundingClientRect()
    // Otherwise the page has taken the press for itself: it closes a menu.
    isOurs = !event.defaultPrevented
    if (!isOurs) return
    // A mouse gives the focus by itself, but only after this press has changed what is selected.
    if (event.pointerType === 'touch') element.focus({ preventScroll: true })
    else if (event.button === 0) leaveField(element)
    // Keeps the drag when the pointer leaves the element; refused for pointers that are gone already.
    if (element.isConnected && !element.hasPointerCapture(event.pointerId)) capture(event.pointerId)
    const input = inputOf(event)
    const { screen, at, pointer } = input
    const before = lastPress
    const isSecond =
      before !== null &&
      !before.isSecond &&
      before.pointer === pointer &&
      input.button === 0 &&
      at - before.at <= DOUBLE_CLICK_MS &&
      far(before.screen, screen) <= DOUBLE_CLICK_PX[pointer]
    lastPress = input.button === 0 ? { at, screen, pointer, isSecond } : null
    mainPress = pointer === 'mouse' && input.button === 0 ? input : null
    pen.forget()
    send({ name: 'down', ...input })
  }
  function capture(pointerId: number) {
    try {
      element.setPointerCapture(pointerId)
    } catch (error) {
      if (!(error instanceof DOMException)) throw error
    }
  }
  function move(event: PointerEvent) {
    const input = inputOf(event)
    if (lastPress && event.buttons !== 0 && far(lastPress.screen, input.screen) > CLICK_SLOP_PX) lastPress = null
    const told = event.getCoalescedEvents?.() ?? []
    const coalesced = told.length > 0 ? told.map(sampleOf) : [sampleOf(event)]
    // A finger covers what lies under it, and Shift holds a ruler.
    const isForeseen = event.buttons !== 0 && input.pointer !== 'touch' && !event.shiftKey
    if (isForeseen) pen.moved(coalesced, event.getPredictedEvents?.().map(sampleOf) ?? [])
    else pen.forget()
    send({ name: 'move', ...input, coalesced })
  }
  function up(event: PointerEvent) {
    const input = inputOf(event)
    mainPress = null
    pen.forget()
    send({ name: 'up', ...input })
    if (!lastPress?.isSecond || input.button !== 0) return
    lastPress = null
    send({ name: 'double-click', ...input })
  }
  function cancel(event: PointerEvent) {
    lastPress = null
    mainPress = null
    pen.forget()
    send({ name: 'cancel', pointerId: event.pointerId })
  }
  function wheel(event: WheelEvent) {
    event.preventDefault()
    const unit =
      event.deltaMode === WheelEvent.DOM_DELTA_LINE
        ? LINE_PX
        : event.deltaMode === WheelEvent.DOM_DELTA_PAGE
          ? PAGE_PX
          : 1
    editor.wheel({
      screen: screenOf(event),
      deltaX: event.deltaX * unit,
      deltaY: event.deltaY * unit,
      modifiers: modifiersOf(event),
    })
  }
  function leave(event: PointerEvent) {
    if (!element.hasPointerCapture(event.pointerId)) editor.pointerLeft()
  }
  /** A Mac tells Ctrl and a click by a menu in the middle of a plain press; elsewhere a menu follows its own button. */
  function menu(event: MouseEvent) {
    event.preventDefault()
    if (mainPress === null || !event.ctrlKey) return
    lastPress = null
    send({ ...mainPress, name: 'menu', modifiers: modifiersOf(event) })
    mainPress = null
  }

  const { style } = element
  style.touchAction = 'none'
  style.userSelect = 'none'
  style.setProperty('-webkit-user-select', 'none')
  style.setProperty('-webkit-touch-callout', 'none')

  const measureAgain = () => {
    bounds = element.getBoundingClientRect()
  }
  element.addEventListener('pointerenter', measureAgain, { signal })
  element.addEventListener('pointerdown', down, { signal })
  element.addEventListener('pointermove', move, { signal })
  element.addEventListener('pointerup', up, { signal })
  element.addEventListener('pointercancel', cancel, { signal })
  element.addEventListener('pointerleave', leave, { signal })
  element.addEventListener('wheel', wheel, { signal, passive: false })
  element.addEventListener('contextmenu', menu, { signal })
  // Middle button: no auto-scroll.
  element.addEventListener('mousedown', (event) => event.button === 1 && event.preventDefault(), { signal })
  // The mouse events that a browser makes up after a tap would take the focus from the text that the tap has opened.
  element.addEventListener('touchstart', (event) => isOurs && event.preventDefault(), { signal, passive: false })
  window.addEventListener('resize', measureAgain, { signal })
  window.addEventListener('scroll', measureAgain, { signal, passive: true, capture: true })
  return () => stop.abort()
}
