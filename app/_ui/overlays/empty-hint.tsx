'use client'
import { LayoutTemplate } from 'lucide-react'
import { Button, Kbd } from '../controls.tsx'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useBoardPart } from '../use-board.ts'
import { useSelected, useSignal } from '../use-signal.ts'
import styles from './overlays.module.css'

/** First words on an empty board; gone with the first stroke, even before it is finished. */
export function EmptyHint() {
  const t = useT()
  const { editor, session, run } = useRoom()
  const isEmpty = useBoardPart(({ size }) => size === 0)
  const isLoaded = useSignal(session.isLoaded)
  const isDrawing = useSelected(editor.preview, ({ created }) => created.length > 0)
  const isViewer = useSignal(editor.isViewer)
  if (!isLoaded || !isEmpty || isDrawing) return null
  if (isViewer) return <p className={styles.hint}>{t('empty.viewer')}</p>
  return (
    <>
      <div className={styles.hint}>
        <p className={styles.hintTitle}>{t('empty.title')}</p>
        <p className={styles.hintKeys}>
          <Kbd>R</Kbd> {t('tool.rectangle')} <Kbd>P</Kbd> {t('tool.draw')} <Kbd>T</Kbd> {t('tool.text')} <Kbd>?</Kbd>{' '}
          {t('empty.all')}
        </p>
      </div>
      {/* Not in the middle, where the first stroke begins. */}
      <Button icon={LayoutTemplate} className={styles.back} onClick={() => run('edit.templates')}>
        {t('empty.templates')}
      </Button>
    </>
  )
}

/** While neither the local copy nor the server has told what is on the board. */
export function LoadingHint() {
  const t = useT()
  const { session } = useRoom()
  const isLoaded = useSignal(session.isLoaded)
  const share = useSignal(session.loading)
  const connection = useSignal(session.connection)
  if (isLoaded || connection.name === 'refused') return null
  const words = share === null ? t('room.loading') : t('room.loadingShare', { percent: Math.round(share * 100) })
  return <p className={styles.hint}>{words}</p>
}
