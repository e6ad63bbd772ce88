/** What is counted: runs in the page before anything else, so that all canvases are watched in the same way. */
export function installMeter() {
  let isPainted = false
  let oldestInput = null
  let received = null
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
        received ??= performance.now()
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
    if (oldestInput !== null) {
      running.waits.push(now - oldestInput)
      running.answers.push(now - received)
    }
    oldestInput = null
    received = null
  }
  window.meter = {
    start() {
      const now = performance.now()
      running = { since: now, last: now, updates: 0, longest: 0, waits: [], answers: [] }
      isPainted = false
      oldestInput = null
      received = null
      requestAnimationFrame(tick)
    },
    stop() {
      const { since, updates, longest, waits, answers } = running
      running = null
      const p95 = (times) => times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? null
      const seconds = (performance.now() - since) / 1000
      return {
        seconds,
        updates,
        perSecond: updates / seconds,
        longest,
        p95: p95(waits),
        // Without the browser's own way from the device to the page.
        answerP95: p95(answers),
      }
    },
  }
}
