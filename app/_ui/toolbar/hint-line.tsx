'use client'
import { hintFor } from '../../../lib/editor/selection/hints.ts'
import { isMac } from '../keys.ts'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSelected, useSignal } from '../use-signal.ts'
import styles from './toolbar.module.css'

/** One line under the tools about the tool or gesture at hand; for those who have keys and room for it. */
export function HintLine() {
  const t = useT()
  const { editor } = useRoom()
  const isOn = useSelected(editor.settings, ({ hints }) => hints)
  useSignal(editor.tool)
  useSignal(editor.selection)
  useSignal(editor.editing)
  useSignal(editor.isBusy)
  useSelected(editor.preview, ({ replaced }) => replaced.size > 0)
  const hint = isOn ? hintFor(editor) : null
  if (!hint) return null
  const mod = isMac ? '⌘' : 'Ctrl'
  return <p className={styles.hintLine}>{t(`hint.${hint}`, { mod, alt: isMac ? '⌥' : 'Alt' })}</p>
}
