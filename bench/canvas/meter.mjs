/** What is counted: runs in the page before anything else, so that all canvases are watched in the same way. */
export function installMeter() {
  let isPainted = false
  let oldestInput = null
  let running = null
  const paint = () => {
    isPainted = true
  }
  const { prototype } = CanvasRenderingContext2D
  for (const name of ['fillRect', 'clearRect', 'drawImage', 'stroke', 'fill', 'fillText']) {
    const original = prototype[name]
    prototype[name] = function (...args) {
      isPainted = true
      return original.apply(this, args)
    }
  }
  const watchDom = () =>
    new MutationObserver(paint).observe(document.body, {
      attributes: true,
      childList: true,
      subtree: true,
      attributeFilter: ['style', 'd', 'transform'],
    })
  if (document.body) watchDom()
  else addEventListener('DOMContentLoaded', watchDom)
  for (const name of ['pointermove', 'wheel'])
    addEventListener(
      name,
      (event) => {
        oldestInput ??= event.timeStamp
      },
      { capture: true, passive: true },
    )
  const { port1, port2 } = new MessageChannel()
  const tick = () => {
    if (!running) return
    port2.postMessage(null)
    requestAnimationFrame(tick)
  }
  // After the frame's own callbacks, so that what they painted belongs to it.
  port1.onmessage = () => {
    if (!running || !isPainted) return
    isPainted = false
    const now = performance.now()
    running.updates++
    if (now - running.last > running.longest) running.longest = now - running.last
    running.last = now
    if (oldestInput !== null) running.waits.push(now - oldestInput)
    oldestInput = null
  }
  window.meter = {
    start() {
      const now = performance.now()
      running = { since: now, last: now, updates: 0, longest: 0, waits: [] }
      isPainted = false
      oldestInput = null
      requestAnimationFrame(tick)
    },
    stop() {
      const { since, updates, longest, waits } = running
      running = null
      waits.sort((a, b) => a - b)
      const seconds = (performance.now() - since) / 1000
      return {
        seconds,
        updates,
        perSecond: updates / seconds,
        longest,
        p95: waits[Math.floor(waits.length * 0.95)] ?? null,
      }
    },
  }
}
