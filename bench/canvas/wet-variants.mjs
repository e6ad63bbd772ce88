/** Other ways for ink to reach the screen, put around the product's canvas from outside: docs/decisions/0019. */
export const wetVariants = [
  { name: 'ours', id: 'desync', title: 'Inkroom, desynchronized canvas', parts: ['desynchronized'] },
  { name: 'ours', id: 'direct', title: 'the same, painted in the event', parts: ['desynchronized', 'direct'] },
  { name: 'ours', id: 'rawupdate', title: 'the same, at pointerrawupdate', parts: ['desynchronized', 'direct', 'raw'] },
]

/** Runs in the page before anything else. */
export function installVariant(parts) {
  if (parts.includes('desynchronized')) {
    const { prototype } = HTMLCanvasElement
    const { getContext } = prototype
    prototype.getContext = function (kind, options) {
      return getContext.call(this, kind, kind === '2d' ? { ...options, desynchronized: true } : options)
    }
  }
  // Before the part that follows, which must not see what is held back here.
  if (parts.includes('raw')) {
    addEventListener('pointerrawupdate', (event) => event.target.dispatchEvent(new PointerEvent('pointermove', event)))
    addEventListener('pointermove', (event) => event.isTrusted && event.stopImmediatePropagation(), { capture: true })
  }
  if (parts.includes('direct')) {
    // What asks for a frame during a movement gets it at the movement's end.
    const later = window.requestAnimationFrame
    let waiting = null
    window.requestAnimationFrame = (paint) => (waiting ? waiting.push(paint) : later.call(window, paint))
    addEventListener('pointermove', () => (waiting = []), { capture: true })
    addEventListener('pointermove', () => {
      const due = waiting ?? []
      waiting = null
      for (const paint of due) paint(performance.now())
    })
  }
}
