/** Undo and redo of this user's own work, by Yjs' undo manager: one command is one step, others' work is never undone. */
import * as Y from 'yjs'
import { type ReadonlySignal, signal } from '../base/signal.ts'
import type { History } from './board-document.ts'
import type { BoardRoots } from './layout.ts'
import { ownPartFilter } from './own-part.ts'
import { soundOrigins } from './sound-origins.ts'

interface Run {
  readonly undo: number
  redo: number
}

/** Makes one step of all above the first `count`, as Yjs does with what is written in one go. */
function joinAbove(stack: Y.UndoManager['undoStack'], count: number): void {
  const [first, ...rest] = stack.splice(count)
  if (!first) return
  for (const step of rest) {
    first.deletions = Y.mergeDeleteSets([first.deletions, step.deletions])
    first.insertions = Y.mergeDeleteSets([first.insertions, step.insertions])
  }
  stack.push(first)
}

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
  manager.on('stack-cleared', ({ redoStackCleared }: { redoStackCleared: boolean }) => {
    if (run && redoStackCleared) run.redo = 0
    refresh()
  })
  const unwatch = writable.subscribe(refresh)
  const { doc } = manager
  const onWritten = (transaction: Y.Transaction) => {
    if (transaction.origin === manager) soundOrigins(transaction)
  }
  doc.on('beforeObserverCalls', onWritten)

  /** While a run is open: how many steps lay on both stacks before it. */
  let run: Run | null = null
  const open = () => {
    openStep = null
    manager.stopCapturing()
    isOpen = true
    manager.captureTimeout = Number.POSITIVE_INFINITY
  }
  const close = () => {
    isOpen = false
    openStep = null
    manager.captureTimeout = 0
    manager.stopCapturing()
  }
  const end = () => {
    close()
    if (!run) return
    joinAbove(manager.undoStack, run.undo)
    joinAbove(manager.redoStack, Math.min(run.redo, manager.redoStack.length))
    run = null
  }
  const takeStep = (back: boolean) => {
    const stack = back ? manager.undoStack : manager.redoStack
    isMine = ownPartFilter(shapes, { steps: [...stack], stack, back })
    if (back) manager.undo()
    else manager.redo()
  }
  /** Yjs goes on to older steps when one has no effect any more; the first `count` stay out of its reach. */
  const takeStepAbove = (count: number, back: boolean) => {
    const stack = back ? manager.undoStack : manager.redoStack
    const older = stack.splice(0, count)
    takeStep(back)
    stack.unshift(...older)
  }
  const isInRun = (name: 'undo' | 'redo') =>
    run !== null && (name === 'undo' ? manager.undoStack.length > run.undo : manager.redoStack.length > run.redo)
  const move = (back: boolean) => {
    const within = isInRun(back ? 'undo' : 'redo') ? run : null
    if (within) close()
    else end()
    if (!writable.value) return
    if (within) {
      takeStepAbove(back ? within.undo : within.redo, back)
      open()
    } else takeStep(back)
    refresh()
  }
  return {
    canUndo,
    canRedo,
    origin,
    undo: () => move(true),
    redo: () => move(false),
    isInRun,
    begin() {
      end()
      open()
    },
    beginRun() {
      end()
      run = { undo: manager.undoStack.length, redo: manager.redoStack.length }
      open()
    },
    nextStep() {
      if (run) open()
    },
    end() {
      end()
      refresh()
    },
    cancel() {
      const first = run?.undo
      const isWritten = isOpen && openStep !== null && manager.undoStack.at(-1) === openStep
      end()
      const hasWritten = first === undefined ? isWritten : manager.undoStack.length > first
      if (!hasWritten) return refresh()
      const redoable = manager.redoStack.length
      takeStepAbove(manager.undoStack.length - 1, true)
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
