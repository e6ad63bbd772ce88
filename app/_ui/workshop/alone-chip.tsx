'use client'
/** Says that what I draw is mine alone for now, where it is kept, and how it comes to the others. */
import { Eye } from 'lucide-react'
import { Button } from '../controls.tsx'
import { cx } from '../cx.ts'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import { useMayEnd } from './use-may-end.ts'
import { useWorkshop } from './use-workshop.ts'
import styles from './workshop.module.css'

export function AloneChip() {
  const t = useT()
  const { editor, page, session, workshop } = useRoom()
  const { alone } = useWorkshop()
  const isAlone = useSignal(page.isAlone)
  const isViewer = useSignal(editor.isViewer)
  const isKept = useSignal(session.copyState) === 'kept'
  const mayEnd = useMayEnd(alone?.by ?? '')
  if (!alone || isViewer) return null
  if (!isAlone && !mayEnd) return null
  return (
    <section className={cx(styles.chip, styles.alone)} aria-label={t('alone.title')}>
      <span className={styles.words} role="status">
        <strong>{t(isAlone ? 'alone.title' : 'alone.everyone')}</strong>
        <span className={styles.hint}>
          {t(isAlone ? (isKept ? 'alone.keptHere' : 'alone.keptInTab') : 'alone.everyoneHint')}
        </span>
      </span>
      {isAlone ? (
        <Button
          icon={Eye}
          onClick={() => {
            page.shownAlone.value = alone.id
          }}
        >
          {t('alone.showMine')}
        </Button>
      ) : null}
      {mayEnd ? (
        <Button look="primary" icon={Eye} onClick={() => workshop.endAlone()}>
          {t('alone.showAll')}
        </Button>
      ) : null}
    </section>
  )
}
