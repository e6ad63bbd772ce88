/** Looks again at what the peers of a room may do, after another process changed it or may have. */
import type { Clock } from '../../lib/base/clock.ts'
import type { RoomId } from '../../lib/base/ids.ts'
import type { Observe } from '../observe/observe.ts'
import type { Member } from './member.ts'
import type { Grant } from './room.ts'

export interface GrantRecheckParts {
  readonly room: RoomId
  readonly clock: Clock
  readonly observe: Observe
  readonly retryMs: number
  readonly members: ReadonlySet<Member>
  /** The grant as it is now; null when it was taken back, `deleted` when the room is no longer. */
  readonly recheck: (grant: Grant) => Promise<Grant | null | 'deleted'>
  readonly deleted: () => void
  readonly apply: (member: Member, grant: Grant | null) => void
}

const kindOf = ({ byToken, linkId, role }: Grant): string => `${byToken} ${linkId} ${role}`

const rightsOf = ({ role, openRole = role }: Grant): Required<Pick<Grant, 'role' | 'openRole'>> => ({ role, openRole })

export class GrantRecheck {
  readonly #parts: GrantRecheckParts
  #cancelRetry: (() => void) | null = null
  #isClosed = false

  constructor(parts: GrantRecheckParts) {
    this.#parts = parts
  }

  /** `isSure`: everyone is told, as a title may have changed too; else only those whose grant did. */
  async run(options: { readonly isSure: boolean }): Promise<void> {
    const { members, recheck, apply, observe, room, clock, retryMs } = this.#parts
    /** Most came by the same way: each way is looked up once. */
    const asked = new Map<string, Promise<Grant | null | 'deleted'>>()
    try {
      for (const member of [...members]) {
        const kind = kindOf(member.grant)
        const answer = asked.get(kind) ?? recheck(member.grant)
        asked.set(kind, answer)
        const found = await answer
        if (found === 'deleted') return this.#isClosed ? undefined : this.#parts.deleted()
        if (member.isGone || this.#isClosed || kindOf(member.grant) !== kind) continue
        // Of another member it has the role, and not the end.
        const grant = found && { ...member.grant, ...rightsOf(found) }
        if (options.isSure || !grant || grant.role !== member.grant.role) apply(member, grant)
      }
    } catch (error) {
      observe.log.error('recheck-failed', { room, error: error as Error })
      this.#cancelRetry?.()
      if (!this.#isClosed) this.#cancelRetry = clock.after(retryMs, () => void this.run(options))
    }
  }

  close(): void {
    this.#isClosed = true
    this.#cancelRetry?.()
  }
}
