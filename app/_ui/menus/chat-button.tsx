'use client'
import { MessagesSquare } from 'lucide-react'
import { IconButton } from '../controls.tsx'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import styles from './chat-button.module.css'

const MOST_SHOWN = 9

/** Opens the chat, and counts what was said there since I last looked. */
export function ChatButton() {
  const t = useT()
  const { page } = useRoom()
  const unread = useSignal(page.unreadChat)
  const isOpen = useSignal(page.panel) === 'chat'
  return (
    <span className={styles.button}>
      <IconButton
        label={unread > 0 ? t('chat.unread', { count: unread }) : t('panel.chat')}
        icon={MessagesSquare}
        side="top"
        pressed={isOpen}
        onClick={() => {
          page.panel.value = isOpen ? null : 'chat'
        }}
      />
      {unread > 0 ? (
        <span className={styles.mark} aria-hidden="true">
          {unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
        </span>
      ) : null}
    </span>
  )
}
