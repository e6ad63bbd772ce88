/**
 * Knows what the server's disk does not have yet. It counts changes, because a deletion advances no clock and a
 * state vector would call it saved.
 */
import { batch, type ReadonlySignal, signal } from '../base/signal.ts'
import type { SyncPart } from './counted-channel.ts'

export interface SaveTracker {
  /** Local changes that are not yet durable. */
  readonly unsaved: ReadonlySignal<number>
  /** True once the server has confirmed everything that this document held when it first answered. */
  readonly isConfirmed: ReadonlySignal<boolean>
  /** How much of what was handed over since all was saved is durable, 0 to 1; null while it is too little to tell. */
  readonly progress: ReadonlySignal<number | null>
  /** `count` local changes were made, or came back from the local copy unsaved. */
  changed(count: number): void
  /** A new connection: nothing counts as sent before its step 2. */
  connected(): void
  /** A message of so many bytes was handed over: gives the changes that it may vouch for, which are those made so far. */
  queued(bytes: number): number
  /** One sync message with content went out on this connection; a `piece` vouches for nothing, its last one for all. */
  sent(part: SyncPart, sent?: { readonly made: number; readonly bytes: number }): void
  /** The server has stored the first `count` sync messages of this connection. */
  stored(count: number): void
}

/** The changes that a piece vouches for. */
const NOTHING = -1
/** Less than this is through before anybody could read a number. */
const WORTH_TELLING_BYTES = 1024 * 1024

export function createSaveTracker(): SaveTracker {
  const unsaved = signal(0)
  const isConfirmed = signal(false)
  const progress = signal<number | null>(null)
  let made = 0
  let durable = 0
  let sentCount = 0
  let offeredAll = false
  let queuedBytes = 0
  let storedBytes = 0
  /** For each message in flight: all changes up to `made` are durable once message `nth` is. */
  let inFlight: { readonly nth: number; readonly made: number; readonly bytes: number }[] = []

  const publish = (): void => {
    batch(() => {
      unsaved.value = made - durable
      progress.value = queuedBytes < WORTH_TELLING_BYTES ? null : Math.min(1, storedBytes / queuedBytes)
    })
  }
  const forgetBytes = (): void => {
    queuedBytes = 0
    storedBytes = 0
  }

  return {
    unsaved,
    isConfirmed,
    progress,
    changed(count) {
      made += count
      publish()
    },
    connected() {
      sentCount = 0
      offeredAll = false
      inFlight = []
      forgetBytes()
      publish()
    },
    queued(bytes) {
      queuedBytes += bytes
      if (queuedBytes >= WORTH_TELLING_BYTES) publish()
      return made
    },
    sent(part, { made: vouched, bytes } = { made, bytes: 0 }) {
      sentCount += 1
      // An update that leaves before step 2 carries only itself: what was made offline is not in it.
      if (part === 'step2') offeredAll = true
      inFlight.push({ nth: sentCount, made: offeredAll && part !== 'piece' ? vouched : NOTHING, bytes })
    },
    stored(count) {
      let reached = NOTHING
      for (let first = inFlight[0]; first && first.nth <= count; first = inFlight[0]) {
        inFlight.shift()
        reached = Math.max(reached, first.made)
        storedBytes += first.bytes
      }
      durable = Math.max(durable, reached)
      if (durable === made) forgetBytes()
      batch(() => {
        publish()
        if (reached !== NOTHING) isConfirmed.value = true
      })
    },
  }
}
