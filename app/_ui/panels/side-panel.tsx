'use client'
import { X } from 'lucide-react'
import { IconButton } from '../controls.tsx'
import { HistoryPanel } from '../history/history-panel.tsx'
import { useT } from '../language.tsx'
import { LibraryPanel } from '../library/library-panel.tsx'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import { ChatPanel } from './chat-panel.tsx'
import { CommentsPanel } from './comments-panel.tsx'
import styles from './panels.module.css'
import { ValuesPanel } from './values-panel.tsx'

const contents = {
  chat: ChatPanel,
  comments: CommentsPanel,
  history: HistoryPanel,
  values: ValuesPanel,
  library: LibraryPanel,
} as const

/** The panel at the right: one at a time, the board stays usable beside it. */
export function SidePanel() {
  const t = useT()
  const { page } = useRoom()
  const name = useSignal(page.panel)
  if (!name) return null
  const Content = contents[name]
  return (
    <aside className={styles.panel} aria-label={t(`panel.${name}`)} data-panel={name}>
      <header className={styles.header}>
        <h2 className={styles.title}>{t(`panel.${name}`)}</h2>
        <IconButton
          label={t('common.close')}
          icon={X}
          side="left"
          onClick={() => {
            page.panel.value = null
          }}
        />
      </header>
      <Content />
    </aside>
  )
}
