'use client'
import { X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
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
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    if (!name) return
    // On a touch screen a field with the focus would bring the keyboard over what was to be read.
    const field = matchMedia('(pointer: coarse)').matches
      ? null
      : panel.current?.querySelector<HTMLElement>('[data-first]')
    if (field) field.focus({ preventScroll: true })
    // Who is in the middle of a word goes on writing.
    else if (!document.activeElement?.closest('[contenteditable]')) panel.current?.focus({ preventScroll: true })
  }, [name])
  if (!name) return null
  const close = () => {
    page.panel.value = null
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing || event.defaultPrevented) return
    event.stopPropagation()
    event.preventDefault()
    // Half a message is not thrown away: Esc leaves the field first.
    if (!(event.target instanceof HTMLInputElement && event.target.value !== '')) close()
    document.querySelector<HTMLElement>('main [role="application"]')?.focus({ preventScroll: true })
  }
  const Content = contents[name]
  return (
    <aside
      ref={panel}
      className={styles.panel}
      aria-label={t(`panel.${name}`)}
      data-panel={name}
      tabIndex={-1}
      onKeyDown={onKey}
    >
      <header className={styles.header}>
        <h2 className={styles.title}>{t(`panel.${name}`)}</h2>
        <IconButton label={t('common.close')} icon={X} side="left" onClick={close} />
      </header>
      <Content />
    </aside>
  )
}
