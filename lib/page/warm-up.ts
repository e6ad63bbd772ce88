/** Loads what a visit may want later while there is a network: the browser then keeps it for when there is none. */
import type { Clock } from '../base/clock.ts'
import { type ReadonlySignal, watch } from '../base/signal.ts'
import { ownFamilies } from '../canvas/font-face.ts'
import type { CopyState } from '../session/session.ts'

/** By then the board is on screen. */
const WARM_UP_MS = 3_000
const STYLES = ['', 'italic ', 'bold ']
/** Brings the Latin part of each face; the others come with the first text that needs them. */
const SAMPLE = 'Aé'

/** What opens and writes files. */
const parts = () => [
  import('./files/board-files.ts'),
  import('./files/svg-file.ts'),
  import('./files/embedded-scenes.ts'),
  import('./files/library-item.ts'),
  import('../interchange/excalidraw-library.ts'),
]

const loadQuietly = (loads: readonly Promise<unknown>[]): void => {
  for (const load of loads) {
    load.catch(() => {
      // Asked for again by whoever needs it.
    })
  }
}

interface WarmUpOptions {
  readonly clock: Clock
  readonly fonts: FontFaceSet
  readonly copyState: ReadonlySignal<CopyState>
}

export function warmUp({ clock, fonts, copyState }: WarmUpOptions): () => void {
  // A browser that keeps no board keeps no scripts either: what saves a copy must be here before the network goes.
  const unwatch = watch(copyState, () => {
    if (copyState.value !== 'kept') loadQuietly(parts())
  })
  const cancel = clock.after(WARM_UP_MS, () => {
    // One family each: of a list a browser loads the Latin part of every member, and the fallbacks are for other letters.
    const faces = Object.values(ownFamilies).flatMap((family) => STYLES.map((style) => `${style}16px ${family}`))
    loadQuietly([...parts(), ...faces.map((face) => fonts.load(face, SAMPLE))])
  })
  return () => {
    unwatch()
    cancel()
  }
}
