/** All loaded rooms: opens each once, keeps it while someone holds it, unloads it when nobody has for a while. */
import type { Clock } from '../../lib/base/clock.ts'
import type { RoomId } from '../../lib/base/ids.ts'
import { fail, ok, type Result } from '../../lib/base/result.ts'
import type { Steps } from '../../lib/base/steps.ts'
import { type CloseCode, closeCodes, closeReasons } from '../../lib/protocol/close.ts'
import type { Bus } from '../bus/bus.ts'
import type { Observe } from '../observe/observe.ts'
import { RoomDeleted, type RoomLog, type Storage, type StoredRoom } from '../storage/storage.ts'
import { Answers } from './answers.ts'
import { encodeBusMessage } from './bus-messages.ts'
import type { Compactor } from './compactor.ts'
import { GroupCommit } from './group-commit.ts'
import { type RoomLimits, roomLimits } from './limits.ts'
import { LiveRoom } from './live-room.ts'
import type { RoomFacts } from './live-room-parts.ts'
import type { Membership } from './member.ts'
import type { PresenceTotal } from './presence-parts.ts'
import type { Grant, Peer, RoomError, Rooms } from './room.ts'
import { Turns } from './turns.ts'
import { WaitingBytes } from './waiting-bytes.ts'

export interface RoomsOptions {
  readonly storage: Storage
  readonly bus: Bus
  readonly compactor: Compactor
  readonly clock: Clock
  readonly observe: Observe
  readonly limits?: Partial<RoomLimits>
  /** Title and access for the role message; null for a room that nobody has described. */
  readonly readFacts: (room: RoomId) => Promise<RoomFacts | null>
  /** The grant as it is now; null when it was taken back. Asked when another process changed what is allowed. */
  readonly recheck?: (grant: Grant) => Promise<Grant | null | 'deleted'>
  /** Ends a link that lets one person write, and re-grants those who write by it. */
  readonly revoke?: (room: RoomId, linkId: string) => Promise<void>
}

/** What connections need beyond the port. */
export interface JoinableRooms extends Rooms {
  /** Opens the room (single flight) and joins it; a room that was never written is empty. */
  join(room: RoomId, peer: Peer): Promise<Result<Membership, RoomError>>
  /** Rooms with someone in them, who is joined here. */
  inhabited(): readonly RoomId[]
}

interface Held {
  readonly room: LiveRoom
  /** Callers inside `withRoom`. */
  users: number
  cancelUnload: (() => void) | null
}

/** What the peers of a room are told whose log is no longer in storage. */
interface End {
  readonly code: CloseCode
  readonly reason: string
}
const gone: End = { code: closeCodes.gone, reason: closeReasons.roomDeleted }
/** No deletion: they come back and offer what they have. */
const lost: End = { code: closeCodes.storageFailed, reason: 'storage has lost the room' }

/** What reading a room counts for: four small ones are read in one turn, and of large ones each has a turn. */
const LOAD_STEPS = 4

function* loading(log: RoomLog, room: RoomId): Steps<{ readonly stored: Promise<StoredRoom | null> }> {
  const stored = log.load(room)
  // Heard later, and not unheard until then.
  stored.catch(() => {})
  for (let i = 0; i < LOAD_STEPS; i++) yield
  return { stored }
}

export function createRooms(options: RoomsOptions): JoinableRooms {
  const { storage, bus, clock, observe } = options
  const limits: RoomLimits = { ...roomLimits, ...options.limits }
  const answers = new Answers(clock, observe)
  const commit = new GroupCommit(clock, limits)
  const turns = new Turns(clock)
  const waiting = new WaitingBytes(limits)
  const presenceTotal: PresenceTotal = { bytes: 0 }
  const held = new Map<RoomId, Held>()
  const opening = new Map<RoomId, Promise<Held>>()
  /** Rooms that are being deleted: once each. */
  const deleting = new Map<RoomId, Promise<void>>()
  let isClosing = false

  observe.metrics.beforeText(() => {
    const inRooms = [...held.values()].map(({ room }) => room.presenceBytes)
    observe.metrics.set('presence_bytes', presenceTotal.bytes)
    observe.metrics.set(
      'presence_largest_room_bytes',
      inRooms.reduce((most, bytes) => Math.max(most, bytes), 0),
    )
  })

  async function load(id: RoomId): Promise<Held> {
    const startedAt = clock.now()
    // What is read lies in memory at once: ninety boards that are asked for in one moment come one after another.
    const stored = await (await turns.run(loading(storage.log, id), id)).stored
    const room = new LiveRoom({
      ...options,
      limits,
      answers,
      commit,
      turns,
      waiting,
      presenceTotal,
      room: id,
      storage: storage.log,
      isShared: bus.isShared,
      recheck: options.recheck ?? (async (grant) => grant),
      revoke: options.revoke ?? (async () => {}),
      onEmpty: () => release(id),
      onVanished: ({ isDeleted }) => void drop(id, isDeleted ? gone : lost, room),
    })
    try {
      await room.open(stored)
    } catch (error) {
      await room.forget()
      throw error
    }
    const entry: Held = { room, users: 0, cancelUnload: null }
    held.set(id, entry)
    observe.metrics.set('rooms', held.size)
    observe.metrics.observe('open_room_ms', clock.now() - startedAt)
    return entry
  }

  function open(id: RoomId): Promise<Held> {
    const known = held.get(id)
    if (known) return Promise.resolve(known)
    let pending = opening.get(id)
    if (!pending) {
      pending = load(id).finally(() => opening.delete(id))
      opening.set(id, pending)
    }
    return pending
  }

  /** Counts the caller in before anyone else may run, so that the room is not unloaded under it. */
  async function hold(id: RoomId): Promise<Result<Held, RoomError>> {
    if (isClosing) return fail('shutting-down', 'the server is shutting down')
    try {
      for (;;) {
        const entry = await open(id)
        if (held.get(id) !== entry) continue
        entry.users++
        entry.cancelUnload?.()
        entry.cancelUnload = null
        return ok(entry)
      }
    } catch (error) {
      if (error instanceof RoomDeleted) return fail('room-deleted', 'the room was deleted')
      observe.metrics.count('storage_failures', { operation: 'load' })
      observe.log.error('open-failed', { room: id, error: error as Error })
      return fail('storage-failed', 'the room could not be read')
    }
  }

  function letGo(id: RoomId, entry: Held): void {
    entry.users--
    release(id)
  }

  const isIdle = (entry: Held): boolean => entry.users === 0 && entry.room.peerCount === 0

  function release(id: RoomId): void {
    const entry = held.get(id)
    if (!entry || !isIdle(entry) || isClosing) return
    entry.cancelUnload?.()
    entry.cancelUnload = clock.after(limits.unloadAfterMs, () => void unload(id, entry))
  }

  async function unload(id: RoomId, entry: Held): Promise<void> {
    entry.cancelUnload = null
    await entry.room.log.settle()
    if (isIdle(entry) && entry.room.log.tailLength >= limits.compactOnUnload) await entry.room.log.compact()
    if (held.get(id) !== entry || !isIdle(entry) || entry.cancelUnload !== null) return
    // What storage refuses stays in memory and is tried again: it may be the only copy.
    if (!entry.room.log.isDurable) return release(id)
    held.delete(id)
    observe.metrics.set('rooms', held.size)
    await entry.room.close()
  }

  /** Lets go of a room that storage has no more, without storing what was under way. */
  async function drop(id: RoomId, end: End, room?: LiveRoom): Promise<void> {
    const entry = held.get(id)
    if (!entry || (room && entry.room !== room)) return
    entry.cancelUnload?.()
    held.delete(id)
    observe.metrics.set('rooms', held.size)
    if (end === gone) entry.room.log.bury()
    entry.room.closePeers(end.code, end.reason)
    await entry.room.forget()
  }

  async function deleteRoom(id: RoomId): Promise<void> {
    // First the mark: whoever writes from then on, here or at a process that hears nothing of it, is refused by storage.
    await storage.log.delete(id)
    bus.tell(id, encodeBusMessage([{ name: 'deleted' }]))
    // Who was reading it meanwhile may still have got it.
    await opening.get(id)?.catch(() => {})
    await drop(id, gone)
  }

  return {
    async withRoom(id, use, { create } = {}) {
      const opened = await hold(id)
      if (!opened.ok) return opened
      const entry = opened.value
      try {
        const { log, peerCount } = entry.room
        // Whoever was told "stored" by another process finds it here, also before that process has told us.
        if (bus.isShared) {
          await log.reread()
          // It was deleted there: what is here is no longer the room.
          if (held.get(id) !== entry) return await this.withRoom(id, use, create ? { create } : {})
        }
        if (!create && log.position === 0 && log.seq === 0 && peerCount === 0) {
          return fail('room-not-found', 'there is no such room')
        }
        return ok(await use(entry.room))
      } finally {
        letGo(id, entry)
      }
    },
    async join(id, peer) {
      const opened = await hold(id)
      if (!opened.ok) return opened
      const joined = opened.value.room.join(peer)
      letGo(id, opened.value)
      return joined
    },
    live: (id) => held.get(id)?.room,
    inhabited: () => [...held].filter(([, { room }]) => room.peerCount > 0).map(([id]) => id),
    async exists(id) {
      const room = held.get(id)?.room
      if (room && (room.log.position > 0 || room.log.seq > 0)) return true
      // Nothing lies beyond the last number: this asks only whether there is anything.
      try {
        return (await storage.log.load(id, Number.MAX_SAFE_INTEGER)) !== null
      } catch (error) {
        if (error instanceof RoomDeleted) return false
        throw error
      }
    },
    regrant(id, decide, code) {
      held.get(id)?.room.regrant(decide, code)
      bus.tell(id, encodeBusMessage([{ name: 'regrant' }]))
    },
    notify(id, notice) {
      held.get(id)?.room.notify(notice)
      bus.tell(id, encodeBusMessage([{ name: 'notice', notice }]))
    },
    order(id, clientId, order) {
      const isHere = held.get(id)?.room.order(clientId, order) ?? false
      if (isHere) bus.tell(id, encodeBusMessage([{ name: 'order', clientId, order }]))
      return isHere
    },
    async delete(id) {
      const running = deleting.get(id) ?? deleteRoom(id).finally(() => deleting.delete(id))
      deleting.set(id, running)
      await running
    },
    get liveCount() {
      return held.size
    },
    async close() {
      isClosing = true
      await Promise.allSettled(opening.values())
      const entries = [...held.values()]
      for (const entry of entries) entry.cancelUnload?.()
      await Promise.all(entries.map(({ room }) => room.close()))
      held.clear()
    },
  }
}
