'use client'
import { Bold, Code, Italic, Link, List, ListOrdered, Strikethrough } from 'lucide-react'
import type Quill from 'quill'
import type { Range } from 'quill'
import { type RefObject, useEffect, useState } from 'react'
import { IconButton, Island } from '../controls.tsx'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { LinkForm } from './link-form.tsx'
import styles from './text-editor.module.css'

const GAP = 12
const HEIGHT = 48
/** Below the tools. */
const HIGHEST = 64
const marks = [
  ['bold', Bold],
  ['italic', Italic],
  ['strike', Strikethrough],
  ['code', Code],
] as const

interface FormatBarProps {
  readonly quill: RefObject<Quill | null>
  /** The shape on screen: its middle, its upper and lower edge. */
  readonly at: { readonly x: number; readonly top: number; readonly bottom: number }
}

/** Formats of the words that are selected; the editor keeps its focus. */
export function FormatBar({ quill, at }: FormatBarProps) {
  const t = useT()
  const { editor } = useRoom()
  const [formats, setFormats] = useState<Readonly<Record<string, unknown>>>({})
  useEffect(() => {
    const current = quill.current
    if (!current) return
    const read = () => {
      const range = current.getSelection()
      if (range) setFormats(current.getFormat(range))
    }
    read()
    current.on('editor-change', read)
    return () => {
      current.off('editor-change', read)
    }
  }, [quill])
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
  const { w, h } = editor.viewport.value
  const left = Math.min(Math.max(at.x, 150), Math.max(150, w - 150))
  const above = at.top - HEIGHT - GAP
  // Under the text where there is no room above it; over it only when it fills the window.
  const top = above >= HIGHEST ? above : at.bottom + GAP + HEIGHT < h ? Math.max(at.bottom + GAP, HIGHEST) : HIGHEST
  return (
    // Pressing a button must not take the caret out of the text.
    <div data-format-bar className={styles.bar} style={{ left, top }} onPointerDown={(event) => event.preventDefault()}>
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
          label={t('text.bullets')}
          icon={List}
          side="top"
          tabIndex={-1}
          pressed={formats.list === 'bullet'}
          onClick={() => format('list', formats.list === 'bullet' ? false : 'bullet')}
        />
        <IconButton
          label={t('text.numbers')}
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
