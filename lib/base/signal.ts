/** State that can be read now and watched: the one way in to the signals of editor, session and page. */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals-core'

export { batch, computed, type ReadonlySignal, type Signal, signal }

/**
 * Calls `listener` after each change, not at once; returns the end of it. Several writes within one `batch` are one
 * change, and a listener that writes is done before others hear of what it wrote: nobody sees a state in between.
 */
export function watch(source: ReadonlySignal<unknown>, listener: () => void): () => void {
  let isFirst = true
  return source.subscribe(() => {
    if (!isFirst) listener()
    isFirst = false
  })
}
