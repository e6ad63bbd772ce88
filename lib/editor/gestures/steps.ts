/** Joins what one gesture writes bit by bit (a slider, a held key, a burst of arrow keys) into one undo step. */
import type { Clock } from '../../base/clock.ts'
import type { ShapeId } from '../../base/ids.ts'
import { type ReadonlySignal, watch } from '../../base/signal.ts'
import type { History } from '../../document/board-document.ts'

export interface Steps {
  /** What `act` writes joins the step of the gesture `name` while that goes on; `forMs` after the last act it ends. */
  join(name: string, act: () => void, forMs?: number): void
  /** The gesture is over: the next one is a step of its own. */
  end(): void
  /** Something else is about to be written: that is no part of the gesture. */
  interrupt(): void
  close(): void
}

/** Commands that go on while their key is held; what opens a text or a dialog does so once. */
const isHeldOn = (action: string): boolean =>
  /^(arrange|flow)\.|^style\.font-/.test(action) || action === 'edit.duplicate'

/** A gesture ends with whatever else begins: another one, another selection, an edited text. */
export function createSteps(
  history: History,
  clock: Clock,
  others: readonly (ReadonlySignal<readonly ShapeId[]> | ReadonlySignal<ShapeId | null>)[],
): Steps {
  let open: string | null = null
  let isActing = false
  let cancelTimer: (() => void) | null = null

  function end() {
    cancelTimer?.()
    cancelTimer = null
    if (open === null) return
    open = null
    history.end()
  }
  const interrupt = () => {
    if (!isActing) end()
  }
  const stops = others.map((signal) => watch(signal, interrupt))
  return {
    end,
    interrupt,
    join(name, act, forMs) {
      if (open !== name) {
        end()
        history.begin()
        open = name
      }
      cancelTimer?.()
      cancelTimer = forMs === undefined ? null : clock.after(forMs, end)
      isActing = true
      try {
        act()
      } finally {
        isActing = false
      }
    },
    close() {
      end()
      for (const stop of stops) stop()
    },
  }
}

/** A key that is held down repeats its command: all of that is one gesture. */
export function runHeld(steps: Steps, id: string, isRepeat: boolean, run: () => boolean): boolean {
  if (!isHeldOn(id)) return run()
  if (!isRepeat) steps.end()
  let hasRun = false
  steps.join(`held ${id}`, () => {
    hasRun = run()
  })
  return hasRun
}
