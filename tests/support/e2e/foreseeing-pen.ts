/** A pen whose browser foresees where it goes: events are made in the page, as no driver sends foreseen ones. */
import type { Page } from '@playwright/test'
import type { Spot } from './room-page.ts'

interface PenWay {
  readonly from: Spot
  readonly to: Spot
  /** Goes on with a stroke that is under way. */
  readonly isDown?: true
  readonly isLifted?: true
}
/** Of each movement: was there ink where the pen was, and where it was foreseen? */
interface SeenInk {
  readonly atPen: number
  readonly ahead: number
  readonly moves: number
}

/** Draws straight, 20 px in 16 ms, each movement three samples long and foreseen for 20 px more. */
export const drawForeseen = (page: Page, way: PenWay): Promise<SeenInk> =>
  page.evaluate(async ({ from, to, isDown, isLifted }) => {
    const [STEP_PX, STEP_MS, SAMPLES] = [20, 16, 3]
    const canvases = [...document.querySelectorAll('canvas')].slice(0, 2)
    const element = canvases[0].parentElement?.parentElement
    if (!element) throw new Error('no canvas')
    const bounds = element.getBoundingClientRect()
    const length = Math.hypot(to.x - from.x, to.y - from.y)
    const along = (way: number) => ({
      x: from.x + ((to.x - from.x) * way) / length,
      y: from.y + ((to.y - from.y) * way) / length,
    })
    function eventOf(type: string, way: number, at: number, more: PointerEventInit = {}): PointerEvent {
      const { x, y } = along(way)
      const pen = { pointerId: 7, pointerType: 'pen', isPrimary: true, pressure: 0.5 }
      const init = { ...pen, clientX: x, clientY: y, buttons: 1, button: type === 'pointermove' ? -1 : 0 }
      const event = new PointerEvent(type, { ...init, bubbles: true, cancelable: true, ...more })
      Object.defineProperty(event, 'timeStamp', { value: at })
      return event
    }
    const frame = () => new Promise<void>((done) => requestAnimationFrame(() => done()))
    function isInked(way: number): boolean {
      const { x, y } = along(way)
      const at = (v: number) => Math.round(v * devicePixelRatio)
      const [below, wet] = canvases.map((canvas) =>
        Array.from(canvas.getContext('2d')?.getImageData(at(x - bounds.left), at(y - bounds.top), 1, 1).data ?? []),
      )
      // A highlighter brings what lies below it along.
      return wet[3] > 0 && wet.some((v, i) => v !== below[i])
    }
    const seen = { atPen: 0, ahead: 0, moves: 0 }
    if (!isDown) element.dispatchEvent(eventOf('pointerdown', 0, performance.now()))
    for (let way = STEP_PX * SAMPLES; way <= length; way += STEP_PX * SAMPLES) {
      const now = performance.now()
      const sample = (steps: number) => eventOf('pointermove', way + steps * STEP_PX, now + steps * STEP_MS)
      const coalescedEvents = [sample(-2), sample(-1), sample(0)]
      const predictedEvents = [sample(0.5), sample(1)]
      element.dispatchEvent(eventOf('pointermove', way, now, { coalescedEvents, predictedEvents }))
      await frame()
      seen.moves++
      if (isInked(way)) seen.atPen++
      if (isInked(way + STEP_PX - 4)) seen.ahead++
    }
    if (isLifted) element.dispatchEvent(eventOf('pointerup', length, performance.now(), { buttons: 0 }))
    return seen
  }, way)
