'use client'
/** Edits the text of the shape that `editor.editing` names. The rich text editor itself is loaded after the page. */
import { lazy, Suspense, useEffect } from 'react'
import { useRoom } from '../room-context.tsx'
import { useBoard } from '../use-board.ts'
import { useSignal } from '../use-signal.ts'

const load = () => import('./quill-editor.tsx')
const QuillEditor = lazy(async () => ({ default: (await load()).QuillEditor }))

export function TextEditor() {
  const { editor } = useRoom()
  const id = useSignal(editor.editing)
  useBoard()
  const isViewer = useSignal(editor.isViewer)
  const shape = id === null ? undefined : editor.document.board.get(id)
  const isGone = id !== null && (!shape || isViewer)
  useEffect(() => {
    // Someone deleted what is being typed in, or the right to edit went away.
    if (isGone) editor.editing.value = null
  }, [isGone, editor])
  // Not part of the page's first load, but here before anyone types, and kept for when there is no network.
  useEffect(() => void load(), [])
  if (id === null || !shape || isViewer) return null
  return (
    <Suspense>
      <QuillEditor key={id} id={id} shape={shape} />
    </Suspense>
  )
}
