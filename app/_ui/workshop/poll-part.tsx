'use client'
import { useState } from 'react'
import { MAX_CHOICES, MAX_WORDS, MIN_CHOICES } from '../../../lib/document/poll.ts'
import { Button } from '../controls.tsx'
import { NamedGroup, TextField } from '../form.tsx'
import { useT } from '../language.tsx'
import { useMayFacilitate } from '../people/use-may-facilitate.ts'
import { useRoom } from '../room-context.tsx'
import { useMayEnd } from './use-may-end.ts'
import { useWorkshop } from './use-workshop.ts'
import styles from './workshop-menu.module.css'

/** Asks everyone a question: the next field for a choice comes when the last is filled in. */
export function PollPart({ onDone }: { onDone(): void }) {
  const t = useT()
  const { workshop, newId, me } = useRoom()
  const { poll } = useWorkshop()
  const mayAsk = useMayEnd('')
  const isLed = useMayFacilitate()
  const [isOpen, setOpen] = useState(false)
  const [question, setQuestion] = useState('')
  const [choices, setChoices] = useState<readonly string[]>(['', ''])
  if (poll || !mayAsk) return null
  if (!isOpen) {
    return (
      <div className={styles.part}>
        <Button onClick={() => setOpen(true)}>{t('poll.ask')}</Button>
      </div>
    )
  }
  const given = choices.map((choice) => choice.trim()).filter((choice) => choice !== '')
  const change = (at: number, words: string) => {
    const next = choices.map((choice, i) => (i === at ? words : choice))
    const isFull = next.every((choice) => choice.trim() !== '')
    setChoices(isFull && next.length < MAX_CHOICES ? [...next, ''] : next)
  }
  return (
    <NamedGroup label={t('poll.title')} labelClass={styles.legend} className={styles.part}>
      <TextField
        label={t('poll.question')}
        labelHidden
        placeholder={t('poll.question')}
        value={question}
        maxLength={MAX_WORDS}
        onChange={(event) => setQuestion(event.target.value)}
      />
      {choices.map((choice, i) => (
        <TextField
          // biome-ignore lint/suspicious/noArrayIndexKey: a choice under way has nothing but its place
          key={i}
          label={t('poll.choice', { number: i + 1 })}
          labelHidden
          placeholder={t('poll.choice', { number: i + 1 })}
          value={choice}
          maxLength={MAX_WORDS}
          onChange={(event) => change(i, event.target.value)}
        />
      ))}
      <Button
        look="primary"
        disabled={question.trim() === '' || given.length < MIN_CHOICES}
        onClick={() => {
          workshop.ask({ id: newId(), question: question.trim(), choices: given, by: me.value.userId, isLed })
          onDone()
        }}
      >
        {t('poll.ask')}
      </Button>
    </NamedGroup>
  )
}
