'use client'
import { SendHorizontal } from 'lucide-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { ChatLine } from '../../../lib/page/room-model.ts'
import { IconButton } from '../controls.tsx'
import forms from '../form.module.css'
import { useLanguage } from '../language.tsx'
import { LinkedWords } from '../linked-words.tsx'
import { useRoom } from '../room-context.tsx'
import { sendOnModEnter } from '../send-keys.ts'
import { useSignal } from '../use-signal.ts'
import styles from './panels.module.css'

const MAX_CHAT_LENGTH = 2000

function Line({ line }: { readonly line: ChatLine }) {
  const { id: language, t } = useLanguage()
  const room = useRoom()
  const me = useSignal(room.me)
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(line.at)
  if (line.name !== 'said') {
    return (
      <p className={styles.came}>
        {t(line.name === 'joined' ? 'chat.joined' : 'chat.left', { name: line.who })} <time>{time}</time>
      </p>
    )
  }
  return (
    <div className={styles.message} data-mine={line.from === me.name || undefined}>
      <span className={styles.who}>
        {line.from} <time className={styles.when}>{time}</time>
      </span>
      <p className={styles.words} dir="auto">
        <LinkedWords words={line.text} />
      </p>
    </div>
  )
}

function Composer() {
  const { t } = useLanguage()
  const room = useRoom()
  const me = useSignal(room.me)
  const [typed, setTyped] = useState('')
  const [error, setError] = useState('')
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const text = typed.trim()
    if (!text) return
    setTyped('')
    const answer = await room.api.say(me.name, text)
    setError(answer.ok ? '' : answer.error.code)
    if (!answer.ok) setTyped(text)
  }
  return (
    <>
      {error ? (
        <p role="alert" className={forms.error}>
          {t('chat.failed')} ({error})
        </p>
      ) : null}
      <form className={styles.composer} onSubmit={send}>
        <input
          className={forms.input}
          dir="auto"
          data-first
          aria-label={t('chat.placeholder')}
          placeholder={t('chat.placeholder')}
          maxLength={MAX_CHAT_LENGTH}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={sendOnModEnter}
        />
        <IconButton
          type="submit"
          label={t('chat.send')}
          icon={SendHorizontal}
          side="top"
          disabled={typed.trim() === ''}
        />
      </form>
    </>
  )
}

export function ChatPanel() {
  const { t } = useLanguage()
  const room = useRoom()
  const lines = useSignal(room.page.chat)
  const isViewer = useSignal(room.session.facts).role === 'viewer'
  const end = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new line is what scrolls
  useEffect(() => {
    void end.current?.scrollIntoView({ block: 'end' })
  }, [lines])
  return (
    <>
      <div className={styles.scroll} role="log" aria-label={t('panel.chat')}>
        {lines.some(({ name }) => name === 'said') ? null : <p className={styles.empty}>{t('chat.empty')}</p>}
        {lines.map((line) => (
          <Line key={line.id} line={line} />
        ))}
        <div ref={end} />
      </div>
      {isViewer ? <p className={styles.empty}>{t('chat.viewer')}</p> : <Composer />}
    </>
  )
}
