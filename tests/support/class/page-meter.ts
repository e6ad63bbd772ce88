/** How smooth a page is for whoever looks at it, measured inside the page. */
import type { CDPSession, Page } from '@playwright/test'

export interface Smoothness {
  readonly seconds: number
  readonly frames: number
  /** Between two frames, in ms. */
  readonly gapP50: number
  readonly gapP95: number
  readonly gapMax: number
  /** Tasks of over 50 ms, and how long they were together. */
  readonly longTasks: number
  readonly longTaskMs: number
  /** From the pen's move to the frame that shows it, in ms. */
  readonly penP50: number
  readonly penP95: number
  /** Milliseconds of processor that the page's thread takes for a second. */
  readonly threadMsPerSecond: number
}

type InPage = Omit<Smoothness, 'threadMsPerSecond'>

interface Readings {
  readonly since: number
  readonly gaps: number[]
  readonly tasks: number[]
  readonly waits: number[]
}

/** Runs in the page. */
function install(): void {
  const readings: Readings = { since: performance.now(), gaps: [], tasks: [], waits: [] }
  let last = readings.since
  let oldestMove: number | null = null
  addEventListener(
    'pointermove',
    (event) => {
      if (event.buttons !== 0) oldestMove ??= event.timeStamp
    },
    { capture: true, passive: true },
  )
  const { port1, port2 } = new MessageChannel()
  // After the frame's own callbacks, so that what they painted belongs to it.
  port1.onmessage = () => {
    if (oldestMove !== null) readings.waits.push(performance.now() - oldestMove)
    oldestMove = null
  }
  const tick = (now: number) => {
    readings.gaps.push(now - last)
    last = now
    port2.postMessage(null)
    requestAnimationFrame(tick)
  }
  requestAnimationFrame((now) => {
    last = now
    requestAnimationFrame(tick)
  })
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) readings.tasks.push(duration)
  }).observe({ type: 'longtask' })
  Object.assign(globalThis, { classReadings: readings })
}

/** Runs in the page. */
function read(): InPage {
  const { since, gaps, tasks, waits } = (globalThis as unknown as { classReadings: Readings }).classReadings
  const at = (numbers: readonly number[], share: number): number => {
    const sorted = [...numbers].sort((a, b) => a - b)
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  }
  return {
    seconds: (performance.now() - since) / 1000,
    frames: gaps.length,
    gapP50: at(gaps, 0.5),
    gapP95: at(gaps, 0.95),
    gapMax: Math.max(0, ...gaps),
    longTasks: tasks.length,
    longTaskMs: tasks.reduce((sum, ms) => sum + ms, 0),
    penP50: at(waits, 0.5),
    penP95: at(waits, 0.95),
  }
}

async function threadSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return (
    metrics.find(({ name }) => name === 'ThreadTime')?.value ??
    metrics.find(({ name }) => name === 'TaskDuration')?.value ??
    0
  )
}

/** Watches from now until `stop`. */
export async function watchPage(page: Page): Promise<{ stop(): Promise<Smoothness> }> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const before = await threadSeconds(session)
  // A bundler may name functions by a helper of its own, which the page does not have.
  await page.evaluate('globalThis.__name ??= (named) => named')
  await page.evaluate(install)
  return {
    async stop() {
      const seen = await page.evaluate(read)
      const spent = (await threadSeconds(session)) - before
      return { ...seen, threadMsPerSecond: (spent * 1000) / seen.seconds }
    },
  }
}
