'use client'
/**
 * Steps through the versions from the first to now, by hand or by itself. There is nothing between two versions to show:
 * a snapshot keeps what was there, not the order in which it came.
 */
import { Pause, Play } from 'lucide-react'
import { useEffect, useState } from 'react'
import { IconButton } from '../controls.tsx'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import styles from './history.module.css'
import { useVersionWords } from './version-words.ts'

const STEP_MS = 1_200
const speeds = [1, 2, 4] as const

/** `isReady`: what the last step asked for is on screen. */
export function PreviewPlayer({ isReady }: { readonly isReady: boolean }) {
  const t = useT()
  const room = useRoom()
  const { page } = room
  const shown = useSignal(page.shownVersion)
  const versions = useSignal(page.versions)
  const words = useVersionWords()
  const [isPlaying, setPlaying] = useState(false)
  const [speed, setSpeed] = useState<(typeof speeds)[number]>(1)
  const steps = [...versions.map(({ id }) => id)].reverse().concat('now')
  const last = steps.length - 1
  const at = Math.max(0, steps.indexOf(shown ?? 'now'))
  const next = steps[at + 1] ?? null
  const version = versions.find(({ id }) => id === steps[at])
  const name = version ? words.name(version) : t('history.now')
  const show = (place: number) => {
    page.shownVersion.value = steps[place] ?? null
  }
  useEffect(() => {
    if (!isPlaying || !isReady) return
    if (next === null) return setPlaying(false)
    return room.after(STEP_MS / speed, () => {
      page.shownVersion.value = next
    })
  }, [room, page, isPlaying, isReady, next, speed])
  const toggle = () => {
    if (!isPlaying && at >= last) show(0)
    setPlaying(!isPlaying)
  }
  return (
    <section className={styles.player} aria-label={t('history.player')}>
      <IconButton
        label={t(isPlaying ? 'history.pause' : 'history.play')}
        icon={isPlaying ? Pause : Play}
        side="top"
        onClick={toggle}
      />
      <input
        type="range"
        className={styles.slider}
        aria-label={t('history.player')}
        aria-valuetext={t('history.step', { name, at: at + 1, total: steps.length })}
        min={0}
        max={last}
        value={at}
        onChange={(event) => {
          setPlaying(false)
          show(Number(event.target.value))
        }}
      />
      <button
        type="button"
        className={styles.speed}
        aria-label={t('history.speed', { speed: `${speed}×` })}
        onClick={() => setSpeed(speeds[(speeds.indexOf(speed) + 1) % speeds.length])}
      >
        {speed}×
      </button>
    </section>
  )
}
