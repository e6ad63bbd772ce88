/** Window keys to the editor, unless someone types or operates a control. */
import type { Editor, KeyInput } from '../../editor/editor.ts'

/** Typing belongs to these. */
export function isTextField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
    !(target instanceof HTMLInputElement && /^(button|checkbox|radio|range|color)$/.test(target.type))
  )
}

/** A control that has the focus keeps the keys that operate it. */
const OWN_KEYS = /^(Tab|Enter| |Arrow\w+|Home|End|PageUp|PageDown)$/
const isControl = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('button, a, [role="slider"], [role="menu"], [role="radiogroup"]') !== null
/** What is chosen in a small window beside a bar is undone from there too; a dialog that covers the board keeps its keys. */
const isUndoFromPopover = (event: KeyboardEvent): boolean =>
  event.target instanceof HTMLElement &&
  event.target.closest('[data-radix-popper-content-wrapper] [role="dialog"]') !== null &&
  (event.ctrlKey || event.metaKey) &&
  /^[zy]$/i.test(event.key)
const isInDialog = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null

// A Mac reports Option as AltGr too, and Windows Ctrl with Alt: only a symbol can have been meant as typed.
const isTypedWithAltGraph = (event: KeyboardEvent) =>
  event.getModifierState('AltGraph') && event.ctrlKey === event.altKey && /^[^A-Za-z]$/.test(event.key)
/** A key of the window as the editor takes it. */
export const keyInputOf = (name: 'down' | 'up', event: KeyboardEvent): KeyInput => ({
  name,
  key: event.key,
  code: event.code,
  // Whether Space is held the editor remembers itself.
  modifiers: { shift: event.shiftKey, alt: event.altKey, ctrl: event.ctrlKey || event.metaKey, space: false },
  isRepeat: event.repeat,
  isComposing: event.isComposing,
  altGraph: isTypedWithAltGraph(event),
})

export function wireKeyboard(view: Window, editor: Editor, container: HTMLElement): () => void {
  const ended = new AbortController()
  const options = { signal: ended.signal }
  const down = (event: KeyboardEvent) => {
    if (event.defaultPrevented || isTextField(event.target)) return
    if (isInDialog(event.target) && !isUndoFromPopover(event)) return
    if (event.target !== container && isControl(event.target) && OWN_KEYS.test(event.key)) return
    if (editor.keyEvent(keyInputOf('down', event))) event.preventDefault()
  }
  // Wherever the focus has gone since: a key that went down over the board is let go there too.
  const up = (event: KeyboardEvent) => {
    if (editor.keyEvent(keyInputOf('up', event)) && !isTextField(event.target)) event.preventDefault()
  }
  // The release of a held key is heard by the window that has the keyboard then, or by the field that is typed in.
  const release = () => editor.releaseKeys()
  view.addEventListener('blur', release, options)
  view.document.addEventListener('visibilitychange', release, options)
  view.addEventListener(
    'focusin',
    (event) => (isTextField(event.target) || isInDialog(event.target)) && release(),
    options,
  )
  // The ring shows only to those who came by the Tab key: on a click the whole window would light up.
  let lastKey = ''
  const remember = (event: Event) => {
    lastKey = event instanceof KeyboardEvent ? event.key : ''
  }
  view.addEventListener('keydown', remember, { ...options, capture: true })
  view.addEventListener('pointerdown', remember, { ...options, capture: true })
  container.addEventListener('focus', () => container.toggleAttribute('data-tabbed', lastKey === 'Tab'), options)
  view.addEventListener('keydown', down, options)
  view.addEventListener('keyup', up, options)
  return () => ended.abort()
}
