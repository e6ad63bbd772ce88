/**
 * One lmdb folder has one writer. Whoever writes holds a socket in the folder, which ends with its process however that
 * dies: there is no file that outlives a kill, and no number of a process that another one may have by now; containers
 * that share the folder see it as well. Which socket counts is a record in the store, changed only by compare and swap.
 */
import { closeSync, openSync, rmSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import type { Clock } from '../../lib/base/clock.ts'
import { type RandomBytes, randomId } from '../../lib/base/ids.ts'

/** In a rolling update the old process first stores what it has; it gives itself eight seconds. */
export const HANDOVER_WITHIN_MS = 20_000
const ID_LENGTH = 16
/** What the address of a socket may have on every system. */
const MAX_PATH_BYTES = 100

export interface OwnerRecord {
  get(): string | null
  /** Puts `next` in place of `expected`, and tells whether that was still there. */
  swap(expected: string | null, next: string): Promise<boolean>
}

export interface OwnerOptions {
  readonly folder: string
  readonly record: OwnerRecord
  readonly clock: Clock
  readonly random: RandomBytes
}

const fileOf = (folder: string, id: string): string => join(folder, `writer-${id}`)

/** Resolves once this process is the only writer, with how to let go; rejects when another one stays. */
export async function ownFolder({ folder, record, clock, random }: OwnerOptions): Promise<() => Promise<void>> {
  const id = randomId(ID_LENGTH, random)
  const letGo = await holdSocket(folder, id)
  let isLate = false
  let stopWaiting = (): void => {}
  const cancel = clock.after(HANDOVER_WITHIN_MS, () => {
    isLate = true
    stopWaiting()
  })
  try {
    for (;;) {
      const last = record.get()
      if (last !== null) {
        const end = watchEnd(folder, last)
        stopWaiting = end.stop
        if (isLate || !(await end.isOver)) throw inUse(folder)
        rmSync(fileOf(folder, last), { force: true })
      }
      if (await record.swap(last, id)) return letGo
    }
  } catch (error) {
    await letGo()
    throw error
  } finally {
    cancel()
  }
}

const inUse = (folder: string): Error =>
  new Error(
    `the storage in ${folder} is in use by another Inkroom, which did not stop within ${HANDOVER_WITHIN_MS / 1000} ` +
      'seconds. One folder has one writer: stop the other one, or give this one a folder of its own (STORAGE_URL). ' +
      'Nothing was changed.',
  )

async function holdSocket(folder: string, id: string): Promise<() => Promise<void>> {
  const waiting = new Set<Socket>()
  const server: Server = createServer((socket) => {
    waiting.add(socket)
    socket.unref()
    socket.on('error', () => {})
    socket.on('close', () => waiting.delete(socket))
  })
  // It says only that this process lives; it must not be what keeps it alive.
  server.unref()
  const { path, close } = shortPath(folder, id)
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(path, resolve)
    })
  } catch (error) {
    // Some shared folders hold no sockets. Better a server with a warning than none.
    process.emitWarning(
      `${folder} cannot be kept to one writer: ${(error as Error).message}. Start only one Inkroom on it.`,
    )
  } finally {
    close()
  }
  return async () => {
    const closed = new Promise<void>((resolve) => (server.listening ? server.close(() => resolve()) : resolve()))
    for (const socket of waiting) socket.destroy()
    await closed
    rmSync(fileOf(folder, id), { force: true })
  }
}

/** Resolves with true when the writer is no more, with false when it was waited for long enough. */
function watchEnd(folder: string, id: string): { readonly isOver: Promise<boolean>; stop(): void } {
  const { path, close } = shortPath(folder, id)
  const socket = connect(path)
  let tell = (_isOver: boolean): void => {}
  const isOver = new Promise<boolean>((resolve) => {
    tell = resolve
  })
  socket.on('connect', close)
  // Nobody listens, or there is no such socket: whoever made it has gone.
  socket.on('error', ({ code }: NodeJS.ErrnoException) => {
    close()
    tell(code === 'ECONNREFUSED' || code === 'ENOENT' || code === 'ECONNRESET')
  })
  socket.on('close', () => tell(true))
  socket.resume()
  return {
    isOver,
    stop() {
      tell(false)
      socket.destroy()
    },
  }
}

/** Sockets have short addresses: a long one is reached by way of its open folder. `close` when it has been used. */
function shortPath(folder: string, id: string): { readonly path: string; close(): void } {
  const file = fileOf(folder, id)
  if (process.platform === 'win32') return { path: `\\\\?\\pipe\\inkroom-${id}`, close() {} }
  if (Buffer.byteLength(file) <= MAX_PATH_BYTES || process.platform !== 'linux') return { path: file, close() {} }
  const handle = openSync(folder, 'r')
  let isOpen = true
  return {
    path: `/proc/self/fd/${handle}/writer-${id}`,
    close() {
      if (isOpen) closeSync(handle)
      isOpen = false
    },
  }
}
