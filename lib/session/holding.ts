/**
 * Work that nobody else is to see yet: while it is held, changes stay in this browser as they do without a network, and all
 * of them are offered when that ends. Others are not told of what is under way either.
 */
import { type ReadonlySignal, signal } from '../base/signal.ts'
import { messageTypes, syncSteps } from '../protocol/messages.ts'
import type { PresencePatch } from './presence.ts'

export interface Holding {
  readonly isHeld: ReadonlySignal<boolean>
  /** The message, or null when it must not leave. */
  leaving(message: Uint8Array): Uint8Array | null
  /** What of a patch others may see. */
  shown(patch: PresencePatch): PresencePatch
}

/** What presence tells of changes before they are made. */
export const nothingUnderWay: PresencePatch = {
  selection: [],
  selected: null,
  moving: [],
  drawing: [],
  drawnBefore: 0,
  laser: [],
  editing: null,
}

const isContent = (message: Uint8Array): boolean =>
  message[0] === messageTypes.sync && (message[1] === syncSteps.step2 || message[1] === syncSteps.update)

export function createHolding(isHeld: ReadonlySignal<boolean> = signal(false)): Holding {
  return {
    isHeld,
    leaving: (message) => (isHeld.value && isContent(message) ? null : message),
    shown(patch) {
      if (!isHeld.value) return patch
      return { ...patch, ...Object.fromEntries(Object.entries(nothingUnderWay).filter(([key]) => key in patch)) }
    },
  }
}
