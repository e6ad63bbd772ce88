/**
 * Pictures on their way to the server: kept in the browser the moment they are added, uploaded one after another, tried
 * again until the server has them, by whichever tab is open. As long as one waits, not everything is saved.
 */
import type { Clock } from '../base/clock.ts'
import type { Result } from '../base/result.ts'
import { type ReadonlySignal, signal } from '../base/signal.ts'
import type { PictureStore } from './picture-store.ts'

export interface Pictures {
  /** How many the server does not have yet. */
  readonly waiting: ReadonlySignal<number>
  /** The file's name of the picture that this tab is sending just now; empty when none is, or it came without a name. */
  readonly uploading: ReadonlySignal<string>
  /** Keeps and uploads it; resolves when it is kept, or known to be kept nowhere but in this tab. */
  add(name: string, bytes: Blob, fileName?: string): Promise<void>
  /** The bytes of one that waits, so that it is seen before the server has it. */
  read(name: string): Promise<Blob | null>
  /** There is a line: now is the time to try. */
  tryNow(): void
  readonly isUploading: () => boolean
  close(): void
}

export interface PicturesParts {
  readonly store: PictureStore
  readonly upload: (name: string, bytes: Blob) => Promise<Result<unknown, { readonly code: string }>>
  /** The server will never take it. `fileName` is empty when it came without one, or before a reload. */
  readonly refused: (name: string, code: string, fileName: string) => void
  /** Lets one tab of a browser at a time do the work; false when another does it. */
  readonly asOnlyTab?: (work: () => Promise<void>) => Promise<boolean>
  readonly clock: Pick<Clock, 'after'>
}

const FIRST_RETRY_MS = 2_000
const LAST_RETRY_MS = 60_000
/** Also looks for what other tabs left behind. */
const LOOK_EVERY_MS = 15_000
/** What trying again does not change. */
const FINAL = new Set(['body-too-large', 'assets-full', 'not-an-image', 'wrong-type', 'hash-mismatch', 'http-413'])

export function createPictures({ store, upload, refused, asOnlyTab, clock }: PicturesParts): Pictures {
  const waiting = signal(0)
  const uploading = signal('')
  const fileNames = new Map<string, string>()
  /** Those of this tab, which may be kept nowhere else. */
  const mine = new Map<string, Blob>()
  let names = new Set<string>()
  let isUploading = false
  let isClosed = false
  let retryMs = FIRST_RETRY_MS
  let cancelNext = (): void => {}

  const publish = (): void => {
    if (waiting.value !== names.size) waiting.value = names.size
  }
  /** What waits in the store and in this tab; a store that cannot be read holds nothing. */
  const look = async (): Promise<void> => {
    const kept = await store.names().catch(() => [])
    names = new Set([...kept, ...mine.keys()])
    publish()
  }
  const read = async (name: string): Promise<Blob | null> =>
    mine.get(name) ?? (await store.read(name).catch(() => null))
  const done = async (name: string): Promise<void> => {
    mine.delete(name)
    names.delete(name)
    fileNames.delete(name)
    await store.remove(name).catch(() => {})
    publish()
  }
  /** False when it is to be tried again. */
  const send = async (name: string): Promise<boolean> => {
    const bytes = await read(name)
    if (!bytes) {
      await done(name)
      return true
    }
    const fileName = fileNames.get(name) ?? ''
    uploading.value = fileName
    const answer = await upload(name, bytes)
    uploading.value = ''
    if (answer.ok) await done(name)
    else if (FINAL.has(answer.error.code)) {
      await done(name)
      refused(name, answer.error.code, fileName)
    } else return false
    return true
  }
  const untried = (tried: ReadonlySet<string>): string | undefined => [...names].find((name) => !tried.has(name))
  const sendAll = async (): Promise<void> => {
    let isThrough = true
    const tried = new Set<string>()
    // More may be added meanwhile.
    for (let next = untried(tried); next !== undefined && !isClosed; next = untried(tried)) {
      tried.add(next)
      if (!(await send(next))) isThrough = false
    }
    retryMs = isThrough ? FIRST_RETRY_MS : Math.min(LAST_RETRY_MS, retryMs * 2)
  }
  const work = async (): Promise<void> => {
    if (isUploading || isClosed) return
    isUploading = true
    cancelNext()
    try {
      await look()
      if (names.size > 0) {
        const isDone = await (asOnlyTab ? asOnlyTab(sendAll) : sendAll().then(() => true))
        // Another tab is at it, with what this one has put into the store.
        if (!isDone) await look()
      }
    } finally {
      isUploading = false
      if (!isClosed) cancelNext = clock.after(names.size > 0 ? retryMs : LOOK_EVERY_MS, () => void work())
    }
  }
  void work()

  return {
    waiting,
    uploading,
    async add(name, bytes, fileName = '') {
      if (fileName !== '') fileNames.set(name, fileName)
      mine.set(name, bytes)
      names.add(name)
      publish()
      await store.put(name, bytes).catch(() => {})
      retryMs = FIRST_RETRY_MS
      void work()
    },
    read,
    tryNow() {
      retryMs = FIRST_RETRY_MS
      void work()
    },
    isUploading: () => isUploading && names.size > 0,
    close() {
      isClosed = true
      cancelNext()
    },
  }
}
