/** Deleted means deleted; one writer; nobody else reads it. */
const contract = { tests: ['tests/server/storage/storage-contract.ts'] }
const memory = {
  file: 'server/storage/memory.ts',
  tests: ['tests/server/storage/storages.test.ts', ...contract.tests],
  title: 'RM9 after a deletion nothing of the room is taken, by no route',
}
const lmdb = { ...memory, file: 'server/storage/lmdb-log.ts' }
const pieces = { tests: ['tests/server/storage/lmdb-format.test.ts'] }
const owner = { tests: ['tests/server/storage/lmdb-owner.test.ts'] }

export const storageMutations = [
  {
    guard: 'the mark of a deleted room, in memory',
    ...memory,
    source: 'if (graves.has(room)) throw new RoomDeleted(room)',
    without: 'if (graves.size < 0) throw new RoomDeleted(room)',
  },
  {
    guard: 'the mark of a deleted room, at an append',
    ...lmdb,
    source: 'const outcomes = await Promise.all(answers.map(heard))',
    without: 'const outcomes = [true]\n    await Promise.all(answers.map(heard))',
  },
  {
    guard: 'the mark of a deleted room, at records',
    ...lmdb,
    source: 'for (const room of rooms) if (this.#graves.doesExist(room)) throw new RoomDeleted(room)',
    without: 'if (rooms.length < 0) throw new RoomDeleted(rooms[0])',
  },
  {
    guard: 'a deletion that lasts',
    ...lmdb,
    source: '      void this.#graves.put(room, GRAVE)\n',
    without: '      void GRAVE\n',
    title: 'a deletion outlives a restart',
  },
  {
    guard: 'a long value without one of its pieces',
    ...pieces,
    file: 'server/storage/lmdb-pieces.ts',
    source: 'if (piece?.length !== Math.min(PIECE_BYTES, whole.length - from)) {',
    without: 'if (!piece) break\n      if (piece.length < 0) {',
    title: 'one of which a piece is missing is told as damage',
  },
  {
    guard: 'closing waits for what is being read',
    ...pieces,
    file: 'server/storage/lmdb-reads.ts',
    source: "if (this.#isClosed) throw new Error('the storage is closed')",
    without: '',
    title: 'closing waits for what is being read, and nothing is read afterwards',
  },
  {
    guard: 'one writer of a folder',
    ...owner,
    file: 'server/storage/lmdb-owner.ts',
    source: 'if (isLate || !(await end.isOver)) throw inUse(folder)',
    without: 'if (isLate) throw inUse(folder)',
    title: 'ST8 a writer that stays is not joined',
  },
  {
    guard: 'the second writer waits',
    ...owner,
    file: 'server/storage/lmdb.ts',
    source: 'const letGo = await ownFolder({',
    without: 'const letGo = await (async (_: unknown) => async () => {})({',
    title: 'ST1 ST8 the second writer of a folder waits until the first has stored what it has',
  },
  {
    guard: 'a private folder',
    ...owner,
    file: 'server/storage/lmdb-rights.ts',
    source: 'if ((mode & OTHERS) !== 0 && ',
    without: 'if ((mode & OTHERS) < 0 && ',
    title: 'ST9 a new store is for its user alone',
  },
  {
    guard: 'room for a new store',
    ...owner,
    file: 'server/storage/lmdb-rights.ts',
    source: '?.size ?? 0) === 0))',
    without: '?.size ?? 0) < 0))',
    title: 'ST9 ST12 a disk without room for a new store is named and opens nothing',
  },
]
