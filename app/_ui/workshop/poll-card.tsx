'use client'
/** The question that everyone is asked: a press answers, bars show the answers as they come. */
import { Lock, LockOpen, StickyNote, X } from 'lucide-react'
import { type CSSProperties, useState } from 'react'
import { parseShapeId } from '../../../lib/base/ids.ts'
import { countAnswers, type Poll } from '../../../lib/document/poll.ts'
import { makeShape } from '../../../lib/shapes/registry.ts'
import { richText } from '../../../lib/shapes/rich-text.ts'
import { Button, IconButton } from '../controls.tsx'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import { Ask } from './ask.tsx'
import styles from './poll-card.module.css'
import { useMayEnd } from './use-may-end.ts'
import { useWorkshop } from './use-workshop.ts'

const NOTE = { w: 320, h: 240 }

export function PollCard() {
  const { poll } = useWorkshop()
  return poll ? <Card poll={poll} /> : null
}

function Card({ poll }: { readonly poll: Poll }) {
  const t = useT()
  const { editor, workshop, me } = useRoom()
  const { answers } = useWorkshop()
  const { userId } = useSignal(me)
  const isViewer = useSignal(editor.isViewer)
  const counts = countAnswers(poll, answers)
  const all = Math.max(1, answers.size)
  const mine = answers.get(userId)
  return (
    <section className={styles.card} aria-label={t('poll.title')}>
      <h2 className={styles.question} dir="auto">
        {poll.question}
      </h2>
      <ul className={styles.choices}>
        {poll.choices.map((choice, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two choices may have the same words
          <li key={i}>
            <button
              type="button"
              className={styles.choice}
              style={{ '--share': counts[i] / all } as CSSProperties}
              aria-pressed={mine === i}
              aria-label={t('poll.countFor', { count: counts[i], choice })}
              disabled={isViewer || !poll.isOpen}
              onClick={() => workshop.answer(userId, i)}
            >
              <span dir="auto">{choice}</span>
              <output>{counts[i]}</output>
            </button>
          </li>
        ))}
      </ul>
      <p className={styles.hint} role="status">
        {t(poll.isOpen ? 'poll.hint' : 'poll.closed', { count: answers.size })}
      </p>
      <End poll={poll} counts={counts} />
    </section>
  )
}

function End({ poll, counts }: { readonly poll: Poll; readonly counts: readonly number[] }) {
  const t = useT()
  const { editor, workshop, newId } = useRoom()
  const mayEnd = useMayEnd(poll.by, poll.isLed)
  const [isAsking, setAsking] = useState(false)
  const isViewer = useSignal(editor.isViewer)
  if (!mayEnd || isViewer) return null
  const keep = () => {
    const id = parseShapeId(newId())
    if (!id) return
    const { x, y, zoom } = editor.camera.value
    const { w, h } = editor.viewport.value
    const corner = { x: x + w / zoom / 2 - NOTE.w / 2, y: y + h / zoom / 2 - NOTE.h / 2 }
    const words = [poll.question, ...poll.choices.map((choice, i) => `${counts[i]}  ${choice}`)].join('\n')
    const note = makeShape('note', id, { placement: { ...corner, ...NOTE, rotation: 0 }, text: richText(words) })
    editor.document.dispatch({ name: 'create', shapes: [note] })
  }
  if (isAsking) {
    return (
      <div className={styles.actions}>
        <Ask
          question={t('poll.removeAsk')}
          yes={t('workshop.clear')}
          onYes={() => workshop.endPoll()}
          onNo={() => setAsking(false)}
        />
      </div>
    )
  }
  return (
    <div className={styles.actions}>
      <Button icon={poll.isOpen ? Lock : LockOpen} onClick={() => workshop.closePoll(!poll.isOpen)}>
        {t(poll.isOpen ? 'poll.close' : 'poll.open')}
      </Button>
      {poll.isOpen ? null : (
        <Button icon={StickyNote} onClick={keep}>
          {t('poll.keep')}
        </Button>
      )}
      <IconButton label={t('poll.remove')} icon={X} onClick={() => setAsking(true)} />
    </div>
  )
}
