/** Boards joined by a network that reorders, repeats, delays and cuts; everything random comes from one seed. */
import * as Y from 'yjs'
import type { BoardDocument } from '../../../lib/document/board-document.ts'
import { exchange, openBoard } from './board-peers.ts'
import type { Random } from './random.ts'

export interface UnreliableNetwork {
  readonly boards: readonly BoardDocument[]
  /** Delivers one waiting update somewhere, maybe again, maybe before older ones. */
  deliver(): void
  /** Takes a board off the network, or back. */
  toggle(): void
  /** Everyone has everything. */
  settle(): void
}

export function createUnreliableNetwork(random: Random, size: number): UnreliableNetwork {
  const boards = Array.from({ length: size }, (_, i) => openBoard(i + 1))
  const waiting: Uint8Array[][] = boards.map(() => [])
  const offline = new Set<number>()
  for (const [from, { doc }] of boards.entries()) {
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'network') return
      for (const [to, queue] of waiting.entries()) if (to !== from) queue.push(update)
    })
  }
  const receive = (to: number) => {
    const queue = waiting[to]
    if (queue.length === 0 || offline.has(to)) return
    const at = random.below(queue.length)
    Y.applyUpdate(boards[to].doc, queue[at], 'network')
    if (!random.chance(0.2)) queue.splice(at, 1)
  }
  return {
    boards,
    deliver: () => receive(random.below(size)),
    toggle() {
      const board = random.below(size)
      if (!offline.delete(board)) offline.add(board)
    },
    settle() {
      for (const queue of waiting) queue.length = 0
      exchange(...boards)
    },
  }
}

/** The board's bytes after a life without undo: what deletion leaves depends on nobody's history. */
export function settledBytes({ doc }: BoardDocument): Uint8Array {
  const fresh = new Y.Doc()
  Y.applyUpdate(fresh, Y.encodeStateAsUpdate(doc))
  return Y.encodeStateAsUpdate(fresh)
}
