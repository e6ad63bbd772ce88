/** What a facilitator does with one who is here: lets them write, or no longer, lowers their hand, asks them to leave. */
import type { Clock } from '../../lib/base/clock.ts'
import type { RoomId } from '../../lib/base/ids.ts'
import { closeCodes, closeReasons } from '../../lib/protocol/close.ts'
import { encodeNotice } from '../../lib/protocol/codec.ts'
import { allows } from '../../lib/protocol/grant.ts'
import type { PresenceEntry } from '../../lib/protocol/presence-entries.ts'
import type { Observe } from '../observe/observe.ts'
import type { Member } from './member.ts'
import type { PresenceBoard } from './presence-board.ts'
import { userIdIn } from './presence-names.ts'
import type { Grant, PeerCommand } from './room.ts'

/** Whoever was asked to leave is kept out so long, by the name of their browser: a claim, which holds for our pages. */
export const REMOVED_MS = 10 * 60_000
const MAX_REMOVED = 1_000

export interface PeerOrdersParts {
  readonly room: RoomId
  readonly clock: Pick<Clock, 'now'>
  readonly observe: Observe
  readonly members: ReadonlySet<Member>
  readonly presence: PresenceBoard
  readonly recheck: (grant: Grant) => Promise<Grant | null | 'deleted'>
  /** Ends a pass: everyone who writes by it is re-granted. */
  readonly revoke: (room: RoomId, linkId: string) => Promise<void>
  readonly apply: (member: Member, grant: Grant | null) => void
}

export class PeerOrders {
  readonly #parts: PeerOrdersParts
  /** User ids, and until when. */
  readonly #removed = new Map<string, number>()

  constructor(parts: PeerOrdersParts) {
    this.#parts = parts
  }

  /** False when nobody here or at another process speaks for the id. */
  take(clientId: number, command: PeerCommand): boolean {
    const { members, presence } = this.#parts
    if (!presence.isHere(clientId)) return false
    const member = [...members].find(({ speaker }) => presence.owns(speaker, clientId))
    if (member) this.#carryOut(member, command, clientId)
    return true
  }

  /** The pass of one who had come without it has ended: what it came with holds again. */
  async fallBack(member: Member): Promise<void> {
    const { recheck, apply, observe, room } = this.#parts
    try {
      const grant = await recheck(member.peer.grant)
      if (member.isGone) return
      tell(member, { name: 'pass', token: null })
      apply(member, grant === 'deleted' ? null : grant)
    } catch (error) {
      observe.log.error('recheck-failed', { room, error: error as Error })
      apply(member, null)
    }
  }

  /** True when somebody who was asked to leave says that they are here again, and must go. */
  isUnwanted(entries: readonly PresenceEntry[]): boolean {
    if (this.#removed.size === 0) return false
    return entries.some((entry) => {
      const until = this.#removed.get(userIdIn(entry))
      return until !== undefined && until > this.#parts.clock.now()
    })
  }

  #carryOut(member: Member, command: PeerCommand, clientId: number): void {
    switch (command.name) {
      case 'pass':
        this.#pass(member, command)
        return
      case 'watch':
        this.#endPass(member.grant)
        return
      case 'lower-hand':
        tell(member, { name: 'lower-hand' })
        return
      case 'remove':
        if (!allows(member.grant.role, 'owner')) this.#remove(member, clientId)
        return
    }
  }

  /** A pass that is not wanted, or that another one follows, ends: nobody is to find it later. */
  #pass(member: Member, { role, linkId, token }: Extract<PeerCommand, { name: 'pass' }>): void {
    const before = member.grant
    const { room, apply } = this.#parts
    const pass: Grant = { room, role, openRole: role, linkId, expiresAt: null, byToken: true, isPass: true }
    const isNeeded = !allows(before.role, 'facilitator') || !allows(before.role, role)
    if (isNeeded) {
      tell(member, { name: 'pass', token })
      apply(member, pass)
    }
    this.#endPass(isNeeded ? before : pass)
  }

  #endPass({ isPass, linkId }: Grant): void {
    const { revoke, room, observe } = this.#parts
    if (!isPass || linkId === null) return
    revoke(room, linkId).catch((error) => observe.log.error('revoke-failed', { room, error: error as Error }))
  }

  #remove(member: Member, clientId: number): void {
    const { presence, clock } = this.#parts
    const entry = presence.all().find((known) => known.clientId === clientId)
    const userId = entry ? userIdIn(entry) : ''
    const [oldest] = this.#removed.keys()
    if (this.#removed.size >= MAX_REMOVED) this.#removed.delete(oldest)
    if (userId !== '') this.#removed.set(userId, clock.now() + REMOVED_MS)
    this.#endPass(member.grant)
    member.peer.close(closeCodes.gone, closeReasons.removed)
  }
}

function tell({ peer }: Member, notice: unknown): void {
  if (peer.isInkroom) peer.send(encodeNotice(notice), 'data')
}
