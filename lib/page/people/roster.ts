/** Who is here, one entry a person, and whose hands are up. */
import type { PeerPresence, Thumb } from '../../document/presence.ts'
import { allows, type Role, roles } from '../../protocol/grant.ts'

export interface Person extends Pick<PeerPresence, 'userId' | 'name' | 'color' | 'isIdle'> {
  /** One for each tab. */
  readonly clientIds: readonly number[]
  /** When the hand was raised; null: it is down. */
  readonly hand: number | null
  readonly thumb: Thumb | null
  /** What their page says that they may do; '' when it does not. */
  readonly role: string
}

/** One entry a person, someone with three tabs too. */
export function rosterOf(peers: readonly PeerPresence[]): readonly Person[] {
  const people = new Map<string, Person>()
  for (const { clientId, userId, name, color, isIdle, hand = null, thumb = null, role = '' } of peers) {
    const known = people.get(userId)
    if (!known) people.set(userId, { userId, name, color, isIdle, clientIds: [clientId], hand, thumb, role })
    else {
      const shown = known.isIdle && !isIdle ? { name, color, isIdle } : {}
      const raised = known.hand ?? hand
      people.set(userId, {
        ...known,
        ...shown,
        hand: raised,
        thumb: known.thumb ?? thumb,
        clientIds: [...known.clientIds, clientId],
      })
    }
  }
  return [...people.values()]
}

/** How many thumbs are up and down, with mine. */
export function thumbsOf(people: readonly Pick<Person, 'thumb'>[], mine: Thumb | null): { up: number; down: number } {
  const shown = [mine, ...people.map(({ thumb }) => thumb)].filter((thumb) => thumb !== null)
  const up = shown.filter(({ isUp }) => isUp).length
  return { up, down: shown.length - up }
}

/** Whose hands are up, who waits longest first. */
export const queueOf = (people: readonly Person[]): readonly Person[] =>
  people.filter(({ hand }) => hand !== null).sort((a, b) => (a.hand ?? 0) - (b.hand ?? 0))

/** Whose page says that they conduct. */
export const leads = (role: string): boolean => {
  const known = roles.find((each) => each === role)
  return known !== undefined && allows(known, 'facilitator')
}

/**
 * Whether I may end what `by` began for all, a vote or a timer: facilitators and who began it; anyone who writes, when
 * neither is here, unless a facilitator began it (`isLed`), whose line may only be cut. By name only: what is written is the board's, and whoever writes there could do it by other means.
 */
export function mayEnd(
  by: string,
  me: { readonly userId: string; readonly role: Role },
  people: readonly Pick<PeerPresence, 'userId' | 'role'>[],
  { isLed = false }: { readonly isLed?: boolean | undefined } = {},
): boolean {
  if (!allows(me.role, 'editor')) return false
  if (allows(me.role, 'facilitator') || by === me.userId) return true
  return !isLed && !people.some(({ userId, role = '' }) => userId === by || leads(role))
}
