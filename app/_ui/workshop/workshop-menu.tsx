'use client'
import { Minus, MonitorPlay, PartyPopper, Plus, Users } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useState } from 'react'
import { timerLeftMs } from '../../../lib/document/workshop.ts'
import { Button, IconButton } from '../controls.tsx'
import { NamedGroup, Toggle } from '../form.tsx'
import { useT } from '../language.tsx'
import { leaveFocusToNext } from '../menus/menu-layer.tsx'
import { ThumbButtons } from '../people/thumbs.tsx'
import { useMayFacilitate } from '../people/use-may-facilitate.ts'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import { AlonePart } from './alone-part.tsx'
import { PollPart } from './poll-part.tsx'
import { emojis } from './reactions.tsx'
import { useWorkshop } from './use-workshop.ts'
import styles from './workshop-menu.module.css'

const MINUTE_MS = 60_000
const presets = [1, 3, 5, 10, 20] as const
const MAX_CHOSEN_VOTES = 20

function ReactionRow() {
  const t = useT()
  const { page, now } = useRoom()
  return (
    <NamedGroup label={t('workshop.react')} className={styles.emojis}>
      {emojis.map((emoji) => (
        <button
          key={emoji}
          type="button"
          className={styles.emojiButton}
          aria-label={t('workshop.reactWith', { emoji })}
          onClick={() => {
            page.reaction.value = { emoji, nth: Math.max(now(), (page.reaction.value?.nth ?? 0) + 1) }
          }}
        >
          {emoji}
        </button>
      ))}
    </NamedGroup>
  )
}

function TimerPart() {
  const t = useT()
  const { workshop, serverNow } = useRoom()
  const isLed = useMayFacilitate()
  return (
    <NamedGroup label={t('workshop.timer')} labelClass={styles.legend} className={styles.part}>
      <div className={styles.presets}>
        {presets.map((count) => (
          <button
            key={count}
            type="button"
            className={styles.preset}
            aria-label={t('workshop.startTimer', { count })}
            onClick={() => workshop.startTimer(count * MINUTE_MS, serverNow(), { isLed })}
          >
            {t('workshop.minutes', { count })}
          </button>
        ))}
      </div>
    </NamedGroup>
  )
}

function VotingPart({ onDone }: { onDone(): void }) {
  const t = useT()
  const { workshop, newId, me } = useRoom()
  const isLed = useMayFacilitate()
  const [votesEach, setVotesEach] = useState(3)
  const [isHidden, setHidden] = useState(false)
  const step = (by: number) => () => setVotesEach(Math.max(1, Math.min(MAX_CHOSEN_VOTES, votesEach + by)))
  return (
    <NamedGroup label={t('workshop.voting')} labelClass={styles.legend} className={styles.part}>
      <div className={styles.line}>
        <span>{t('workshop.votesEach')}</span>
        <span className={styles.stepper}>
          <IconButton label={`${t('workshop.votesEach')} −`} icon={Minus} onClick={step(-1)} />
          <output>{votesEach}</output>
          <IconButton label={`${t('workshop.votesEach')} +`} icon={Plus} onClick={step(1)} />
        </span>
      </div>
      <Toggle label={t('workshop.hideVotes')} checked={isHidden} onChange={setHidden} />
      <Button
        onClick={() => {
          workshop.startVoting({ id: newId(), votesEach, isHidden, by: me.value.userId, isLed })
          onDone()
        }}
      >
        {t('workshop.startVoting')}
      </Button>
    </NamedGroup>
  )
}

/** Reactions, leading others, timer and voting behind one button. */
export function WorkshopMenu() {
  const t = useT()
  const room = useRoom()
  const { editor, page } = room
  const isOpen = useSignal(page.isWorkshopOpen)
  const isViewer = useSignal(editor.isViewer)
  const hidesPointers = useSignal(page.hidesPointers)
  const showsAuthors = useSignal(page.showsAuthors)
  const { voting, timer } = useWorkshop()
  // Another one would end the one that runs, for everyone: that is asked beside it.
  const isTimed = timer !== null && timerLeftMs(timer, room.serverNow()) > 0
  const setOpen = (open: boolean) => {
    page.isWorkshopOpen.value = open
  }
  const run = (action: string) => () => {
    setOpen(false)
    room.run(action)
  }
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <IconButton label={t('workshop.button')} icon={PartyPopper} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-label={t('workshop.button')}
          className={styles.menu}
          align="end"
          sideOffset={10}
          collisionPadding={8}
          onCloseAutoFocus={leaveFocusToNext}
        >
          <ReactionRow />
          <ThumbButtons />
          <div className={styles.actions}>
            <Button icon={Users} onClick={run('room.summon')}>
              {t('workshop.summon')}
            </Button>
            <Button icon={MonitorPlay} onClick={run('room.present')}>
              {t('workshop.present')}
            </Button>
          </div>
          {isViewer || isTimed ? null : <TimerPart />}
          {isViewer || voting ? null : <VotingPart onDone={() => setOpen(false)} />}
          {isViewer ? null : <PollPart onDone={() => setOpen(false)} />}
          {isViewer ? null : <AlonePart onDone={() => setOpen(false)} />}
          <Toggle
            label={t('workshop.authors')}
            checked={showsAuthors}
            onChange={(shown) => {
              page.showsAuthors.value = shown
            }}
          />
          <Toggle
            label={t('workshop.pointers')}
            checked={!hidesPointers}
            onChange={(shown) => {
              page.hidesPointers.value = !shown
            }}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
