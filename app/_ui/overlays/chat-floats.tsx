'use client'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import styles from './chat-floats.module.css'

/** What is said while the chat is closed passes by above its button; a click opens the chat. */
export function ChatFloats() {
  const t = useT()
  const { page } = useRoom()
  const floating = useSignal(page.floatingChat)
  return (
    <section className={styles.floats} aria-label={t('chat.new')} aria-live="polite">
      {floating.map(({ id, from, text }) => (
        <button
          key={id}
          type="button"
          className={styles.float}
          onClick={() => {
            page.panel.value = 'chat'
          }}
        >
          <b>{from}</b>
          <span className={styles.words} dir="auto">
            {text}
          </span>
        </button>
      ))}
    </section>
  )
}
