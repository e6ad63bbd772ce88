'use client'
import { RotateCcw, Users, X } from 'lucide-react'
import type { BoardDifference } from '../../../lib/document/history-diff.ts'
import { Button, IconButton } from '../controls.tsx'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import { signs } from './change-outlines.tsx'
import styles from './history.module.css'
import { useVersionWords } from './version-words.ts'

const kinds = ['added', 'removed', 'changed'] as const

export interface PreviewBarProps {
  readonly id: string
  /** Null while the version is on its way. */
  readonly difference: BoardDifference | null
  readonly error: string
  onRestore(): void
  onClose(): void
}

/** Which version this is, in words what changed since, and the two ways on. */
export function PreviewBar({ id, difference, error, onRestore, onClose }: PreviewBarProps) {
  const t = useT()
  const { page, editor } = useRoom()
  const isViewer = useSignal(editor.isViewer)
  const words = useVersionWords()
  const version = useSignal(page.versions).find((one) => one.id === id)
  const name = version ? words.name(version) : t('history.now')
  const people = version ? words.people(version) : ''
  const counts = difference ? kinds.filter((kind) => difference[kind].length > 0) : []
  return (
    <section className={styles.bar} aria-label={t('history.bar')}>
      <div className={styles.about}>
        <strong className={styles.title}>{name}</strong>
        {people ? (
          <span className={styles.people} title={version?.people?.join(', ')}>
            <Users size={12} aria-label={t('history.with')} />
            {people}
          </span>
        ) : null}
        <p className={styles.counts} role="status">
          {error || (difference ? '' : t('history.loading'))}
          {difference && counts.length === 0 ? t('history.same') : ''}
          {counts.map((kind) => (
            <span key={kind} className={styles.count} data-kind={kind} data-sign={signs[kind]}>
              {t(`history.${kind}`, { count: difference?.[kind].length ?? 0 })}
            </span>
          ))}
        </p>
      </div>
      {isViewer || !version ? null : (
        <Button look="primary" icon={RotateCcw} disabled={!difference} onClick={onRestore}>
          {t('history.restoreThis')}
        </Button>
      )}
      <IconButton label={t('history.back')} icon={X} keys="Esc" onClick={onClose} />
    </section>
  )
}
