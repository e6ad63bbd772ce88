/** Who can say movements apart says them as awareness too while somebody, here or elsewhere, reads nothing else. */
import { encodeAudience } from '../../lib/protocol/motion.ts'
import type { Member } from './member.ts'
import type { Peer } from './room.ts'

export class Audience {
  readonly #members: ReadonlySet<Member>
  readonly #isPlainElsewhere: () => boolean
  #told = false

  constructor(members: ReadonlySet<Member>, isPlainElsewhere: () => boolean) {
    this.#members = members
    this.#isPlainElsewhere = isPlainElsewhere
  }

  /** True when somebody here reads awareness states only. */
  get hasPlain(): boolean {
    for (const { peer } of this.#members) if (!peer.hasMotion) return true
    return false
  }

  /** The first thing that one is told who can say movements apart. */
  joined(peer: Peer): void {
    this.changed()
    if (peer.hasMotion) peer.send(encodeAudience({ plain: this.#told }), 'data')
  }

  changed(): void {
    const plain = this.hasPlain || this.#isPlainElsewhere()
    if (plain === this.#told) return
    this.#told = plain
    const message = encodeAudience({ plain })
    for (const { peer } of this.#members) if (peer.hasMotion) peer.send(message, 'data')
  }
}
