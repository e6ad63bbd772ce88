'use client'
/** The library: a click puts a copy into the middle of the view, a drag puts it where it is dropped. */
import { Plus, Upload, X } from 'lucide-react'
import type { DragEvent } from 'react'
import { toBoard } from '../../../lib/editor/camera/camera.ts'
import { screenPoint } from '../../../lib/geometry/point.ts'
import { pickFiles } from '../../../lib/page/files/pick-files.ts'
import type { LibraryItem } from '../../../lib/page/kept/library-store.ts'
import { Button, IconButton } from '../controls.tsx'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import styles from './library-panel.module.css'

const FILE_ENDINGS = '.excalidrawlib,.excalidraw,.tldr,.json'

const pictureUrl = (kept: string): string =>
  kept.startsWith('data:') ? kept : `data:image/svg+xml;charset=utf-8,${encodeURIComponent(kept)}`

export function LibraryPanel() {
  const t = useT()
  const { editor, library } = useRoom()
  const items = useSignal(library.items)
  const selection = useSignal(editor.selection)
  const isViewer = useSignal(editor.isViewer)
  const addFile = () =>
    pickFiles({ accept: FILE_ENDINGS, isMany: false, onPick: ([file]) => file && void library.addFile(file) })
  // The board takes drops of files only; what it accepted of ours ends here, with the place of the pointer.
  const drop = (event: DragEvent, item: LibraryItem) => {
    const isOnBoard = document.elementFromPoint(event.clientX, event.clientY)?.closest('[role="application"]')
    if (!isOnBoard || event.dataTransfer.dropEffect === 'none') return
    void library.insert(item, toBoard(editor.camera.value, screenPoint(event.clientX, event.clientY)))
  }
  return (
    <>
      <div className={styles.actions}>
        <Button icon={Plus} disabled={selection.length === 0} onClick={() => void library.addSelection()}>
          {t('library.keep')}
        </Button>
        <Button icon={Upload} onClick={addFile}>
          {t('library.fromFile')}
        </Button>
      </div>
      {items.length === 0 ? <p className={styles.empty}>{t('library.empty')}</p> : null}
      <ul className={styles.items}>
        {items.map((item, index) => {
          const name = item.name || t('library.unnamed', { number: items.length - index })
          return (
            <li key={item.id} className={styles.item}>
              <button
                type="button"
                className={styles.put}
                disabled={isViewer}
                draggable={!isViewer}
                aria-label={t('library.insert', { name })}
                onDragStart={(event) => {
                  event.dataTransfer.effectAllowed = 'copy'
                  // Some browsers begin no drag that carries nothing.
                  event.dataTransfer.setData('text/x-inkroom-library', item.id)
                }}
                onDragEnd={(event) => drop(event, item)}
                onClick={() => void library.insert(item)}
              >
                {/* biome-ignore lint/performance/noImgElement: a data URL has nothing to optimise */}
                <img src={pictureUrl(item.picture)} alt="" draggable={false} loading="lazy" decoding="async" />
              </button>
              <span className={styles.remove}>
                <IconButton
                  label={t('library.remove', { name })}
                  icon={X}
                  side="left"
                  onClick={() => library.remove(item.id)}
                />
              </span>
            </li>
          )
        })}
      </ul>
    </>
  )
}
