'use client'
/** Says why I cannot draw while the floor is held, with what can be done about it. */
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import { Notice } from '../workshop/notice.tsx'
import { HandButton } from './hand-button.tsx'
import { ThumbButtons } from './thumbs.tsx'

export function WatchingChip() {
  const t = useT()
  const { session } = useRoom()
  const { floor, role, openRole } = useSignal(session.facts)
  if (floor !== 'held' || role !== 'viewer' || openRole !== 'editor') return null
  return (
    <Notice>
      <span>{t('people.watching')}</span>
      <HandButton />
      <ThumbButtons />
    </Notice>
  )
}
