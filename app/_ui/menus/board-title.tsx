'use client'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useBoardTitle } from '../use-board.ts'
import { useSignal } from '../use-signal.ts'
import styles from './board-title.module.css'

const MAX_TITLE_LENGTH = 120

/** The board's name, edited in place. Enter keeps, Esc takes back. */
export function BoardTitle() {
  const t = useT()
  const { editor } = useRoom()
  const title = useBoardTitle()
  const isViewer = useSignal(editor.isViewer)
  /** What is being typed; null follows the board. */
  const [typed, setTyped] = useState<string | null>(null)
  const isTakenBack = useRef(false)
  const keep = () => {
    const name = typed?.trim()
    setTyped(null)
    if (name !== undefined && name !== title && !isTakenBack.current)
      editor.dispatch({ name: 'set-title', title: name })
    isTakenBack.current = false
  }
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation()
    if (event.nativeEvent.isComposing) return
    isTakenBack.current = event.key === 'Escape'
    if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
  }
  return (
    <input
      className={styles.title}
      dir="auto"
      aria-label={t('room.title')}
      placeholder={t('room.untitled')}
      value={typed ?? title}
      onChange={(event) => setTyped(event.target.value)}
      maxLength={MAX_TITLE_LENGTH}
      readOnly={isViewer}
      spellCheck={false}
      onBlur={keep}
      onKeyDown={onKey}
    />
  )
}
