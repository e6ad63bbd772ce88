/** How long a page answers nothing: its longest task, and the longest time between two frames. */
import type { Page } from '@playwright/test'

const CALM_MS = 1_200

interface Seen {
  longest: number
  tasks: number
  gap: number
  last: number
}
type Watched = Window & { seen: Seen }

/** Notes every task that keeps the page from answering, and every frame. */
export const watch = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const seen: Seen = { longest: 0, tasks: 0, gap: 0, last: 0 }
    Object.assign(window, { seen })
    new PerformanceObserver((list) => {
      for (const { duration, startTime } of list.getEntries()) {
        seen.longest = Math.max(seen.longest, duration)
        seen.tasks++
        seen.last = Math.max(seen.last, startTime + duration)
      }
    }).observe({ type: 'longtask' })
    let before = performance.now()
    // A method: a function with a name of its own does not survive the way into the page.
    const frames = {
      next() {
        const now = performance.now()
        seen.gap = Math.max(seen.gap, now - before)
        before = now
        requestAnimationFrame(frames.next)
      },
    }
    frames.next()
  })

export const begin = (page: Page): Promise<void> =>
  page.evaluate(() => {
    Object.assign((window as unknown as Watched).seen, { longest: 0, tasks: 0, gap: 0, last: performance.now() })
  })

/** Until nothing is left to do and all is stored; false: not within `limitMs`. */
export const calm = (page: Page, limitMs: number): Promise<boolean> =>
  page
    .waitForFunction(
      (calmMs) => {
        const { last } = (window as unknown as Watched).seen
        const state = document.querySelector('[role=status][data-state]')?.getAttribute('data-state')
        const isWorking = document.querySelector('[role=progressbar]') !== null
        return performance.now() - last > calmMs && state === 'saved' && !isWorking
      },
      CALM_MS,
      { timeout: limitMs, polling: 200 },
    )
    .then(
      () => true,
      () => false,
    )

export interface Stillness {
  readonly longestMs: number
  readonly gapMs: number
}
export const read = (page: Page): Promise<Stillness> =>
  page.evaluate(() => {
    const { longest, gap } = (window as unknown as Watched).seen
    return { longestMs: Math.round(longest), gapMs: Math.round(gap) }
  })
