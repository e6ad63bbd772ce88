/**
 * Knows what the server's disk does not have yet. It counts changes, because a deletion advances no clock and a
 * state vector would call it saved.
 */
import { type ReadonlySignal, signal } from '../base/signal.ts'

export interface SaveTracker {
  /** Local changes that are not yet durable. */
  readonly unsaved: ReadonlySignal<number>
  /** True once the server has confirmed everything that this document held when it first answered. */
  readonly isConfirmed: ReadonlySignal<boolean>
  /** `count` local changes were made, or came back from the local copy unsaved. */
  changed(count: number): void
  /** A new connection: nothing counts as sent before its step 2. */
  connected(): void
  /** One sync message with content went out on this connection. */
  sent(step: 'step2' | 'update'): void
  /** The server has stored the first `count` sync messages of this connection. */
  stored(count: number): void
}

export function createSaveTracker(): SaveTracker {
  const unsaved = signal(0)
  const isConfirmed = signal(false)
  let made = 0
  let durable = 0
  let sentCount = 0
  let offeredAll = false
  /** For each message in flight: all changes up to `made` are durable once message `nth` is. */
  let inFlight: { readonly nth: number; readonly made: number }[] = []

  const publish = (): void => {
    unsaved.value = made - durable
  }

  return {
    unsaved,
    isConfirmed,
    changed(count) {
      made += count
      publish()
    },
    connected() {
      sentCount = 0
      offeredAll = false
      inFlight = []
    },
    sent(step) {
      sentCount += 1
      // An update that leaves before step 2 carries only itself: what was made offline is not in it.
      if (step === 'step2') offeredAll = true
      if (offeredAll) inFlight.push({ nth: sentCount, made })
    },
    stored(count) {
      let reached = -1
      while (inFlight.length > 0 && inFlight[0].nth <= count) reached = inFlight.shift()?.made ?? reached
      if (reached < 0) return
      durable = Math.max(durable, reached)
      publish()
      isConfirmed.value = true
    },
  }
}
