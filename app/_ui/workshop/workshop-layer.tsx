'use client'
/** Everything of a meeting that lies over the board. */
import { useEffect } from 'react'
import { FollowChip } from '../overlays/follow-frame.tsx'
import { WatchingChip } from '../people/watching-chip.tsx'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import { AloneChip } from './alone-chip.tsx'
import { NoteAuthors } from './note-authors.tsx'
import { PollCard } from './poll-card.tsx'
import { Presentation } from './presentation.tsx'
import { Reactions } from './reactions.tsx'
import { Spotlight } from './spotlight.tsx'
import { Summons } from './summons.tsx'
import { TimerChip } from './timer-chip.tsx'
import { useMayEnd } from './use-may-end.ts'
import { VoteDots } from './vote-dots.tsx'
import { VotingBar } from './voting-bar.tsx'
import styles from './workshop.module.css'

export function WorkshopLayer() {
  const { editor, page } = useRoom()
  const isViewer = useSignal(editor.isViewer)
  const isPast = useSignal(page.shownVersion) !== null
  const mayClear = useMayEnd('')
  useEffect(() => {
    if (!mayClear) return
    return editor.onAction('room.clear', () => {
      page.dialog.value = 'clear'
    })
  }, [editor, page, mayClear])
  useEffect(() => {
    const stops = [
      editor.onAction('room.workshop', () => {
        page.isWorkshopOpen.value = true
      }),
      editor.onAction(
        'view.pointers',
        () => {
          page.hidesPointers.value = !page.hidesPointers.value
        },
        () => !page.hidesPointers.value,
      ),
      editor.onAction(
        'view.authors',
        () => {
          page.showsAuthors.value = !page.showsAuthors.value
        },
        () => page.showsAuthors.value,
      ),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [editor, page])
  return (
    <>
      <Spotlight />
      <NoteAuthors />
      <VoteDots />
      <Reactions />
      {/* A version's own bar stands here while it is shown. */}
      <div className={styles.stack} data-viewer={isViewer || undefined} hidden={isPast}>
        <TimerChip />
        <AloneChip />
        <VotingBar />
        <PollCard />
        <Presentation />
        <WatchingChip />
        <Summons />
        <FollowChip />
      </div>
    </>
  )
}
