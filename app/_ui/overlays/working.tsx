'use client'
/** How far a change of a large board is, or that a file is being read or written, once it takes longer than a moment. */
import { useEffect, useState } from 'react'
import { PREPARING } from '../../../lib/document/long-work.ts'
import { Button } from '../controls.tsx'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import styles from './working.module.css'

const MOMENT_MS = 200

export function Working() {
  const t = useT()
  const room = useRoom()
  const files = useSignal(room.fileWork)
  const writing = useSignal(room.editor.document.progress)
  const progress = writing ?? files
  const isWorking = progress !== null
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    if (isWorking) return room.after(MOMENT_MS, () => setLong(true))
    setLong(false)
  }, [room, isWorking])
  if (!isLong || !progress) return null
  const isPreparing = progress.done === 0 && progress.total === PREPARING.total
  const percent = Math.floor((progress.done / progress.total) * 100)
  const { cancel } = progress
  return (
    <>
      {isPreparing ? (
        <div role="progressbar" aria-label={t('change.preparing')} className={styles.working}>
          <span className={styles.preparing} />
        </div>
      ) : (
        <div
          role="progressbar"
          aria-valuenow={percent}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-label={t('change.progress', { percent })}
          className={styles.working}
        >
          <span className={styles.done} style={{ width: `${percent}%` }} />
        </div>
      )}
      {cancel ? (
        <div className={styles.cancel}>
          <Button onClick={() => cancel()}>{t('common.cancel')}</Button>
        </div>
      ) : null}
    </>
  )
}
