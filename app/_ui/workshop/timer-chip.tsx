'use client'
/** The timer that everyone sees. It ends gently: a colour and a word, nothing that covers the board. */
import { Pause, Play, Plus, X } from 'lucide-react'
import { type CSSProperties, useState } from 'react'
import { timerLeftMs } from '../../../lib/document/workshop.ts'
import { IconButton } from '../controls.tsx'
import { cx } from '../cx.ts'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import { Ask } from './ask.tsx'
import { useMayEnd } from './use-may-end.ts'
import { useNow, useWorkshop } from './use-workshop.ts'
import styles from './workshop.module.css'

const TICK_MS = 250
const MINUTE_MS = 60_000
/** An ended timer is news for this long. */
const KEPT_MS = 5 * MINUTE_MS

const clockOf = (leftMs: number): string => {
  const seconds = Math.ceil(Math.max(0, leftMs) / 1000)
  const pad = (n: number) => String(n).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`
}

export function TimerChip() {
  const t = useT()
  const { editor, workshop, serverNow: readNow } = useRoom()
  const isViewer = useSignal(editor.isViewer)
  const { timer } = useWorkshop()
  const mayEnd = useMayEnd('', timer?.isLed)
  const [isAsking, setAsking] = useState(false)
  const now = useNow(TICK_MS, timer !== null && timer.pausedAt === null)
  const leftMs = timer ? timerLeftMs(timer, now) : 0
  const isPaused = timer?.pausedAt != null
  const isOver = timer !== null && leftMs <= 0
  if (!timer || leftMs < -KEPT_MS) return null
  const words = isOver ? t('workshop.timeUp') : clockOf(leftMs)
  const share = Math.max(0, Math.min(1, leftMs / timer.durationMs))
  return (
    <section
      className={cx(styles.chip, styles.timer)}
      aria-label={t('workshop.timer')}
      data-over={isOver || undefined}
      data-soon={(!isOver && leftMs < MINUTE_MS) || undefined}
      data-paused={isPaused || undefined}
      style={{ '--share': share } as CSSProperties}
    >
      <span className={styles.ring} aria-hidden="true" />
      <span role="timer" className={styles.clock}>
        {words}
      </span>
      <span className="visually-hidden" aria-live="polite">
        {isOver
          ? t('workshop.timeUp')
          : leftMs <= MINUTE_MS && timer.durationMs > MINUTE_MS
            ? t('workshop.minuteLeft')
            : ''}
      </span>
      {isViewer || !mayEnd ? null : isAsking ? (
        <Ask
          question={t('workshop.stopTimerAsk')}
          yes={t('workshop.stop')}
          onYes={() => workshop.stopTimer()}
          onNo={() => setAsking(false)}
        />
      ) : (
        <>
          {isOver ? null : (
            <IconButton
              label={t(isPaused ? 'workshop.resumeTimer' : 'workshop.pauseTimer')}
              icon={isPaused ? Play : Pause}
              onClick={() => (isPaused ? workshop.resumeTimer(readNow()) : workshop.pauseTimer(readNow()))}
            />
          )}
          <IconButton
            label={t('workshop.addMinute')}
            icon={Plus}
            onClick={() => workshop.addToTimer(MINUTE_MS, readNow())}
          />
          <IconButton
            label={t('workshop.stopTimer')}
            icon={X}
            onClick={() => (isOver ? workshop.stopTimer() : setAsking(true))}
          />
        </>
      )}
    </section>
  )
}
