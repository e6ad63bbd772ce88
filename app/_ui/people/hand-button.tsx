'use client'
import { Hand } from 'lucide-react'
import { Button } from '../controls.tsx'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'

/** Raises my hand, or takes it down; facilitators see who waits, and who waits longest. */
export function HandButton() {
  const t = useT()
  const { page, serverNow } = useRoom()
  const isUp = useSignal(page.hand) !== null
  return (
    <Button
      icon={Hand}
      look={isUp ? 'primary' : 'plain'}
      aria-pressed={isUp}
      onClick={() => {
        page.hand.value = isUp ? null : serverNow()
      }}
    >
      {t(isUp ? 'people.lowerHand' : 'people.raiseHand')}
    </Button>
  )
}
