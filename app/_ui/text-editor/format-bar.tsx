'use client'
import { Bold, Code, Italic, Link, List, ListOrdered, Strikethrough } from 'lucide-react'
import type Quill from 'quill'
import type { Range } from 'quill'
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import type { Box } from '../../../lib/geometry/box.ts'
import { IconButton, Island } from '../controls.tsx'
import { useT } from '../language.tsx'
import { useBarPlace } from '../overlays/use-bar-place.ts'
import { LinkForm } from './link-form.tsx'
import styles from './text-editor.module.css'

const marks = [
  ['bold', Bold],
  ['italic', Italic],
  ['strike', Strikethrough],
  ['code', Code],
] as const

interface FormatBarProps {
  readonly quill: RefObject<Quill | null>
  /** The shape on screen, and what lies beside it. */
  readonly around: Box
  readonly near: readonly Box[]
  /** How often the bar was asked for by its key. */
  readonly asked: number
}

/** Whether words are marked by hand: opening a text marks all of it, and asks for nothing. */
function useFormats(quill: RefObject<Quill | null>) {
  const [formats, setFormats] = useState<Readonly<Record<string, unknown>>>({})
  const [isMarked, setMarked] = useState(false)
  useEffect(() => {
    const current = quill.current
    if (!current) return
    const read = () => {
      // Not while the focus is in the bar: the words are still marked.
      const range = current.hasFocus() ? current.getSelection() : null
      if (range) setFormats(current.getFormat(range))
    }
    const onSelection = (range: Range | null, _before: Range | null, source: string) => {
      if (range && (range.length === 0 || source === 'user')) setMarked(range.length > 0)
    }
    read()
    current.on('editor-change', read)
    current.on('selection-change', onSelection)
    return () => {
      current.off('editor-change', read)
      current.off('selection-change', onSelection)
    }
  }, [quill])
  return { formats, isMarked }
}

/** Formats of the words that are marked; the editor keeps its focus, unless the bar was asked for by key. */
export function FormatBar({ quill, around, near, asked }: FormatBarProps) {
  const t = useT()
  const { formats, isMarked } = useFormats(quill)
  const bar = useRef<HTMLDivElement>(null)
  const [answered, setAnswered] = useState(asked)
  const isAsked = asked > answered
  const isShown = isMarked || isAsked
  const place = useBarPlace(bar, { around, near, isDocking: true })
  const isPlaced = isShown && place !== null
  useEffect(() => {
    if (isAsked && isPlaced) bar.current?.querySelector<HTMLElement>('[data-panel] > button')?.focus()
  }, [isAsked, isPlaced])
  const format = (name: string, value: unknown) => quill.current?.format(name, value, 'user')
  const [linkRange, setLinkRange] = useState<Range | null>(null)
  const askLink = () => setLinkRange(quill.current?.getSelection() ?? null)
  const setLink = (range: Range, link: string | false) => {
    const current = quill.current
    if (range.length > 0) current?.formatText(range.index, range.length, 'link', link, 'user')
    else if (link) current?.insertText(range.index, link, 'link', link, 'user')
    setLinkRange(null)
    current?.focus()
    current?.setSelection(range.index, range.length || (link || '').length, 'api')
  }
  const onKey = (event: KeyboardEvent) => {
    event.stopPropagation()
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const buttons = [...(bar.current?.querySelectorAll<HTMLElement>('[data-panel] > button') ?? [])]
    const at = buttons.indexOf(document.activeElement as HTMLElement)
    if (step !== 0 && at >= 0) buttons[(at + step + buttons.length) % buttons.length].focus()
    else if (event.key === 'Escape' || event.key === 'Tab') quill.current?.focus()
    else return
    event.preventDefault()
    if (step === 0) setAnswered(asked)
  }
  if (!isShown && !linkRange) return null
  return (
    // Pressing a button must not take the caret out of the text.
    <div
      ref={bar}
      data-format-bar
      className={styles.bar}
      style={place ?? { visibility: 'hidden' }}
      role="toolbar"
      aria-label={t('text.bar')}
      onPointerDown={(event) => event.preventDefault()}
      onKeyDown={onKey}
    >
      {linkRange ? (
        <LinkForm
          known={typeof formats.link === 'string' ? formats.link : ''}
          onKeep={(link) => setLink(linkRange, link)}
        />
      ) : null}
      <Island>
        {marks.map(([name, icon]) => (
          <IconButton
            key={name}
            label={t(`text.${name}`)}
            icon={icon}
            side="top"
            tabIndex={-1}
            pressed={formats[name] === true}
            onClick={() => format(name, formats[name] !== true)}
          />
        ))}
        <IconButton
          label={t('text.link')}
          icon={Link}
          side="top"
          tabIndex={-1}
          pressed={formats.link !== undefined}
          onClick={askLink}
        />
        <IconButton
          label={t('action.style.list-bullet')}
          icon={List}
          side="top"
          tabIndex={-1}
          pressed={formats.list === 'bullet'}
          onClick={() => format('list', formats.list === 'bullet' ? false : 'bullet')}
        />
        <IconButton
          label={t('action.style.list-ordered')}
          icon={ListOrdered}
          side="top"
          tabIndex={-1}
          pressed={formats.list === 'ordered'}
          onClick={() => format('list', formats.list === 'ordered' ? false : 'ordered')}
        />
      </Island>
    </div>
  )
}
