'use client'
import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import type { Shape } from '../../../lib/shapes/registry.ts'
import { plainText } from '../../../lib/shapes/rich-text.ts'
import { IconButton } from '../controls.tsx'
import forms from '../form.module.css'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useBoard } from '../use-board.ts'
import { useSignal } from '../use-signal.ts'
import styles from './panels.module.css'

const wordsOf = (shape: Shape): string =>
  'text' in shape
    ? plainText(shape.text)
    : shape.type === 'frame'
      ? shape.name
      : shape.type === 'image'
        ? shape.alt
        : ''

function FindFields({ onClose }: { onClose(): void }) {
  const t = useT()
  const { editor } = useRoom()
  const board = useBoard()
  const [typed, setTyped] = useState('')
  const [nth, setNth] = useState(0)
  const wanted = typed.trim().toLowerCase()
  const found = wanted ? board.shapes.filter((shape) => wordsOf(shape).toLowerCase().includes(wanted)) : []
  const goTo = (index: number, among = found) => {
    if (among.length === 0) return
    const next = (index + among.length) % among.length
    setNth(next)
    const shape = among[next]
    editor.selection.value = [shape.id]
    const { x, y, w, h } = editor.view.bounds(shape)
    const camera = editor.camera.value
    const viewport = editor.viewport.value
    editor.animateCamera({
      ...camera,
      x: x + w / 2 - viewport.w / camera.zoom / 2,
      y: y + h / 2 - viewport.h / camera.zoom / 2,
    })
  }
  const onKey = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Escape') onClose()
    if (event.key !== 'Enter') return
    event.preventDefault()
    goTo(nth + (event.shiftKey ? -1 : 1))
  }
  const search = (text: string) => {
    setTyped(text)
    const next = text.trim().toLowerCase()
    if (next)
      goTo(
        0,
        board.shapes.filter((shape) => wordsOf(shape).toLowerCase().includes(next)),
      )
  }
  return (
    <search className={styles.find} aria-label={t('find.label')}>
      <input
        className={forms.input}
        aria-label={t('find.label')}
        placeholder={t('find.placeholder')}
        // biome-ignore lint/a11y/noAutofocus: the person has just asked to search
        autoFocus
        value={typed}
        onChange={(event) => search(event.target.value)}
        onKeyDown={onKey}
      />
      <span role="status" className={styles.count}>
        {wanted === '' ? '' : found.length === 0 ? t('find.none') : `${nth + 1} / ${found.length}`}
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
