/** Undo and redo of this user's own work, by Yjs' undo manager: one command is one step, others' work is never undone. */
import * as Y from 'yjs'
import { batch, type ReadonlySignal, signal, watch } from '../base/signal.ts'
import type { History } from './board-document.ts'
import type { BoardRoots } from './layout.ts'
import type { LongWork, Portions } from './long-work.ts'
import { ownPartFilter } from './own-part.ts'
import { soundOrigins } from './sound-origins.ts'

interface Run {
  readonly undo: number
  redo: number
}

/** Mark of a part: it belongs to the same step as the one below it. */
const JOINED = 'joined'
const isJoined = (step: { readonly meta: Map<unknown, unknown> } | undefined): boolean =>
  step?.meta.get(JOINED) === true

/** Where the newest step begins. */
function stepStart(stack: Y.UndoManager['undoStack']): number {
  let at = stack.length - 1
  while (at > 0 && isJoined(stack[at])) at--
  return Math.max(0, at)
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
  /** What is written until `end` is one step, each part after `next` a transaction that is taken back by itself. */
  beginParts(): { next(): void; end(): void }
  close(): void
}

/** Comments stay outside: taking a drawing step back must not unsay something. */
export function createHistory(
  { shapes, meta }: BoardRoots,
  writable: ReadonlySignal<boolean>,
  work: LongWork,
): OwnHistory {
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
  /** The next part is joined to the one below it. */
  let joinsNext = false
  let isTaking = false

  const refresh = () => {
    if (isTaking) return
    batch(() => {
      canUndo.value = writable.value && manager.undoStack.length > 0
      canRedo.value = writable.value && manager.redoStack.length > 0
    })
  }
  const onAdded = ({ stackItem, type }: { stackItem: Y.UndoManager['undoStack'][number]; type: string }) => {
    if (joinsNext) stackItem.meta.set(JOINED, true)
    joinsNext = false
    if (isOpen && type === 'undo' && !manager.redoing) openStep = stackItem
    refresh()
  }
  manager.on('stack-item-added', onAdded)
  manager.on('stack-item-popped', refresh)
  manager.on('stack-cleared', ({ redoStackCleared }: { redoStackCleared: boolean }) => {
    if (run && redoStackCleared) run.redo = 0
    refresh()
  })
  const unwatch = watch(writable, refresh)
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
  const endNow = () => {
    close()
    if (!run) return
    joinAbove(manager.undoStack, run.undo)
    joinAbove(manager.redoStack, Math.min(run.redo, manager.redoStack.length))
    run = null
  }
  const end = () => {
    work.finish()
    endNow()
  }
  const takePart = (back: boolean): boolean => {
    const stack = back ? manager.undoStack : manager.redoStack
    isMine = ownPartFilter(shapes, { steps: [...stack], stack, back })
    return (back ? manager.undo() : manager.redo()) !== null
  }
  /** Takes one step, part by part; older ones while it has no effect any more. The first `count` stay out of reach. */
  function* takeStepAbove(count: number, back: boolean): Portions {
    const stack = back ? manager.undoStack : manager.redoStack
    const total = stack.length - stepStart(stack)
    let hasEffect = false
    isTaking = true
    try {
      for (let done = 1; stack.length > count; done++) {
        const goesOn = isJoined(stack.at(-1))
        const older = stack.splice(0, stack.length - 1)
        joinsNext = hasEffect
        hasEffect = takePart(back) || hasEffect
        joinsNext = false
        stack.unshift(...older)
        if (goesOn) yield { done, total }
        else if (hasEffect) return
        // Whoever may only look by now takes nothing further back.
        if (!writable.value) return
      }
    } finally {
      isTaking = false
    }
  }
  const isInRun = (name: 'undo' | 'redo') =>
    run !== null && (name === 'undo' ? manager.undoStack.length > run.undo : manager.redoStack.length > run.redo)
  function* move(back: boolean): Portions {
    const within = isInRun(back ? 'undo' : 'redo') ? run : null
    if (within) close()
    else endNow()
    if (!writable.value) return
    yield* takeStepAbove(within ? (back ? within.undo : within.redo) : 0, back)
    if (within) open()
    refresh()
  }
  return {
    canUndo,
    canRedo,
    origin,
    undo: () => work.run(move(true)),
    redo: () => work.run(move(false)),
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
      work.afterwards(() => {
        endNow()
        refresh()
      })
    },
    beginParts() {
      const before = manager.undoStack.length
      return {
        next() {
          if (manager.undoStack.length === before && openStep === null) return
          manager.stopCapturing()
          joinsNext = true
        },
        end() {
          joinsNext = false
        },
      }
    },
    cancel() {
      work.finish()
      const first = run?.undo
      const isWritten = isOpen && openStep !== null && manager.undoStack.at(-1) === openStep
      end()
      const hasWritten = first === undefined ? isWritten : manager.undoStack.length > first
      if (!hasWritten) return refresh()
      const redoable = manager.redoStack.length
      for (const _ of takeStepAbove(stepStart(manager.undoStack), true));
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
