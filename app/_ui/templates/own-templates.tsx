'use client'
/** Own templates at the head of the gallery: kept from the selection, the board or a file; renamed, shared as a file, removed. */
import { Plus, Upload } from 'lucide-react'
import { pickFiles } from '../../../lib/page/files/pick-files.ts'
import type { LibraryItem } from '../../../lib/page/kept/library-store.ts'
import { themeOf } from '../../../lib/page/view/theme-wiring.ts'
import { Button } from '../controls.tsx'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useBoard } from '../use-board.ts'
import { useSignal } from '../use-signal.ts'
import { OwnCards } from './own-cards.tsx'
import styles from './template-gallery.module.css'

export function OwnTemplates({ onClose }: { onClose(): void }) {
  const t = useT()
  const { editor, templates } = useRoom()
  useBoard()
  const items = useSignal(templates.items)
  const selection = useSignal(editor.selection)
  const addFile = () =>
    pickFiles({ accept: '.json', isMany: false, onPick: ([file]) => file && void templates.addFile(file) })
  const choose = (item: LibraryItem) => {
    onClose()
    void templates.insert(item)
  }
  return (
    <OwnCards
      items={items}
      theme={themeOf(window, editor)}
      labelOf={(name) => t('library.insert', { name })}
      onChoose={choose}
      onRename={({ id }, name) => void templates.rename(id, name)}
      onRemove={({ id }) => templates.remove(id)}
    >
      <div className={styles.keep}>
        <Button icon={Plus} disabled={selection.length === 0} onClick={() => void templates.addSelection()}>
          {t('library.keep')}
        </Button>
        <Button
          icon={Plus}
          disabled={editor.document.board.shapes.length === 0}
          onClick={() => void templates.addBoard()}
        >
          {t('templates.keepBoard')}
        </Button>
        <Button icon={Upload} onClick={addFile}>
          {t('library.fromFile')}
        </Button>
      </div>
    </OwnCards>
  )
}
