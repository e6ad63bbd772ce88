/** Hands notices on; those that come before anybody listens wait for the first listener. */
import type { Notice } from './session.ts'

const MAX_WAITING = 20

export interface Notices {
  emit(notice: Notice): void
  listen(listener: (notice: Notice) => void): () => void
}

export function createNotices(): Notices {
  const listeners = new Set<(notice: Notice) => void>()
  let waiting: Notice[] = []
  return {
    emit(notice) {
      if (listeners.size === 0) waiting = [...waiting, notice].slice(-MAX_WAITING)
      for (const listener of [...listeners]) listener(notice)
    },
    listen(listener) {
      listeners.add(listener)
      const missed = waiting
      waiting = []
      for (const notice of missed) listener(notice)
      return () => listeners.delete(listener)
    },
  }
}
