/** Lets me write while I may, and says so when that changes. */
import { computed, type ReadonlySignal, watch } from '../base/signal.ts'
import type { MessageKey } from '../i18n/translate.ts'
import { unknownFacts } from '../session/server-messages.ts'
import type { Session } from '../session/session.ts'

export interface RoleWiring {
  /** By grant. A server that has closed the door takes nothing more: drawing on would be lost work. */
  readonly isViewer: ReadonlySignal<boolean>
  /** Tells of each change of my role from then on. */
  announce(say: (words: MessageKey) => void): () => void
}

export function wireRole({ facts, connection }: Pick<Session, 'facts' | 'connection'>): RoleWiring {
  const mayNot = (): boolean => facts.value.role === 'viewer' || connection.value.name === 'refused'
  return {
    isViewer: computed(mayNot),
    announce(say) {
      let before = facts.value
      return watch(facts, () => {
        const [could, can] = [before, facts.value].map(({ role }) => role !== 'viewer')
        if (before !== unknownFacts && could !== can) say(can ? 'notice.nowEditor' : 'notice.nowViewer')
        before = facts.value
      })
    },
  }
}
