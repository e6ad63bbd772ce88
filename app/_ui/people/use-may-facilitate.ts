import { allows, type Role } from '../../../lib/protocol/grant.ts'
import { useRoom } from '../room-context.tsx'
import { useSelected } from '../use-signal.ts'

/** What the server lets me do with the room; it decides all the same. */
export function useMayFacilitate(needed: Role = 'facilitator'): boolean {
  const { session } = useRoom()
  return useSelected(session.facts, ({ role }) => allows(role, needed))
}
