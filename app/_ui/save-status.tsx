'use client'
/** Tells the truth about what I drew: `Saved` only when the server's disk has everything. */
import { Check, CloudOff, LoaderCircle, Snail } from 'lucide-react'
import { useT } from './language.tsx'
import { useRoom } from './room-context.tsx'
import styles from './save-status.module.css'
import { useSignal } from './use-signal.ts'

export function SaveStatus() {
  const t = useT()
  const { session } = useRoom()
  const state = useSignal(session.saveState)
  const connection = useSignal(session.connection)
  const isKept = useSignal(session.copyState) === 'kept'
  const isFallback = connection.name === 'live' && connection.transport === 'sse'
  const words =
    state.name === 'saved'
      ? t('save.saved')
      : state.name === 'saving'
        ? state.progress !== undefined
          ? t('save.progress', { percent: Math.round(state.progress * 100) })
          : state.unsaved > 0
            ? t('save.saving', { count: state.unsaved })
            : t('connection.connecting')
        : state.name === 'refused'
          ? t(isKept ? 'save.refused' : 'save.onlyTab', { count: state.unsaved })
          : state.unsaved > 0
            ? t(isKept ? 'save.offlineUnsaved' : 'save.onlyTab', { count: state.unsaved })
            : connection.name === 'refused'
              ? t('save.closed')
              : t('save.offline')
  const Icon = state.name === 'saved' ? Check : state.name === 'saving' ? LoaderCircle : CloudOff
  return (
    <div role="status" aria-label={words} className={styles.status} data-state={state.name}>
      <Icon size={14} strokeWidth={2} aria-hidden="true" className={styles.icon} />
      <span className={styles.words}>{words}</span>
      {isFallback && (
        <span role="img" title={t('connection.fallback')} aria-label={t('connection.fallback')} className={styles.icon}>
          <Snail size={14} strokeWidth={2} aria-hidden="true" />
        </span>
      )}
    </div>
  )
}
