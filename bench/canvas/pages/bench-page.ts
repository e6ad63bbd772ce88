/** What every measured page offers to the driver. */
export interface BenchPage {
  /** Prepares the seeded scene of `count` shapes as this canvas stores it: not part of the time that is measured. */
  prepare(count: number): void
  /** Only the document that lies under the canvas is decoded and held, or let go; true when there is one. */
  holdDocument?(isHeld: boolean): boolean
  /** Opens it, at 100 % or with everything in view; answers the milliseconds until the first complete picture. */
  open(view: 'near' | 'all'): Promise<number>
  tool(name: 'select' | 'pen'): void
  /** Selects this many shapes from the middle of what is visible; answers a screen point on one of them. */
  select(count: number): { x: number; y: number }
  /** Prepares random moves of visible shapes, `perSecond` of them, as others would make; the answer starts them. */
  storm(perSecond: number, seconds: number): () => () => void
}
declare global {
  interface Window {
    bench: BenchPage
  }
}

export const frame = () => new Promise<void>((done) => requestAnimationFrame(() => done()))

/** Resolves after the next frame has been presented as well as a page can know. */
export const presented = () =>
  new Promise<void>((done) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => done()
      port2.postMessage(null)
    }),
  )

/** Calls `move` with how many shapes are due, `perSecond` on average, until stopped. */
export function paced(perSecond: number, move: (due: number) => void): () => void {
  let owed = 0
  let last = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    owed += ((now - last) * perSecond) / 1000
    last = now
    const due = Math.floor(owed)
    owed -= due
    if (due > 0) move(due)
  }, 20)
  return () => clearInterval(timer)
}
