'use client'
/** Own templates at the head of the gallery: kept from the selection, the board or a file; renamed, shared as a file, removed. */
import { Plus, Upload } from 'lucide-react'
import { pickFiles } from '../../../lib/page/files/pick-files.ts'
import type { LibraryItem } from '../../../lib/page/kept/library-store.ts'
import { themeOf } from '../../../lib/page/view/theme-wiring.ts'
import { Button } from '../controls.tsx'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import { OwnCard } from './own-card.tsx'
import styles from './template-gallery.module.css'

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
            return (
              <OwnCard
                key={item.id}
                {...{ item, name, theme: themeOf(window, editor), label: t('library.insert', { name }) }}
                onChoose={() => choose(item)}
                onRename={(typed) => void templates.rename(item.id, typed)}
                onRemove={() => templates.remove(item.id)}
              />
            )
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
