/** Waits for a signal to hold what the test expects. */
import { type ReadonlySignal, watch } from '../../../lib/base/signal.ts'

export function until<T>(watched: ReadonlySignal<T>, isWanted: (value: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!isWanted(watched.value)) return
      stop()
      resolve(watched.value)
    }
    const stop = watch(watched, look)
    look()
  })
}
