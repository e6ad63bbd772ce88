'use client'
import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { findOnBoard, showMatch } from '../../../lib/editor/board/find.ts'
import { IconButton } from '../controls.tsx'
import forms from '../form.module.css'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useBoard } from '../use-board.ts'
import { useSignal } from '../use-signal.ts'
import styles from './panels.module.css'

function FindFields({ onClose }: { onClose(): void }) {
  const t = useT()
  const { editor } = useRoom()
  useBoard()
  const [typed, setTyped] = useState('')
  const [nth, setNth] = useState(0)
  const found = findOnBoard(editor, typed)
  const goTo = (index: number, among = found) => {
    if (among.length === 0) return
    const next = (index + among.length) % among.length
    setNth(next)
    showMatch(editor, among[next].shape)
  }
  const onKey = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') onClose()
    if (event.key !== 'Enter') return
    event.preventDefault()
    goTo(nth + (event.shiftKey ? -1 : 1))
  }
  const search = (text: string) => {
    setTyped(text)
    goTo(0, findOnBoard(editor, text))
  }
  return (
    <search className={styles.find} aria-label={t('find.label')}>
      <input
        className={forms.input}
        dir="auto"
        aria-label={t('find.label')}
        placeholder={t('find.placeholder')}
        // biome-ignore lint/a11y/noAutofocus: the person has just asked to search
        autoFocus
        value={typed}
        onChange={(event) => search(event.target.value)}
        onKeyDown={onKey}
      />
      <span role="status" className={styles.count}>
        {typed.trim() === '' ? '' : found.length === 0 ? t('find.none') : `${nth + 1} / ${found.length}`}
      </span>
      <IconButton
        label={t('find.previous')}
        icon={ChevronUp}
        disabled={found.length === 0}
        onClick={() => goTo(nth - 1)}
      />
      <IconButton
        label={t('find.next')}
        icon={ChevronDown}
        disabled={found.length === 0}
        onClick={() => goTo(nth + 1)}
      />
      <IconButton label={t('common.close')} icon={X} onClick={onClose} />
    </search>
  )
}

export function FindBar() {
  const { page } = useRoom()
  const isFinding = useSignal(page.isFinding)
  if (!isFinding) return null
  return (
    <FindFields
      onClose={() => {
        page.isFinding.value = false
      }}
    />
  )
}
