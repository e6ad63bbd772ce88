import { useEffect } from 'react'
import type { Editor } from '../../../lib/editor/editor.ts'

const TEXT = 'input:not([type="range"]), textarea, select, [contenteditable="true"]'
const ELSEWHERE = `${TEXT}, [role="dialog"], [role="menu"], [role="listbox"]`
const CONTROL_KEYS = /^(Tab|Enter| |Arrow\w+|Home|End|PageUp|PageDown)$/

/** Keys go to the board that is seen and not to the live one below it: Delete there would delete unseen shapes. */
export function useOwnKeys(shown: Editor | null, onEscape: () => void): void {
  useEffect(() => {
    const hand = (name: 'down' | 'up') => (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null
      if (target?.closest(ELSEWHERE)) return
      if (name === 'down' && event.key === 'Escape') onEscape()
      event.stopPropagation()
      if (!shown || event.key === 'Escape') return
      if (target?.closest('button, a, input') && CONTROL_KEYS.test(event.key)) return
      const modifiers = { shift: event.shiftKey, alt: event.altKey, ctrl: event.ctrlKey || event.metaKey, space: false }
      const { key, code, repeat: isRepeat, isComposing } = event
      if (shown.keyEvent({ name, key, code, modifiers, isRepeat, isComposing })) event.preventDefault()
    }
    const ended = new AbortController()
    const options = { capture: true, signal: ended.signal }
    window.addEventListener('keydown', hand('down'), options)
    window.addEventListener('keyup', hand('up'), options)
    return () => ended.abort()
  }, [shown, onEscape])
}
