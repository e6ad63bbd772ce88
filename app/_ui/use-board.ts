import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Board, CommentThread } from '../../lib/document/board.ts'
import type { Shape } from '../../lib/shapes/registry.ts'
import { useRoom } from './room-context.tsx'
import { useComputed, useSignal } from './use-signal.ts'

/**
 * The board; renders again after each change of its shapes, in a flood of them now and then. Only for what is seldom on
 * screen: others draw all the time.
 */
export function useBoard(): Board {
  const { document } = useRoom().editor
  useSyncExternalStore(
    document.observeCalmly,
    () => document.board.shapes,
    () => document.board.shapes,
  )
  return document.board
}

/** What `select` makes of the board; renders again only when that changes. */
export function useBoardPart<Part>(select: (board: Board) => Part): Part {
  const { document } = useRoom().editor
  return useComputed(document.observeCalmly, () => select(document.board))
}

/** The selected shapes, groups expanded, as they are now. */
export function useSelectedShapes(): readonly Shape[] {
  const { editor } = useRoom()
  useSignal(editor.selection)
  return useBoardPart(() => editor.selectedLeaves())
}

/** The board's title. */
export const useBoardTitle = (): string => useBoardPart(({ title }) => title)

/** The colour of the board's paper; empty: plain. */
export const useBackground = (): string => useBoardPart(({ background }) => background)

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
