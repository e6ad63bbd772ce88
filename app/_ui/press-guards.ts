import type { MouseEvent } from 'react'

/** A press on a button keeps the focus where it is: on the board, whose keys must go on working, or in a text. */
export function keepFocus(event: MouseEvent<HTMLElement>) {
  const button = event.target instanceof Element ? event.target.closest('button') : null
  // A press that is not let through begins no drag.
  if (!button || button.draggable || button.closest('[data-modal]')) return
  if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur()
  event.preventDefault()
}

/** Where a middle press pastes what was selected last (Linux), it only pans here, also over a text; fields keep it. */
export function refuseMiddlePaste(event: MouseEvent<HTMLElement>) {
  const isField = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement
  if (event.button === 1 && !isField) event.preventDefault()
}
