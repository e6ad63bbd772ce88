/** Where the focus goes when a dialog closes. */
import { useState } from 'react'

/**
 * For `onCloseAutoFocus` of a dialog that has no button of its own: the focus goes to what had it when the dialog opened,
 * or to the board when that was an item of a menu.
 */
export function useFocusReturn(): (event: Event) => void {
  const [opener] = useState(() => document.activeElement)
  return (event) => {
    event.preventDefault()
    // What was opened from here has it already.
    if (document.activeElement !== null && document.activeElement !== document.body) return
    const isHere = opener instanceof HTMLElement && opener !== document.body && opener.isConnected
    const back = isHere ? opener : document.querySelector<HTMLElement>('main [role="application"]')
    back?.focus({ preventScroll: true })
  }
}
