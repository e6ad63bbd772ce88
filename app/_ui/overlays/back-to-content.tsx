'use client'
import { Undo2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { visibleBox } from '../../../lib/editor/camera.ts'
import { boxesTouch } from '../../../lib/geometry/box.ts'
import { Button } from '../controls.tsx'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useBoard } from '../use-board.ts'
import { useSignal } from '../use-signal.ts'
import styles from './overlays.module.css'

const WAIT_MS = 1000

/** Leads back when all content has been out of sight for a second. */
export function BackToContent() {
  const t = useT()
  const room = useRoom()
  const { editor } = room
  useBoard()
  const camera = useSignal(editor.camera)
  const viewport = useSignal(editor.viewport)
  const content = editor.view.contentBounds()
  const isLost = content !== null && viewport.w > 0 && !boxesTouch(content, visibleBox(camera, viewport))
  const [isShown, setShown] = useState(false)
  useEffect(() => {
    if (!isLost) setShown(false)
    else return room.after(WAIT_MS, () => setShown(true))
  }, [room, isLost])
  if (!isShown || !isLost) return null
  return (
    <Button icon={Undo2} className={styles.back} onClick={() => room.run('view.fit-all')}>
      {t('view.backToContent')}
    </Button>
  )
}
