/** What is asked for while a large change is under way waits for its end, instead of doing all of the rest at once. */
import type { BoardDocument } from '../../document/board-document.ts'

/** More is not kept: a key that is held would go on for minutes after it was let go. */
export const MAX_WAITING_ACTIONS = 4

/** Acts at once when nothing is under way, else in the order asked for. */
export function createWaiting(document: Pick<BoardDocument, 'progress' | 'afterwards'>): (act: () => void) => void {
  let waiting = 0
  return (act) => {
    if (document.progress.value === null && waiting === 0) return act()
    if (waiting >= MAX_WAITING_ACTIONS) return
    waiting++
    document.afterwards(() => {
      waiting--
      act()
    })
  }
}
