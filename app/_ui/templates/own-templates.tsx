'use client'
/** Own templates at the head of the gallery: kept from the selection, the board or a file; renamed, shared as a file, removed. */
import { Download, Pencil, Plus, Upload, X } from 'lucide-react'
import { type FormEvent, useMemo, useState } from 'react'
import { fileName } from '../../../lib/base/clean-text.ts'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { importJson } from '../../../lib/interchange/json.ts'
import { pickFiles } from '../../../lib/page/files/pick-files.ts'
import { saveBlob } from '../../../lib/page/files/save-blob.ts'
import type { LibraryItem } from '../../../lib/page/kept/library-store.ts'
import { themeOf } from '../../../lib/page/view/theme-wiring.ts'
import type { Shape } from '../../../lib/shapes/registry.ts'
import { Button, IconButton } from '../controls.tsx'
import forms from '../form.module.css'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import styles from './template-gallery.module.css'
import { Picture } from './template-gallery.tsx'

/** What the template draws; a kept file that cannot be read any more draws nothing. */
function shapesIn({ board }: LibraryItem): readonly Shape[] {
  const read = importJson(board, { keepIds: true, newId: () => '' as ShapeId, newSeed: () => 1 })
  return read.ok ? read.value.shapes : []
}

interface CardProps {
  readonly item: LibraryItem
  readonly name: string
  onChoose(): void
}

function OwnCard({ item, name, onChoose }: CardProps) {
  const t = useT()
  const { editor, templates } = useRoom()
  const shapes = useMemo(() => () => shapesIn(item), [item])
  const [isNaming, setNaming] = useState(false)
  const rename = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = String(new FormData(event.currentTarget).get('name') ?? '')
    setNaming(false)
    if (typed.trim() !== '') void templates.rename(item.id, typed)
  }
  const share = () => saveBlob(new Blob([item.board], { type: 'application/json' }), `${fileName(name)}.inkroom.json`)
  return (
    <li className={styles.own}>
      <button type="button" className={styles.card} aria-label={t('library.insert', { name })} onClick={onChoose}>
        <Picture shapes={shapes} theme={themeOf(window, editor)} />
        <span className={styles.name}>{name}</span>
      </button>
      {isNaming ? (
        <form onSubmit={rename}>
          <input
            name="name"
            className={forms.input}
            defaultValue={name}
            aria-label={t('templates.rename', { name })}
            // biome-ignore lint/a11y/noAutofocus: it was asked for by the button that it takes the place of
            autoFocus
            onBlur={() => setNaming(false)}
          />
        </form>
      ) : (
        <span className={styles.tools}>
          <IconButton label={t('templates.rename', { name })} icon={Pencil} onClick={() => setNaming(true)} />
          <IconButton label={t('templates.save', { name })} icon={Download} onClick={share} />
          <IconButton label={t('library.remove', { name })} icon={X} onClick={() => templates.remove(item.id)} />
        </span>
      )}
    </li>
  )
}

export function OwnTemplates({ onClose }: { onClose(): void }) {
  const t = useT()
  const { editor, templates } = useRoom()
  const items = useSignal(templates.items)
  const selection = useSignal(editor.selection)
  const addFile = () =>
    pickFiles({ accept: '.json', isMany: false, onPick: ([file]) => file && void templates.addFile(file) })
  const choose = (item: LibraryItem) => {
    onClose()
    void templates.insert(item)
  }
  return (
    <section aria-label={t('templates.own')}>
      <h3 className={styles.group}>{t('templates.own')}</h3>
      {items.length > 0 ? (
        <ul className={styles.cards}>
          {items.map((item, index) => {
            const name = item.name || t('library.unnamed', { number: items.length - index })
            return <OwnCard key={item.id} item={item} name={name} onChoose={() => choose(item)} />
          })}
        </ul>
      ) : null}
      <div className={styles.keep}>
        <Button icon={Plus} disabled={selection.length === 0} onClick={() => void templates.addSelection()}>
          {t('library.keep')}
        </Button>
        <Button icon={Plus} onClick={() => void templates.addBoard()}>
          {t('templates.keepBoard')}
        </Button>
        <Button icon={Upload} onClick={addFile}>
          {t('library.fromFile')}
        </Button>
      </div>
    </section>
  )
}
