/** Who waits to be told that a change is durable: members, by counting their messages, and callers of the API. */
import { closeCodes } from '../../lib/protocol/close.ts'
import { encodeStored } from '../../lib/protocol/codec.ts'
import type { Member } from './member.ts'

interface Waiter {
  readonly position: number
  readonly done: (isDurable: boolean) => void
}

export class Acknowledgements {
  readonly #waitingMembers = new Set<Member>()
  #waiters: Waiter[] = []
  #isClosed = false

  /** The member's last message is stored when the log is durable up to `position`; null: it is now. */
  expect(member: Member, position: number | null): void {
    if (position === null && member.unstored.length === 0) {
      send(member, member.received)
      return
    }
    // Stored already, but in line behind others: with the first of them.
    member.unstored.push({ position: position ?? 0, received: member.received })
    this.#waitingMembers.add(member)
  }

  /** Resolves with whether it was stored. */
  whenDurable(position: number): Promise<boolean> {
    if (this.#isClosed) return Promise.resolve(false)
    return new Promise((done) => this.#waiters.push({ position, done }))
  }

  /** Everything up to `position` is durable. */
  settle(position: number): void {
    for (const member of this.#waitingMembers) {
      let received = 0
      while (member.unstored.length > 0 && member.unstored[0].position <= position) {
        received = member.unstored.shift()?.received ?? 0
      }
      if (received > 0) send(member, received)
      if (member.unstored.length === 0) this.#waitingMembers.delete(member)
    }
    this.#settleWaiters(position, { isDurable: true })
  }

  /** The authors come back, offer what they have, and are told once it is stored. */
  refuse(): void {
    for (const { peer } of [...this.#waitingMembers])
      peer.close(closeCodes.storageFailed, 'the change could not be stored')
    this.#settleWaiters(Number.POSITIVE_INFINITY, { isDurable: false })
  }

  /** Nothing is stored from here any more. */
  close(): void {
    this.#isClosed = true
    this.#settleWaiters(Number.POSITIVE_INFINITY, { isDurable: false })
  }

  forget(member: Member): void {
    this.#waitingMembers.delete(member)
  }

  #settleWaiters(position: number, { isDurable }: { readonly isDurable: boolean }): void {
    const settled = this.#waiters.filter((waiter) => waiter.position <= position)
    this.#waiters = this.#waiters.filter((waiter) => waiter.position > position)
    for (const { done } of settled) done(isDurable)
  }
}

function send(member: Member, count: number): void {
  member.stored = count
  if (member.peer.isInkroom) member.peer.send(encodeStored(count), 'data')
}
