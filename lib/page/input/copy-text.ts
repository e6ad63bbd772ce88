/** Copies text, also where there is no clipboard to write to: on plain http browsers copy what is selected, and only that. */

/** False when the browser refuses both ways. */
export async function copyText(view: Window, text: string): Promise<boolean> {
  try {
    // Absent, whatever its type says, without a secure context.
    await view.navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyBySelection(view.document, text)
  }
}

function copyBySelection(page: Document, text: string): boolean {
  const focused = page.activeElement
  const field = page.createElement('textarea')
  field.value = text
  field.readOnly = true
  field.setAttribute('aria-hidden', 'true')
  // In sight of the browser, or nothing is copied; out of sight of people.
  field.style.cssText = 'position:fixed;inset:0 auto auto 0;width:1px;height:1px;opacity:0'
  // A dialog takes the focus back from whatever lies outside of it.
  const dialog = focused?.closest('dialog,[role=dialog],[role=menu]')
  ;(dialog ?? page.body).append(field)
  try {
    field.focus({ preventScroll: true })
    field.setSelectionRange(0, text.length)
    return page.execCommand('copy')
  } finally {
    field.remove()
    if (focused && 'focus' in focused) (focused as HTMLElement).focus({ preventScroll: true })
  }
}
