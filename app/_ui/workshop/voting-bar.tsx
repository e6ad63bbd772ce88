'use client'
/** The dot voting under way: what I have left, and for editors how it ends. */
import { CircleDot, Eye, EyeOff, Lock, LockOpen, X } from 'lucide-react'
import { useState } from 'react'
import { countVotes, isVotable, votesLeft } from '../../../lib/document/workshop.ts'
import { Button, IconButton } from '../controls.tsx'
import { cx } from '../cx.ts'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import { Ask } from './ask.tsx'
import { CopyResult } from './copy-result.tsx'
import { useMayEnd } from './use-may-end.ts'
import { useVotingClicks } from './use-voting-clicks.ts'
import { useWorkshop } from './use-workshop.ts'
import styles from './workshop.module.css'

const MAX_DOTS = 12

function Dots({ left, of }: { readonly left: number; readonly of: number }) {
  if (of > MAX_DOTS) return null
  return (
    <span className={styles.dots} aria-hidden="true">
      {Array.from({ length: of }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: dots have nothing but their place
        <span key={i} className={styles.dot} data-spent={i >= left || undefined} />
      ))}
    </span>
  )
}

export function VotingBar() {
  const t = useT()
  const { editor, workshop, me } = useRoom()
  const isViewer = useSignal(editor.isViewer)
  const selection = useSignal(editor.selection)
  const { userId } = useSignal(me)
  const state = useWorkshop()
  const { voting, ballots } = state
  const left = votesLeft(state, userId)
  const mayEnd = useMayEnd(voting?.by ?? '', voting?.isLed)
  const [isAsking, setAsking] = useState(false)
  useVotingClicks(voting?.isOpen === true && !isViewer && left > 0)
  if (!voting) return null
  const total = [...countVotes(state).values()].reduce((sum, count) => sum + count, 0)
  const toggle = (change: Parameters<typeof workshop.changeVoting>[0]) => () => workshop.changeVoting(change)
  return (
    <section className={cx(styles.chip, styles.voting)} aria-label={t('workshop.voting')}>
      {voting.isOpen && !isViewer ? (
        <>
          <Dots left={left} of={voting.votesEach} />
          <span className={styles.words} role="status">
            <strong>{t('workshop.votesLeft', { count: left })}</strong>
            <span className={styles.hint}>
              {left > 0 ? t('workshop.voteHint') : t('workshop.voters', { count: ballots.size })}
            </span>
          </span>
          {selection.length === 1 ? (
            <IconButton
              label={t('workshop.voteForSelection')}
              icon={CircleDot}
              disabled={left === 0 || !isVotable(editor.view.get(selection[0])?.type)}
              onClick={() => workshop.vote(userId, selection[0], 1)}
            />
          ) : null}
        </>
      ) : (
        <>
          <span className={styles.words} role="status">
            <strong>{t('workshop.votingClosed', { count: total })}</strong>
            <span className={styles.hint}>{t('workshop.voters', { count: ballots.size })}</span>
          </span>
          {total > 0 && !voting.isHidden ? <CopyResult /> : null}
        </>
      )}
      {isViewer || !mayEnd ? null : isAsking ? (
        <Ask
          question={t('workshop.clearAsk')}
          yes={t('workshop.clear')}
          onYes={() => workshop.endVoting()}
          onNo={() => setAsking(false)}
        />
      ) : (
        <>
          <IconButton
            label={t(voting.isHidden ? 'workshop.reveal' : 'workshop.hide')}
            icon={voting.isHidden ? Eye : EyeOff}
            onClick={toggle({ isHidden: !voting.isHidden })}
          />
          {voting.isOpen ? (
            <Button
              icon={Lock}
              aria-label={t('workshop.closeVoting')}
              onClick={toggle({ isOpen: false, isHidden: false })}
            >
              <span className={styles.wide}>{t('workshop.closeVoting')}</span>
            </Button>
          ) : (
            <Button icon={LockOpen} onClick={toggle({ isOpen: true })}>
              {t('workshop.openVoting')}
            </Button>
          )}
          <IconButton
            label={t('workshop.clearVotes')}
            icon={X}
            onClick={() => (total > 0 ? setAsking(true) : workshop.endVoting())}
          />
        </>
      )}
    </section>
  )
}
