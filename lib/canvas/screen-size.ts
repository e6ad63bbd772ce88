/** Watches the element's size and the screen's pixel ratio. */
export interface ScreenSize {
  readonly w: number
  readonly h: number
  readonly pixelRatio: number
}

/** Calls `onChange` at once and whenever size or ratio change, until the returned function is called. */
export function watchScreenSize(element: HTMLElement, onChange: (size: ScreenSize) => void): () => void {
  let stopRatio = () => {}
  const tell = () => {
    // A fraction of a pixel would make the canvas soft; an element without size is hidden, not empty.
    const w = Math.max(1, Math.round(element.clientWidth))
    const h = Math.max(1, Math.round(element.clientHeight))
    onChange({ w, h, pixelRatio: window.devicePixelRatio || 1 })
  }
  const watchRatio = () => {
    const query = window.matchMedia(`(resolution: ${window.devicePixelRatio || 1}dppx)`)
    const changed = () => {
      stopRatio()
      watchRatio()
      tell()
    }
    query.addEventListener('change', changed)
    stopRatio = () => query.removeEventListener('change', changed)
  }
  const observer = new ResizeObserver(tell)
  observer.observe(element)
  watchRatio()
  tell()
  return () => {
    observer.disconnect()
    stopRatio()
  }
}
