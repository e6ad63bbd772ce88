/** Wires the copy that the browser keeps to a session: what is unsaved is marked in it, and its failures are told once. */
import type { Clock } from '../base/clock.ts'
import { type Signal, watch } from '../base/signal.ts'
import type { LocalCopy } from './local-copy.ts'
import type { Notices } from './notices.ts'
import type { SaveTracker } from './save-tracker.ts'
import type { CopyState } from './session.ts'

/** How often it is looked for what closed tabs left behind. */
const ADOPT_EVERY_MS = 5_000

export interface CopyWiring {
  readonly state: Signal<CopyState>
  readonly notices: Pick<Notices, 'emit'>
  readonly tracker: Pick<SaveTracker, 'unsaved'>
  readonly clock: Clock
}

export function wireCopy(copy: LocalCopy, { state, notices, tracker, clock }: CopyWiring) {
  let isReported = false
  const reportFailure = (): void => {
    // A full store fails again with every change; once is enough to know.
    if (!isReported) notices.emit({ name: 'limit', code: 'local-copy-failed' })
    isReported = true
  }
  const follow = (): void => {
    state.value = copy.state.value
    if (state.value !== 'kept') reportFailure()
  }
  follow()
  watch(copy.state, follow)
  watch(tracker.unsaved, () => copy.markUnsaved(tracker.unsaved.value))
  const stop = clock.every(ADOPT_EVERY_MS, () => void copy.adopt?.().catch(reportFailure))
  return { reportFailure, stop }
}
