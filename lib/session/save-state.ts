/** Derives what the status line says from what is known; `saved` is claimed only when the server's disk has everything. */
import { computed, type ReadonlySignal } from '../base/signal.ts'
import type { SaveTracker } from './save-tracker.ts'
import { unknownFacts } from './server-messages.ts'
import type { Connection, RoomFacts, SaveState } from './session.ts'

export interface SaveStateInputs {
  readonly tracker: SaveTracker
  readonly connection: ReadonlySignal<Connection>
  readonly facts: ReadonlySignal<RoomFacts>
  readonly isLoaded: ReadonlySignal<boolean>
  /** What I change stays here for now. */
  readonly isHeld?: ReadonlySignal<boolean>
  /** What is unsaved besides the document: pictures that the server does not have yet. */
  readonly alsoUnsaved?: ReadonlySignal<number>
}

function deriveSaveState({ tracker, connection, facts, isLoaded, alsoUnsaved, isHeld }: SaveStateInputs): SaveState {
  const unsaved = tracker.unsaved.value + (alsoUnsaved?.value ?? 0)
  const { name } = connection.value
  // The server stores nothing of a viewer, so it never confirms: having the board is all there is to know.
  const isViewer = facts.value.role === 'viewer' && facts.value !== unknownFacts
  const isConfirmed = tracker.isConfirmed.value || isViewer
  // A board that still arrives in pieces is not yet what the word would be understood to speak of.
  if (unsaved === 0 && isConfirmed && isLoaded.value) return { name: 'saved' }
  if (isHeld?.value) return { name: 'held', unsaved }
  if (unsaved > 0 && (name === 'refused' || (isViewer && name === 'live'))) return { name: 'refused', unsaved }
  if (name !== 'live' && name !== 'connecting') return { name: 'offline', unsaved }
  const progress = tracker.progress.value
  return progress === null ? { name: 'saving', unsaved } : { name: 'saving', unsaved, progress: toSteps(progress) }
}

/** Whole hundredths: nobody sees finer ones, and each change draws. */
const toSteps = (share: number): number => Math.floor(share * 100) / 100

const isSame = (a: SaveState, b: SaveState): boolean =>
  a.name === b.name &&
  (a.name === 'saved' || b.name === 'saved' || (a.unsaved === b.unsaved && progressOf(a) === progressOf(b)))
const progressOf = (state: SaveState): number | undefined => (state.name === 'saving' ? state.progress : undefined)

export function createSaveState(inputs: SaveStateInputs): ReadonlySignal<SaveState> {
  let last = deriveSaveState(inputs)
  return computed(() => {
    const next = deriveSaveState(inputs)
    if (!isSame(last, next)) last = next
    return last
  })
}
