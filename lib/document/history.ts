/** Undo and redo of this user's own work, by Yjs' undo manager: one command is one step, others' work is never undone. */
import * as Y from 'yjs'
import { type ReadonlySignal, signal } from '../base/signal.ts'
import type { History } from './board-document.ts'
import type { BoardRoots } from './layout.ts'
import { ownPartFilter } from './own-part.ts'
import { soundOrigins } from './sound-origins.ts'

export interface OwnHistory extends History {
  /** Is `origin` the one under which undo and redo write? */
  isUndo(origin: unknown): boolean
  close(): void
}

/** Comments stay outside: taking a drawing step back must not unsay something. */
export function createHistory({ shapes, meta }: BoardRoots, writable: ReadonlySignal<boolean>): OwnHistory {
  const origin = { name: 'own work' }
  let isMine: (item: Y.Item) => boolean = () => true
  const manager = new Y.UndoManager([shapes, meta], {
    captureTimeout: 0,
    trackedOrigins: new Set<unknown>([origin]),
    deleteFilter: (item) => isMine(item),
  })
  const canUndo = signal(false)
  const canRedo = signal(false)
  let isOpen = false
  /** The step that the writes since `begin` go to; none before the first write. */
  let openStep: unknown = null

  const refresh = () => {
    canUndo.value = writable.value && manager.undoStack.length > 0
    canRedo.value = writable.value && manager.redoStack.length > 0
  }
  const onAdded = ({ stackItem, type }: { stackItem: unknown; type: string }) => {
    if (isOpen && type === 'undo' && !manager.redoing) openStep = stackItem
    refresh()
  }
  manager.on('stack-item-added', onAdded)
  manager.on('stack-item-popped', refresh)
  manager.on('stack-cleared', refresh)
  const unwatch = writable.subscribe(refresh)
  const { doc } = manager
  const onWritten = (transaction: Y.Transaction) => {
    if (transaction.origin === manager) soundOrigins(transaction)
  }
  doc.on('beforeObserverCalls', onWritten)

  const end = () => {
    isOpen = false
    openStep = null
    manager.captureTimeout = 0
    manager.stopCapturing()
  }
  const takeStep = (back: boolean) => {
    const stack = back ? manager.undoStack : manager.redoStack
    isMine = ownPartFilter(shapes, { steps: [...stack], stack, back })
    if (back) manager.undo()
    else manager.redo()
  }
  const move = (back: boolean) => {
    end()
    if (!writable.value) return
    takeStep(back)
    refresh()
  }
  return {
    canUndo,
    canRedo,
    origin,
    undo: () => move(true),
    redo: () => move(false),
    begin() {
      end()
      isOpen = true
      manager.captureTimeout = Number.POSITIVE_INFINITY
    },
    end,
    cancel() {
      const hasWritten = isOpen && openStep !== null && manager.undoStack.at(-1) === openStep
      end()
      if (!hasWritten) return
      const redoable = manager.redoStack.length
      // Yjs goes on to older steps when one has no effect any more; those must stay.
      const older = manager.undoStack.splice(0, manager.undoStack.length - 1)
      takeStep(true)
      manager.undoStack.unshift(...older)
      manager.redoStack.length = Math.min(redoable, manager.redoStack.length)
      refresh()
    },
    isUndo: (candidate) => candidate === manager,
    close() {
      unwatch()
      doc.off('beforeObserverCalls', onWritten)
      manager.destroy()
    },
  }
}
