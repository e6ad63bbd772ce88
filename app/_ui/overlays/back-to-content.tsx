'use client'
import { Undo2 } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { watch } from '../../../lib/base/signal.ts'
import { visibleBox } from '../../../lib/editor/camera/camera.ts'
import { boxesTouch } from '../../../lib/geometry/box.ts'
import { Button } from '../controls.tsx'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useComputed } from '../use-signal.ts'
import styles from './overlays.module.css'

const WAIT_MS = 1000

/** Leads back when all content has been out of sight for a second. */
export function BackToContent() {
  const t = useT()
  const room = useRoom()
  const { editor } = room
  const subscribe = useCallback(
    (listener: () => void) => {
      const { document, camera, viewport } = editor
      const stops = [document.observe(listener), watch(camera, listener), watch(viewport, listener)]
      return () => stops.forEach((stop) => void stop())
    },
    [editor],
  )
  const isLost = useComputed(subscribe, () => {
    const viewport = editor.viewport.value
    const content = editor.view.contentBounds()
    return content !== null && viewport.w > 0 && !boxesTouch(content, visibleBox(editor.camera.value, viewport))
  })
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
