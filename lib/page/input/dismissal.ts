/** A press on the board beside an open menu closes the menu, and is no stroke and no click on a shape. */

/** Menus, and the small windows that hang on a button. */
const OPEN = '[data-radix-popper-content-wrapper] :is([role="menu"], [role="dialog"])'

export function wireDismissal(container: HTMLElement): () => void {
  const ended = new AbortController()
  container.addEventListener(
    'pointerdown',
    (event) => {
      // Another button opens the next menu right away.
      if (event.button === 0 && container.ownerDocument.querySelector(OPEN)) event.preventDefault()
    },
    { signal: ended.signal, capture: true },
  )
  return () => ended.abort()
}
