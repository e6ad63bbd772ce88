'use client'
import { Eye, Maximize2 } from 'lucide-react'
import { Button } from '../controls.tsx'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import styles from './overlays.module.css'

/** The way out of zen mode and of view mode for those who have no keyboard. */
export function LeaveMode() {
  const t = useT()
  const { editor } = useRoom()
  const { zen, viewMode } = useSignal(editor.settings)
  if (!zen && !viewMode) return null
  return (
    <Button
      icon={zen ? Maximize2 : Eye}
      className={styles.leave}
      onClick={() => {
        editor.settings.value = { ...editor.settings.value, ...(zen ? { zen: false } : { viewMode: false }) }
      }}
    >
      {t(zen ? 'room.leaveZen' : 'room.leaveViewMode')}
    </Button>
  )
}
