'use client'
import { SendHorizontal } from 'lucide-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { IconButton } from '../controls.tsx'
import forms from '../form.module.css'
import { useLanguage } from '../language.tsx'
import type { ChatMessage } from '../room-api.ts'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import styles from './panels.module.css'

const MAX_CHAT_LENGTH = 2000

export function ChatPanel() {
  const { id: language, t } = useLanguage()
  const room = useRoom()
  const me = useSignal(room.me)
  const isViewer = useSignal(room.session.facts).role === 'viewer'
  const [messages, setMessages] = useState<readonly ChatMessage[]>([])
  const [typed, setTyped] = useState('')
  const [error, setError] = useState('')
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const add = (more: readonly ChatMessage[]) =>
      setMessages((known) => {
        const fresh = more.filter(({ id }) => !known.some((message) => message.id === id))
        return [...known, ...fresh].sort((a, b) => a.at - b.at)
      })
    const stop = room.session.onNotice((notice) => {
      if (notice.name === 'chat') add([notice])
    })
    void room.api.chat().then((answer) => (answer.ok ? add(answer.value) : setError(answer.error.code)))
    return stop
  }, [room])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message is what scrolls
  useEffect(() => {
    void end.current?.scrollIntoView({ block: 'end' })
  }, [messages])
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
      <div className={styles.scroll} role="log" aria-label={t('panel.chat')}>
        {messages.length === 0 ? <p className={styles.empty}>{t('chat.empty')}</p> : null}
        {messages.map((message) => (
          <div key={message.id} className={styles.message} data-mine={message.from === me.name || undefined}>
            <span className={styles.who}>
              {message.from}{' '}
              <time className={styles.when}>
                {new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(message.at)}
              </time>
            </span>
            <p className={styles.words}>{message.text}</p>
          </div>
        ))}
        <div ref={end} />
      </div>
      {error ? (
        <p role="alert" className={forms.error}>
          {t('chat.failed')} ({error})
        </p>
      ) : null}
      {isViewer ? (
        <p className={styles.empty}>{t('chat.viewer')}</p>
      ) : (
        <form className={styles.composer} onSubmit={send}>
          <input
            className={forms.input}
            aria-label={t('chat.placeholder')}
            placeholder={t('chat.placeholder')}
            maxLength={MAX_CHAT_LENGTH}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <IconButton
            type="submit"
            label={t('chat.send')}
            icon={SendHorizontal}
            side="top"
            disabled={typed.trim() === ''}
          />
        </form>
      )}
    </>
  )
}
