'use client'
/** Tells the truth about what I drew: `Saved` only when the server's disk has everything. */
import { Check, CircleDashed, CloudOff, LoaderCircle, Snail } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useT } from './language.tsx'
import { useRoom } from './room-context.tsx'
import styles from './save-status.module.css'
import { useSignal } from './use-signal.ts'

/** Most changes are stored sooner: words that came and went with each stroke would only disturb. */
const QUIET_MS = 1000

/** True while something has been on its way for no longer than that. The sign beside the words tells at once. */
function useIsQuiet(isSaving: boolean): boolean {
  const room = useRoom()
  const [isQuiet, setQuiet] = useState(true)
  useEffect(() => {
    setQuiet(true)
    return isSaving ? room.after(QUIET_MS, () => setQuiet(false)) : undefined
  }, [room, isSaving])
  return isSaving && isQuiet
}

export function SaveStatus() {
  const t = useT()
  const { session } = useRoom()
  const state = useSignal(session.saveState)
  const connection = useSignal(session.connection)
  const isKept = useSignal(session.copyState) === 'kept'
  const isFallback = connection.name === 'live' && connection.transport === 'sse'
  const words =
    state.name === 'held'
      ? t('alone.saved')
      : state.name === 'saved'
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
  // Also the first moments are quiet only once the board has been here.
  const isBrief = state.name === 'saving' && state.unsaved > 0 && state.progress === undefined
  const isQuiet = useIsQuiet(isBrief)
  const Icon =
    state.name === 'saved' ? Check : isQuiet ? CircleDashed : state.name === 'saving' ? LoaderCircle : CloudOff
  // How many changes are on their way is told by the name: a number that runs would change the width with each of them.
  const shown = isQuiet ? '' : isBrief ? t('save.savingNow') : words
  return (
    <div
      role="status"
      aria-label={words}
      title={words}
      className={styles.status}
      data-state={state.name}
      data-quiet={isQuiet || undefined}
    >
      <Icon size={14} strokeWidth={2} aria-hidden="true" className={styles.icon} />
      <span className={styles.words}>
        <span className={styles.shown}>{shown}</span>
        <span className={styles.room} aria-hidden="true" data-words={t('save.savingNow')} />
        <span className={styles.room} aria-hidden="true" data-words={t('save.saved')} />
      </span>
      {isFallback && (
        <span role="img" title={t('connection.fallback')} aria-label={t('connection.fallback')} className={styles.icon}>
          <Snail size={14} strokeWidth={2} aria-hidden="true" />
        </span>
      )}
    </div>
  )
}
