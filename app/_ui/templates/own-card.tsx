'use client'
/** A template of one's own in a gallery: its picture, and what can be done with it. */
import { Download, Pencil, X } from 'lucide-react'
import { type KeyboardEvent, useMemo, useState } from 'react'
import { fileName } from '../../../lib/base/clean-text.ts'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { importJson } from '../../../lib/interchange/json.ts'
import { saveBlob } from '../../../lib/page/files/save-blob.ts'
import type { LibraryItem } from '../../../lib/page/kept/library-store.ts'
import type { Theme } from '../../../lib/shapes/color.ts'
import type { Shape } from '../../../lib/shapes/registry.ts'
import { IconButton } from '../controls.tsx'
import forms from '../form.module.css'
import { useT } from '../language.tsx'
import styles from './template-gallery.module.css'
import { Picture } from './template-gallery.tsx'

/** What the template draws; a kept file that cannot be read any more draws nothing. */
function shapesIn({ board }: LibraryItem): readonly Shape[] {
  const read = importJson(board, { keepIds: true, newId: () => '' as ShapeId, newSeed: () => 1 })
  return read.ok ? read.value.shapes : []
}

interface OwnCardProps {
  readonly item: LibraryItem
  readonly name: string
  readonly theme: Theme
  /** What pressing it does, with its name. */
  readonly label: string
  readonly isBusy?: boolean
  onChoose(): void
  onRename(name: string): void
  onRemove(): void
}

export function OwnCard({ item, name, theme, label, isBusy = false, onChoose, onRename, onRemove }: OwnCardProps) {
  const t = useT()
  const shapes = useMemo(() => () => shapesIn(item), [item])
  const [isNaming, setNaming] = useState(false)
  const keep = (typed: string) => {
    setNaming(false)
    if (typed.trim() !== '' && typed !== name) onRename(typed)
  }
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') keep(event.currentTarget.value)
    if (event.key !== 'Escape') return
    // The window around it stays open.
    event.stopPropagation()
    setNaming(false)
  }
  const share = () => saveBlob(new Blob([item.board], { type: 'application/json' }), `${fileName(name)}.inkroom.json`)
  return (
    <li className={styles.own}>
      <button type="button" className={styles.card} aria-label={label} disabled={isBusy} onClick={onChoose}>
        <Picture shapes={shapes} theme={theme} />
        <span className={styles.name}>{name}</span>
      </button>
      {isNaming ? (
        <input
          className={forms.input}
          defaultValue={name}
          aria-label={t('templates.rename', { name })}
          // biome-ignore lint/a11y/noAutofocus: it was asked for by the button that it takes the place of
          autoFocus
          onFocus={({ target }) => target.select()}
          onKeyDown={onKey}
          onBlur={({ target }) => keep(target.value)}
        />
      ) : (
        <span className={styles.tools}>
          <IconButton label={t('templates.rename', { name })} icon={Pencil} onClick={() => setNaming(true)} />
          <IconButton label={t('templates.save', { name })} icon={Download} onClick={share} />
          <IconButton label={t('library.remove', { name })} icon={X} onClick={onRemove} />
        </span>
      )}
    </li>
  )
}
