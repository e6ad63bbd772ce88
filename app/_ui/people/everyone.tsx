'use client'
/** Everybody behind one button: for rooms with more people than the bar has places, for raised hands, and for facilitators. */
import { Hand, ThumbsUp, Users } from 'lucide-react'
import { Popover } from 'radix-ui'
import { type Person, queueOf, thumbsOf } from '../../../lib/page/people/roster.ts'
import { useT } from '../language.tsx'
import { leaveFocusToNext } from '../menus/menu-layer.tsx'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import { FacilitatorPart } from './facilitator-part.tsx'
import { HandButton } from './hand-button.tsx'
import styles from './people.module.css'
import { PeopleList } from './people-list.tsx'
import { PersonRow } from './person-row.tsx'
import { ThumbButtons, ThumbCount } from './thumbs.tsx'
import { useMayFacilitate } from './use-may-facilitate.ts'

/** Whose turn comes later is counted in the heading. */
const MAX_QUEUE = 20

export interface EveryoneProps {
  readonly people: readonly Person[]
  /** How many have no place in the bar. */
  readonly hidden: number
}

export function Everyone({ people, hidden }: EveryoneProps) {
  const t = useT()
  const { page, session } = useRoom()
  const isOpen = useSignal(page.isPeopleOpen)
  const { floor } = useSignal(session.facts)
  const mayFacilitate = useMayFacilitate()
  const queue = queueOf(people)
  const thumbs = thumbsOf(people, useSignal(page.thumb))
  const setOpen = (open: boolean) => {
    page.isPeopleOpen.value = open
  }
  if (hidden === 0 && !mayFacilitate && floor !== 'held' && queue.length === 0 && thumbs.up + thumbs.down === 0)
    return null
  const label = t('people.all', { count: people.length })
  const name = hidden > 0 ? `+${hidden}, ${label}` : label
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <button type="button" className={styles.more} aria-label={name} title={label}>
          {hidden > 0 ? `+${hidden}` : <Users size={15} aria-hidden="true" />}
          {queue.length > 0 ? (
            <span className={styles.hands}>
              <Hand size={13} aria-hidden="true" />
              {queue.length}
            </span>
          ) : null}
          {thumbs.up > 0 ? (
            <span className={styles.hands}>
              <ThumbsUp size={13} aria-hidden="true" />
              {thumbs.up}
            </span>
          ) : null}
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={styles.everyone}
          align="end"
          sideOffset={10}
          collisionPadding={8}
          onCloseAutoFocus={leaveFocusToNext}
          aria-label={label}
        >
          {mayFacilitate ? <FacilitatorPart /> : <HandButton />}
          <ThumbButtons />
          <ThumbCount people={people} />
          {queue.length > 0 ? (
            <>
              <h3 className={styles.heading}>{t('people.hands', { count: queue.length })}</h3>
              <ol className={styles.people}>
                {queue.slice(0, MAX_QUEUE).map((person) => (
                  <PersonRow key={person.userId} person={person} isWaiting onDone={() => setOpen(false)} />
                ))}
              </ol>
            </>
          ) : null}
          <PeopleList
            people={people}
            rowOf={(person) => <PersonRow key={person.userId} person={person} onDone={() => setOpen(false)} />}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
