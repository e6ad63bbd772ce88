/** Window keys to the editor, unless someone types or operates a control. */
import type { Editor } from '../../editor/editor.ts'
import type { Modifiers } from '../../editor/tools/tool.ts'

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
const isInDialog = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null

export function wireKeyboard(view: Window, editor: Editor, container: HTMLElement): () => void {
  const ended = new AbortController()
  const options = { signal: ended.signal }
  let isSpaceHeld = false
  const modifiersOf = (event: KeyboardEvent): Modifiers => ({
    shift: event.shiftKey,
    alt: event.altKey,
    ctrl: event.ctrlKey || event.metaKey,
    space: isSpaceHeld,
  })
  const hand = (name: 'down' | 'up') => (event: KeyboardEvent) => {
    if (event.defaultPrevented || isTextField(event.target) || isInDialog(event.target)) return
    const isOwn = event.target !== container && isControl(event.target) && OWN_KEYS.test(event.key)
    if (isOwn && name === 'down') return
    if (event.key === ' ') isSpaceHeld = name === 'down'
    const used = editor.keyEvent({
      name,
      key: event.key,
      code: event.code,
      modifiers: modifiersOf(event),
      isRepeat: event.repeat,
      isComposing: event.isComposing,
    })
    if (used) event.preventDefault()
  }
  // The ring shows only to those who came by the Tab key: on a click the whole window would light up.
  let lastKey = ''
  const remember = (event: Event) => {
    lastKey = event instanceof KeyboardEvent ? event.key : ''
  }
  view.addEventListener('keydown', remember, { ...options, capture: true })
  view.addEventListener('pointerdown', remember, { ...options, capture: true })
  container.addEventListener('focus', () => container.toggleAttribute('data-tabbed', lastKey === 'Tab'), options)
  view.addEventListener('keydown', hand('down'), options)
  view.addEventListener('keyup', hand('up'), options)
  return () => ended.abort()
}
