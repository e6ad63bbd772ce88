'use client'
/** What a facilitator does with everyone at once. */
import { Download, Eye, Lock, Pencil, Presentation, Undo2 } from 'lucide-react'
import { Button } from '../controls.tsx'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import styles from './people.module.css'

export function FacilitatorPart() {
  const t = useT()
  const { session, conduct, run } = useRoom()
  const { floor, lead } = useSignal(session.facts)
  const isHeld = floor === 'held'
  const isLeading = lead === session.awareness.clientID
  return (
    <div className={styles.actions}>
      <Button icon={isHeld ? Pencil : Eye} onClick={() => void conduct.hold(isHeld ? 'open' : 'held')}>
        {t(isHeld ? 'people.letAllWrite' : 'people.letAllWatch')}
      </Button>
      <Button
        icon={isLeading ? Undo2 : Presentation}
        aria-pressed={isLeading}
        look={isLeading ? 'primary' : 'plain'}
        onClick={() => void conduct.lead(!isLeading)}
      >
        {t(isLeading ? 'people.letGo' : 'people.lead')}
      </Button>
      <Button icon={Lock} onClick={() => run('arrange.lock-all')}>
        {t('action.arrange.lock-all')}
      </Button>
      <Button icon={Download} onClick={conduct.saveAttendance}>
        {t('people.saveAttendance')}
      </Button>
    </div>
  )
}
