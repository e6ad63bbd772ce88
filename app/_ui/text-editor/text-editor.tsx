'use client'
/**
 * Edits the text of the shape that `editor.editing` names. The rich text editor comes with the page, not when it is first
 * needed: whoever presses Enter and types at once would type into nothing, and the letters would choose tools.
 */
import { useEffect } from 'react'
import { useRoom } from '../room-context.tsx'
import { useBoardPart } from '../use-board.ts'
import { useSignal } from '../use-signal.ts'
import { QuillEditor } from './quill-editor.tsx'

export function TextEditor() {
  const { editor } = useRoom()
  const id = useSignal(editor.editing)
  const isViewer = useSignal(editor.isViewer)
  const shape = useBoardPart((board) => (id === null ? undefined : board.get(id)))
  const cells = useSignal(editor.cells)
  const isParted = shape !== undefined && editor.view.kind(shape).parts !== undefined
  const isGone = id !== null && (!shape || isViewer || (isParted && cells === null))
  useEffect(() => {
    // Someone deleted what is being typed in, or the right to edit went away.
    if (isGone) editor.editing.value = null
  }, [isGone, editor])
  if (id === null || !shape || isGone) return null
  const part = isParted ? cells?.from : undefined
  return <QuillEditor key={`${id} ${part ?? ''}`} id={id} part={part} shape={shape} />
}
