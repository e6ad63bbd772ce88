'use client'
/** A version in place of the live board, read-only, with what changed since; the live board goes on underneath. */
import { useEffect, useRef, useState } from 'react'
import * as Y from 'yjs'
import { type BoardDifference, compareBoards } from '../../../lib/document/history-diff.ts'
import { restoreVersion } from '../../../lib/document/restore-version.ts'
import type { PreviewBoard } from '../../../lib/page/room-model.ts'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useBoard } from '../use-board.ts'
import { useSignal } from '../use-signal.ts'
import { ChangeOutlines } from './change-outlines.tsx'
import styles from './history.module.css'
import { PreviewBar } from './preview-bar.tsx'
import { PreviewPlayer } from './preview-player.tsx'
import { useOwnKeys } from './use-own-keys.ts'

/** Shown for the board as it is now, at the end of playing. */
export const NOW = 'now'

interface Shown {
  readonly id: string
  readonly difference: BoardDifference
}

export function HistoryPreview() {
  const { page } = useRoom()
  const shown = useSignal(page.shownVersion)
  return shown === null ? null : <Preview id={shown} />
}

function Preview({ id }: { readonly id: string }) {
  const t = useT()
  const room = useRoom()
  const { page, api, editor } = room
  const live = useBoard()
  const container = useRef<HTMLDivElement>(null)
  const [preview, setPreview] = useState<PreviewBoard | null>(null)
  const [bytes] = useState(() => new Map<string, Promise<Uint8Array | null>>())
  const [shown, setShown] = useState<Shown | null>(null)
  const [error, setError] = useState('')
  const close = () => {
    page.shownVersion.value = null
  }
  useOwnKeys(preview?.editor ?? null, close)

  useEffect(() => {
    if (!container.current) return
    editor.editing.value = null
    editor.selection.value = []
    const opened = room.openPreview(container.current)
    setPreview(opened)
    return () => {
      setPreview(null)
      opened.close()
    }
  }, [room, editor])

  useEffect(() => {
    if (!preview) return
    let isGone = false
    const read = async (): Promise<Uint8Array | null> => {
      if (id === NOW) return Y.encodeStateAsUpdate(editor.document.doc)
      const known = bytes.get(id) ?? api.versionBytes(id).then((answer) => (answer.ok ? answer.value : null))
      bytes.set(id, known)
      return known
    }
    void read().then((found) => {
      if (isGone) return
      if (!found) bytes.delete(id)
      setError(found ? '' : t('history.failed'))
      if (!found) return
      preview.show(found)
      setShown({ id, difference: compareBoards(preview.editor.document.board, editor.document.board) })
    })
    return () => {
      isGone = true
    }
  }, [api, bytes, editor, id, preview, t])

  // What others draw meanwhile belongs to what has changed since.
  // biome-ignore lint/correctness/useExhaustiveDependencies: live.shapes is what tells that the board has changed
  useEffect(() => {
    if (!preview) return
    setShown(
      (was) => was && { ...was, difference: compareBoards(preview.editor.document.board, editor.document.board) },
    )
  }, [preview, editor, live.shapes])

  const restore = async () => {
    const version = await bytes.get(id)
    if (!version) return
    const restored = restoreVersion(editor.document, version)
    if (!restored.ok && restored.error.code === 'too-large') {
      const answer = await api.restoreVersion(id)
      if (!answer.ok) return room.say(`${t('history.failed')} (${answer.error.code})`, 'bad')
    } else if (!restored.ok) return room.say(`${t('history.failed')} (${restored.error.code})`, 'bad')
    close()
    room.say(t(restored.ok ? 'history.restoredUndo' : 'history.restored'), 'good')
  }
  const isReady = shown?.id === id
  return (
    <>
      <div className={styles.board} data-version-shown={isReady ? id : undefined}>
        <div ref={container} className={styles.canvas} />
        {preview && isReady && shown ? <ChangeOutlines preview={preview.editor} difference={shown.difference} /> : null}
      </div>
      <PreviewBar
        id={id}
        difference={isReady && shown ? shown.difference : null}
        error={error}
        onRestore={restore}
        onClose={close}
      />
      <PreviewPlayer isReady={isReady || error !== ''} />
    </>
  )
}
