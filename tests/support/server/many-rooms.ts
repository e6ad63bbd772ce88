/** The rooms of several processes, all in this one: one storage, one bus that a test can break. */
import { onTestFinished } from 'vitest'
import * as Y from 'yjs'
import { type Clock, systemClock } from '../../../lib/base/clock.ts'
import { type RoomId, systemRandom } from '../../../lib/base/ids.ts'
import { encodeUpdate } from '../../../lib/protocol/codec.ts'
import type { Bus } from '../../../server/bus/bus.ts'
import { createNumberedBus } from '../../../server/bus/numbered-bus.ts'
import { createSilentObserve } from '../../../server/observe/observe.ts'
import { inlineCompactor } from '../../../server/room/compaction.ts'
import { createRooms, type JoinableRooms } from '../../../server/room/create-rooms.ts'
import type { RoomLimits } from '../../../server/room/limits.ts'
import { createMemoryStorage } from '../../../server/storage/memory.ts'
import type { Storage } from '../../../server/storage/storage.ts'
import { createMemoryHub, type MemoryHub } from './memory-wire.ts'
import { createRoomPeer, type RoomPeer } from './room-peer.ts'

const HEARTBEAT_MS = 200

export interface Processes {
  readonly hub: MemoryHub
  readonly storage: Storage
  /** Another process; `through` stands between it and the storage. */
  start(options?: {
    readonly through?: (storage: Storage) => Storage
    readonly limits?: Partial<RoomLimits>
    readonly clock?: Clock
  }): Promise<{
    readonly rooms: JoinableRooms
    readonly bus: Bus
  }>
}

export function createProcesses(): Processes {
  const hub = createMemoryHub()
  const storage = createMemoryStorage()
  return {
    hub,
    storage,
    async start({ through = (same: Storage) => same, limits = {}, clock = systemClock } = {}) {
      const observe = createSilentObserve()
      const bus = await createNumberedBus({
        clock,
        random: systemRandom,
        heartbeatMs: HEARTBEAT_MS,
        openWire: (listener) => hub.open(listener),
      })
      const rooms = createRooms({
        storage: through(storage),
        bus,
        clock,
        observe,
        compactor: inlineCompactor,
        readFacts: async () => null,
        limits: { trustOthersMs: 200, retryAppendMs: 50, ...limits },
      })
      onTestFinished(async () => {
        await rooms.close()
        await bus.close()
        observe.metrics.close()
      })
      return { rooms, bus }
    },
  }
}

/** A peer whose own changes go to its room. */
export async function createWriter(rooms: JoinableRooms, room: RoomId): Promise<RoomPeer> {
  const peer = await createRoomPeer(rooms, room)
  peer.doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'remote') peer.say(encodeUpdate(update))
  })
  return peer
}

/** What storage alone makes of a room. */
export async function readStoredDoc(storage: Storage, room: RoomId): Promise<Y.Doc> {
  const doc = new Y.Doc()
  const stored = await storage.log.load(room)
  if (stored?.snapshot) Y.applyUpdate(doc, stored.snapshot)
  for (const { bytes } of stored?.updates ?? []) Y.applyUpdate(doc, bytes)
  return doc
}
