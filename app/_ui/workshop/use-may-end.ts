import { mayEnd } from '../../../lib/page/people/roster.ts'
import { useRoom } from '../room-context.tsx'
import { useSelected, useSignal } from '../use-signal.ts'

/** Whether I may end what `by` began for everyone. */
export function useMayEnd(by: string, isLed?: boolean): boolean {
  const { session, me } = useRoom()
  const { userId } = useSignal(me)
  const { role } = useSignal(session.facts)
  return useSelected(session.people, (people) => mayEnd(by, { userId, role }, people, { isLed }))
}
