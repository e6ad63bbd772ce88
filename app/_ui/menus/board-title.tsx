'use client'
import { type KeyboardEvent, useEffect, useRef } from 'react'
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
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (input.current && document.activeElement !== input.current) input.current.value = title
  }, [title])
  const keep = () => {
    const typed = input.current?.value.trim() ?? ''
    if (typed !== title) editor.dispatch({ name: 'set-title', title: typed })
  }
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation()
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') event.currentTarget.blur()
    if (event.key === 'Escape') {
      event.currentTarget.value = title
      event.currentTarget.blur()
    }
  }
  return (
    <input
      ref={input}
      className={styles.title}
      aria-label={t('room.title')}
      placeholder={t('room.untitled')}
      defaultValue={title}
      maxLength={MAX_TITLE_LENGTH}
      readOnly={isViewer}
      spellCheck={false}
      onBlur={keep}
      onKeyDown={onKey}
    />
  )
}
