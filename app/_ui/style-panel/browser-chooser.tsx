'use client'
/** The browser's own chooser of colours. It stands in the panel, and outlives the small window that opened it. */
import { type RefObject, useEffect } from 'react'
import { rememberColor } from '../../../lib/page/kept/recent-colors.ts'
import { hexColor } from '../../../lib/shapes/color-shades.ts'
import { useRoom } from '../room-context.tsx'
import styles from './color-chooser.module.css'

/** Where nothing is chosen yet. */
const FIRST_COLOR = '#4a4fcb'

interface BrowserChooserProps {
  /** A click on it opens it. */
  readonly field: RefObject<HTMLInputElement | null>
  /** How its gestures are told from others. */
  readonly name: string
  readonly value: unknown
  onChange(color: string): void
}

export function BrowserChooser({ field, name, value, onChange }: BrowserChooserProps) {
  const { editor } = useRoom()
  useEffect(() => {
    // React calls the browser's `input` a change; this is the browser's own, at the end of choosing.
    const input = field.current
    const end = () => {
      editor.endGesture()
      if (input) rememberColor(input.value)
    }
    input?.addEventListener('change', end)
    return () => input?.removeEventListener('change', end)
  }, [editor, field])
  return (
    <input
      ref={field}
      type="color"
      className={styles.hidden}
      tabIndex={-1}
      aria-hidden="true"
      value={hexColor(typeof value === 'string' ? value.slice(0, 7) : '') ?? FIRST_COLOR}
      onClick={() => editor.endGesture()}
      // Every colour that the pointer passes comes here: until the chooser is content that is one gesture.
      onChange={({ target }) => editor.gesture(`style.${name}`, () => onChange(target.value))}
    />
  )
}
