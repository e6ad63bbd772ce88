'use client'
import { Minus, Plus, Redo2, Undo2 } from 'lucide-react'
import { IconButton, Island, Separator, Tip } from './controls.tsx'
import { useKeys } from './keys.ts'
import { useT } from './language.tsx'
import { useRoom } from './room-context.tsx'
import { useSelected, useSignal } from './use-signal.ts'
import styles from './zoom-bar.module.css'

export function ZoomBar() {
  const t = useT()
  const room = useRoom()
  const keys = useKeys()
  const percent = useSelected(room.editor.camera, ({ zoom }) => Math.round(zoom * 100))
  return (
    <Island className={styles.zoom}>
      <IconButton
        label={t('zoom.out')}
        icon={Minus}
        keys={keys('view.zoom-out')}
        side="top"
        className={styles.step}
        onClick={() => room.run('view.zoom-out')}
      />
      <Tip label={t('zoom.reset')} keys={keys('view.zoom-reset')} side="top">
        <button
          type="button"
          className={styles.percent}
          aria-label={t('zoom.percent', { percent })}
          onClick={() => room.run('view.zoom-reset')}
        >
          {percent} %
        </button>
      </Tip>
      <IconButton
        label={t('zoom.in')}
        icon={Plus}
        keys={keys('view.zoom-in')}
        side="top"
        className={styles.step}
        onClick={() => room.run('view.zoom-in')}
      />
    </Island>
  )
}

export function UndoRedo() {
  const t = useT()
  const room = useRoom()
  const keys = useKeys()
  const { history } = room.editor.document
  const canUndo = useSignal(history.canUndo)
  const canRedo = useSignal(history.canRedo)
  const isViewer = useSignal(room.editor.isViewer)
  if (isViewer) return null
  return (
    <Island>
      <IconButton
        label={t('edit.undo')}
        icon={Undo2}
        keys={keys('edit.undo')}
        side="top"
        disabled={!canUndo}
        onClick={() => room.run('edit.undo')}
      />
      <Separator vertical />
      <IconButton
        label={t('edit.redo')}
        icon={Redo2}
        keys={keys('edit.redo')}
        side="top"
        disabled={!canRedo}
        onClick={() => room.run('edit.redo')}
      />
    </Island>
  )
}
