'use client'
import { Palette } from 'lucide-react'
import { IconButton, Island } from '../controls.tsx'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSelectedShapes } from '../use-board.ts'
import { useSignal } from '../use-signal.ts'
import styles from './style-toggle.module.css'
import { readStyleValues } from './style-values.ts'

/** On a phone the style panel is a sheet behind this button. */
export function StyleToggle({ isOpen, onToggle }: { readonly isOpen: boolean; onToggle(): void }) {
  const t = useT()
  const { editor } = useRoom()
  useSignal(editor.tool)
  const isViewer = useSignal(editor.isViewer)
  const values = readStyleValues(editor, useSelectedShapes())
  if (isViewer || !values.isShown) return null
  return (
    <div className={styles.toggle} data-open={isOpen || undefined}>
      <Island>
        <IconButton label={t('style.label')} icon={Palette} side="top" pressed={isOpen} onClick={onToggle} />
      </Island>
    </div>
  )
}
