/** Storage that forgets: for tests, and for installations that want no disk. */
import type { RoomId } from '../../lib/base/ids.ts'
import { decodeKey, encodeKey, ownersOf, roomLine, roomPrefix, startsWith } from './record-keys.ts'
import { type ListOptions, type RecordKey, RoomDeleted, type Seq, type Storage } from './storage.ts'

interface MemoryLog {
  snapshot: Uint8Array | null
  snapshotSeq: Seq
  lastSeq: Seq
  updates: { readonly seq: Seq; readonly bytes: Uint8Array }[]
}

export function createMemoryStorage(): Storage {
  const logs = new Map<RoomId, MemoryLog>()
  const records = new Map<string, Uint8Array>()
  /** As good as for good: what forgets everything forgets this too when it ends. */
  const graves = new Set<RoomId>()
  let isOpen = true
  const requireOpen = (): void => {
    if (!isOpen) throw new Error('the storage is closed')
  }
  const requireAlive = (...rooms: readonly RoomId[]): void => {
    requireOpen()
    for (const room of rooms) if (graves.has(room)) throw new RoomDeleted(room)
  }
  const removeRecords = (prefix: RecordKey): void => {
    for (const { key } of listRecords(records, prefix, {})) records.delete(encodeKey(key).toString('latin1'))
  }

  return {
    log: {
      async load(room, after = 0) {
        requireAlive(room)
        const log = logs.get(room)
        if (!log) return null
        const { snapshotSeq, lastSeq } = log
        const snapshot = snapshotSeq > after ? log.snapshot : null
        return { snapshot, snapshotSeq, lastSeq, updates: log.updates.filter(({ seq }) => seq > after) }
      },
      async append(room, updates) {
        requireAlive(room)
        const log = logs.get(room) ?? { snapshot: null, snapshotSeq: 0, lastSeq: 0, updates: [] }
        logs.set(room, log)
        for (const bytes of updates) log.updates.push({ seq: ++log.lastSeq, bytes: bytes.slice() })
        return log.lastSeq
      },
      async compact(room, snapshot, upTo) {
        requireOpen()
        const log = logs.get(room)
        if (!log || log.snapshotSeq >= upTo) return
        log.snapshot = snapshot.slice()
        log.snapshotSeq = upTo
        log.updates = log.updates.filter(({ seq }) => seq > upTo)
      },
      async delete(room) {
        requireOpen()
        graves.add(room)
        logs.delete(room)
        for (const prefix of [roomPrefix(room), roomLine(room)]) removeRecords(prefix)
      },
      async isDeleted(room) {
        requireOpen()
        return graves.has(room)
      },
    },
    records: {
      async get(key) {
        requireOpen()
        return records.get(encodeKey(key).toString('latin1')) ?? null
      },
      async size(key) {
        requireOpen()
        return records.get(encodeKey(key).toString('latin1'))?.length ?? null
      },
      async write(changes) {
        requireAlive(...ownersOf(changes))
        for (const { key, value } of changes) {
          const name = encodeKey(key).toString('latin1')
          if (value === null) records.delete(name)
          else records.set(name, value.slice())
        }
      },
      async swap(key, expected, value) {
        requireAlive(...ownersOf([{ key, value }]))
        const name = encodeKey(key).toString('latin1')
        const stored = records.get(name)
        if (expected === null ? stored !== undefined : !stored || Buffer.compare(stored, expected) !== 0) return false
        records.set(name, value.slice())
        return true
      },
      async remove(prefix) {
        requireOpen()
        removeRecords(prefix)
      },
      async list(prefix, options = {}) {
        requireOpen()
        return listRecords(records, prefix, options)
      },
    },
    moving: {
      async rooms({ limit, after }) {
        const all = [...new Set([...logs.keys(), ...graves])].sort().filter((room) => after === null || room > after)
        return all.slice(0, limit).map((room) => ({ room, isDeleted: graves.has(room) }))
      },
      async put(room, { snapshot, snapshotSeq, lastSeq, updates }) {
        requireAlive(room)
        logs.set(room, { snapshot, snapshotSeq, lastSeq, updates: [...updates] })
      },
      writers: async () => 0,
    },
    async check() {
      requireOpen()
    },
    async usage() {
      let usedBytes = 0
      for (const { snapshot, updates } of logs.values()) {
        usedBytes += (snapshot?.length ?? 0) + updates.reduce((sum, { bytes }) => sum + bytes.length, 0)
      }
      for (const value of records.values()) usedBytes += value.length
      return { usedBytes, disk: null }
    },
    async close() {
      isOpen = false
    },
  }
}

function listRecords(records: ReadonlyMap<string, Uint8Array>, prefix: RecordKey, options: ListOptions) {
  const after = options.after ? encodeKey(options.after).toString('latin1') : null
  const names = [...records.keys()].sort()
  if (options.reverse) names.reverse()
  const found: { key: RecordKey; value: Uint8Array }[] = []
  for (const name of names) {
    if (found.length === options.limit) break
    if (after !== null && (options.reverse ? name >= after : name <= after)) continue
    const key = decodeKey(Buffer.from(name, 'latin1'))
    if (startsWith(key, prefix)) found.push({ key, value: records.get(name) as Uint8Array })
  }
  return found
}
