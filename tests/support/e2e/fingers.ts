/** Fingers and a pen on the glass, through the browser's own input: gestures that synthetic events would not prove. */
import type { CDPSession, Page } from '@playwright/test'
import type { Spot } from './room-page.ts'

const MOVES = 6

export interface Hands {
  /** Puts fingers down; more of them may follow. */
  down(...spots: readonly Spot[]): Promise<void>
  /** All fingers that are down, in the order in which they came. */
  move(...spots: readonly Spot[]): Promise<void>
  up(): Promise<void>
  /** What the system does when a call comes in or the palm is recognised. */
  cancel(): Promise<void>
  tap(spot: Spot): Promise<void>
  /** Fingers go from their first places to their last ones in several moves, and lift. */
  drag(from: readonly Spot[], to: readonly Spot[]): Promise<void>
  penDrag(from: Spot, to: Spot): Promise<void>
}

const between = (from: Spot, to: Spot, part: number): Spot => ({
  x: from.x + (to.x - from.x) * part,
  y: from.y + (to.y - from.y) * part,
})

export async function handsOn(page: Page): Promise<Hands> {
  const session: CDPSession = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel', spots: readonly Spot[]) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: spots.map(({ x, y }, id) => ({ x, y, id, radiusX: 8, radiusY: 8, force: 0.5 })),
    })
  const pen = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', { x, y }: Spot) =>
    session.send('Input.dispatchMouseEvent', {
      type,
      x,
      y,
      button: 'left',
      buttons: type === 'mouseReleased' ? 0 : 1,
      clickCount: 1,
      pointerType: 'pen',
      force: type === 'mouseReleased' ? 0 : 0.6,
    })
  const hands: Hands = {
    async down(...spots) {
      await touch('touchStart', spots)
    },
    async move(...spots) {
      await touch('touchMove', spots)
    },
    async up() {
      await touch('touchEnd', [])
    },
    async cancel() {
      await touch('touchCancel', [])
    },
    async tap(spot) {
      await hands.down(spot)
      await hands.up()
    },
    async drag(from, to) {
      // Fingers never land in the same instant.
      for (let count = 1; count <= from.length; count += 1) await hands.down(...from.slice(0, count))
      for (let step = 1; step <= MOVES; step += 1) {
        await hands.move(...from.map((spot, index) => between(spot, to[index], step / MOVES)))
      }
      await hands.up()
    },
    async penDrag(from, to) {
      await pen('mousePressed', from)
      for (let step = 1; step <= MOVES; step += 1) await pen('mouseMoved', between(from, to, step / MOVES))
      await pen('mouseReleased', to)
    },
  }
  return hands
}
