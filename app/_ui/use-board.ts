import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Board, CommentThread } from '../../lib/document/board.ts'
import type { Shape } from '../../lib/shapes/registry.ts'
import { useRoom } from './room-context.tsx'
import { useSignal } from './use-signal.ts'

/** The board; renders again after each change of its shapes. */
export function useBoard(): Board {
  const { document } = useRoom().editor
  useSyncExternalStore(
    (listener) => document.observe(listener),
    () => document.board.shapes,
    () => document.board.shapes,
  )
  return document.board
}

/** The selected shapes, groups expanded, as they are now. */
export function useSelectedShapes(): readonly Shape[] {
  const { editor } = useRoom()
  useSignal(editor.selection)
  useBoard()
  return editor.selectedLeaves()
}

/** The board's title. */
export function useBoardTitle(): string {
  const { document } = useRoom().editor
  return useSyncExternalStore(
    (listener) => document.observe(listener),
    () => document.board.title,
    () => document.board.title,
  )
}

/** The colour of the board's paper; empty: plain. */
export function useBackground(): string {
  const { document } = useRoom().editor
  return useSyncExternalStore(
    (listener) => document.observe(listener),
    () => document.board.background,
    () => document.board.background,
  )
}

/** All comment threads; the array changes only when a comment did. */
export function useComments(): readonly CommentThread[] {
  const { document } = useRoom().editor
  const [threads, setThreads] = useState(() => document.board.comments())
  useEffect(() => {
    setThreads(document.board.comments())
    return document.observe((change) => {
      if (change.commentsChanged) setThreads(document.board.comments())
    })
  }, [document])
  return threads
}
