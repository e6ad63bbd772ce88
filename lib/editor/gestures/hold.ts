/** What happens while a pointer is held: ticks for the tool, and scrolling near the edge of the screen. */
import type { Clock } from '../../base/clock.ts'
import type { Signal } from '../../base/signal.ts'
import { type Camera, panBy } from '../camera/camera.ts'
import type { PointerInput } from '../tools/tool.ts'

const FRAME_MS = 16
const TICK_MS = 80
export const EDGE = 8
const EDGE_DELAY_MS = 200
/** Screen pixels a frame at full push. */
const MAX_SPEED = 18

interface HoldHost {
  readonly clock: Clock
  readonly camera: Signal<Camera>
  readonly viewport: { readonly value: { readonly w: number; readonly h: number } }
  isScrolling(): boolean
  pointer(): PointerInput | null
  tick(at: number): void
  moved(): void
}

/** -1 to 1: how hard a coordinate pushes against the edges of `size`. */
export function push(at: number, size: number): number {
  if (at < EDGE) return -Math.min(1, (EDGE - at) / EDGE + 0.25)
  if (at > size - EDGE) return Math.min(1, (at - size + EDGE) / EDGE + 0.25)
  return 0
}

export function createHold(host: HoldHost) {
  let stop: (() => void) | null = null
  let edgeSince: number | null = null
  let lastTick = 0

  function scroll(now: number) {
    const pointer = host.pointer()
    const { w, h } = host.viewport.value
    const x = pointer && host.isScrolling() ? push(pointer.screen.x, w) : 0
    const y = pointer && host.isScrolling() ? push(pointer.screen.y, h) : 0
    if (x === 0 && y === 0) {
      edgeSince = null
      return
    }
    edgeSince ??= now
    if (now - edgeSince < EDGE_DELAY_MS) return
    host.camera.value = panBy(host.camera.value, x * MAX_SPEED, y * MAX_SPEED)
    host.moved()
  }
  return {
    start() {
      stop?.()
      const begun = host.clock.now()
      const eventStart = host.pointer()?.at ?? 0
      lastTick = begun
      edgeSince = null
      stop = host.clock.every(FRAME_MS, () => {
        const now = host.clock.now()
        scroll(now)
        if (now - lastTick < TICK_MS) return
        lastTick = now
        // Event times and the clock may count from different moments.
        host.tick(eventStart + now - begun)
      })
    },
    stop() {
      stop?.()
      stop = null
    },
  }
}
