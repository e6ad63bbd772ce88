'use client'
/** A board file, chosen or dropped, becomes a new room with the file's content. */
import { FolderOpen } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useState } from 'react'
import type { RoomId } from '../../lib/base/ids.ts'
import { type BoardFormat, boardFileEndings, boardFormatOf, isPdf } from '../../lib/page/files/board-format.ts'
import { boardFromFile } from '../../lib/page/files/board-from-file.ts'
import { pickFiles } from '../../lib/page/files/pick-files.ts'
import { MAX_BOARD_FILE_BYTES, readFileText } from '../../lib/page/files/read-text.ts'
import { Button } from '../_ui/controls.tsx'
import forms from '../_ui/form.module.css'
import { useT } from '../_ui/language.tsx'
import styles from './home.module.css'

type Opening =
  | { readonly name: 'idle' }
  | { readonly name: 'busy'; readonly file: string }
  | { readonly name: 'failed'; readonly why: string }
  /** Some of the file could not be taken over: that is read before the board is shown. */
  | { readonly name: 'partly'; readonly room: RoomId; readonly added: number; readonly skipped: number }

/** The board in a file of text, or saved inside of a picture; null when there is none. */
async function boardIn(file: File): Promise<{ readonly format: BoardFormat; readonly content: string } | null> {
  const isPicture = file.type.startsWith('image/')
  const { sceneInside } = await import('../../lib/page/files/embedded-scenes.ts')
  const content = isPicture ? await sceneInside(file) : await readFileText(file)
  if (content === null && file.type.includes('svg')) return { format: 'svg', content: await readFileText(file) }
  const format = content === null ? null : boardFormatOf(content, isPicture ? '' : file.name)
  return content !== null && format ? { format, content } : null
}

function useOpenFile() {
  const t = useT()
  const router = useRouter()
  const [opening, setOpening] = useState<Opening>({ name: 'idle' })
  const open = useCallback(
    async (file: File) => {
      const failed = (why: string) => setOpening({ name: 'failed', why })
      if (file.size > MAX_BOARD_FILE_BYTES) return failed(t('import.tooLarge', { name: file.name }))
      setOpening({ name: 'busy', file: file.name })
      const found = isPdf(file) ? { format: 'pdf', content: file } : await boardIn(file)
      if (!found) return failed(t('home.notABoard', { name: file.name }))
      const made = await boardFromFile(found.format, found.content)
      if (!made.ok) {
        const { code, message } = made.error
        return failed(code === 'not-made' ? t('home.createFailed') : t('import.failed', { reason: message }))
      }
      const { room, added, skipped } = made.value
      if (skipped.length === 0) return router.push(`/r/${room}`)
      setOpening({ name: 'partly', room, added, skipped: skipped.length })
    },
    [t, router],
  )
  return { opening, open }
}

const chooseFile = (onChosen: (file: File) => void): void =>
  pickFiles({ accept: boardFileEndings, isMany: false, onPick: ([file]) => file && onChosen(file) })

/** The whole page takes a dropped file. */
function useDroppedFile(onDropped: (file: File) => void): boolean {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const hasFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    const ended = new AbortController()
    const options = { signal: ended.signal }
    const onOver = (event: DragEvent) => {
      if (!hasFile(event)) return
      event.preventDefault()
      setOver(true)
    }
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const onDrop = (event: DragEvent) => {
      if (!hasFile(event)) return
      event.preventDefault()
      setOver(false)
      const [file] = event.dataTransfer?.files ?? []
      if (file) onDropped(file)
    }
    window.addEventListener('dragover', onOver, options)
    window.addEventListener('dragleave', onLeave, options)
    window.addEventListener('drop', onDrop, options)
    return () => ended.abort()
  }, [onDropped])
  return isOver
}

export function OpenFile() {
  const t = useT()
  const router = useRouter()
  const { opening, open } = useOpenFile()
  const isOver = useDroppedFile(open)
  return (
    <>
      <Button
        icon={FolderOpen}
        className={styles.tall}
        disabled={opening.name === 'busy'}
        onClick={() => chooseFile((file) => void open(file))}
      >
        {t('home.openFile')}
      </Button>
      <div className={styles.said} role="status">
        {opening.name === 'busy' ? t('home.opening', { name: opening.file }) : null}
        {opening.name === 'partly' ? (
          <>
            {t('import.skipped', { count: opening.added, skipped: opening.skipped })}{' '}
            <button type="button" className={styles.inline} onClick={() => router.push(`/r/${opening.room}`)}>
              {t('home.openBoard')}
            </button>
          </>
        ) : null}
      </div>
      {opening.name === 'failed' ? (
        <p role="alert" className={forms.error}>
          {opening.why}
        </p>
      ) : null}
      {isOver ? <div className={styles.dropHere}>{t('home.dropHere')}</div> : null}
    </>
  )
}
