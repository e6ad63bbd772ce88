/** One connection, from its upgrade to its end: a union of phases. A throw in a handler ends it and nothing else. */
import { assert } from '../../lib/base/assert.ts'
import { ok } from '../../lib/base/result.ts'
import { type CloseCode, closeCodes } from '../../lib/protocol/close.ts'
import { type ClientMessage, decodeClientMessage, encodeNotice } from '../../lib/protocol/codec.ts'
import { SUBPROTOCOL_2, SUBPROTOCOLS } from '../../lib/protocol/messages.ts'
import type { Membership, Outcome } from '../room/member.ts'
import type { Cost, Grant, Peer } from '../room/room.ts'
import { StorageFailed } from '../storage/storage.ts'
import { atDate } from './at-date.ts'
import { Budget } from './budget.ts'
import type { ConnectionHost } from './connection-host.ts'
import type { ConnectionParts } from './connection-parts.ts'
import { Liveness } from './liveness.ts'
import { Outbox } from './outbox.ts'
import { ReadingPause } from './reading-pause.ts'
import { codeOfAccess, codeOfRoom, reasonOfSocket } from './refusals.ts'

type Phase =
  | { readonly name: 'authorising' }
  /** Joined, but has not asked for the board yet. */
  | { readonly name: 'joining'; readonly membership: Membership }
  | { readonly name: 'live'; readonly membership: Membership }
  | { readonly name: 'closing' }
  | { readonly name: 'closed' }

export class Connection implements Peer {
  readonly #parts: ConnectionParts
  readonly #host: ConnectionHost
  readonly #onClosed: () => void
  readonly #outbox: Outbox
  readonly #liveness: Liveness
  readonly #messages: Budget
  readonly #bytes: Budget
  #cancelDeadline: (() => void) | null
  #cancelGrace: (() => void) | null = null
  #cancelExpiry: (() => void) | null = null
  #grant: Grant | null = null
  #phase: Phase = { name: 'authorising' }
  readonly #pause = new ReadingPause()
  /** In messages that are complete. */
  #bytesReceived = 0

  /** `onClosed`: it is over, whoever ended it. */
  constructor(parts: ConnectionParts, host: ConnectionHost, onClosed: () => void) {
    const { channel } = parts
    const { clock, limits, rates } = host
    const now = clock.now()
    this.#parts = parts
    this.#host = host
    this.#messages = new Budget(rates.messages, now)
    this.#bytes = new Budget(rates.bytes, now)
    this.#onClosed = onClosed
    this.#outbox = new Outbox(channel, host)
    host.observe.metrics.add('connections', 1)
    this.#liveness = new Liveness(limits, now)
    this.#cancelDeadline = clock.after(limits.joinWithinMs, () => this.#missDeadline())
    channel.listen({
      message: (data, isBinary) => this.#guard(() => this.#receive(data, isBinary)),
      ping: () => this.#guard(() => this.#spend(0)),
      pong: () => {
        this.#liveness.heardPong()
        this.#guard(() => this.#spend(0))
      },
      drain: () => this.#outbox.drained(),
      error: (error) => this.#hearError(error),
      close: () => this.#closed(),
    })
    // Nothing is read before it is known who writes: what comes stays in the kernel and costs us no memory.
    channel.pause()
    void this.#enter()
  }

  get id(): string {
    return this.#parts.id
  }
  get address(): string {
    return this.#parts.address
  }
  get grant(): Grant {
    assert(this.#grant, 'a room sees a connection once it is authorised')
    return this.#grant
  }
  get isInkroom(): boolean {
    return SUBPROTOCOLS.includes(this.#parts.channel.protocol)
  }
  get hasMotion(): boolean {
    return this.#parts.channel.protocol === SUBPROTOCOL_2
  }

  pay(cost: Cost): ReturnType<NonNullable<Peer['pay']>> {
    return this.#host.pay?.(this.#parts.address, cost) ?? ok(null)
  }

  ping(): void {
    if (this.#phase.name !== 'closed') this.#outbox.ping()
  }

  /** One beat: ends what is silent or stuck, pings the rest. */
  beat(now: number): void {
    if (this.#phase.name === 'closed') return
    const { channel } = this.#parts
    const { observe } = this.#host
    this.#outbox.poll()
    // Its pongs lie unread behind what we asked it to wait for.
    if (this.#pause.isOn) this.#liveness.heardPong()
    const verdict = this.#liveness.judge({
      now,
      waitingBytes: channel.waitingBytes + channel.queuedBytes,
      bytesRead: Math.max(channel.readBytes, this.#bytesReceived),
      longBytesSent: this.#outbox.longBytesSent,
    })
    if (verdict === 'silent') {
      observe.metrics.count('evictions')
      observe.log.info('peer-silent', { peer: this.#parts.id, room: this.#parts.roomId })
      this.terminate()
    } else if (verdict === 'stalled') this.close(closeCodes.unavailable, 'reads too slowly')
    else this.#outbox.ping()
  }

  keepWarm(): void {
    if (this.#phase.name === 'live') this.#outbox.keepWarm()
  }

  send(message: Uint8Array): void {
    this.#outbox.send(message)
  }

  notify(notice: unknown): void {
    if (this.isInkroom) this.#outbox.send(encodeNotice(notice))
  }

  /** Says goodbye; the peer is out of the room at once, whenever its socket closes. */
  close(code: CloseCode, reason: string): void {
    if (this.#phase.name === 'closing' || this.#phase.name === 'closed') return
    const { channel } = this.#parts
    const { clock, limits, observe } = this.#host
    this.#leave('closing')
    observe.metrics.count('closes', { code: String(code) })
    channel.resume()
    channel.close(code, reason)
    this.#cancelGrace = clock.after(limits.closeGraceMs, () => channel.terminate())
  }

  terminate(): void {
    this.#leave('closing')
    this.#parts.channel.terminate()
  }

  get #membership(): Membership | null {
    return 'membership' in this.#phase ? this.#phase.membership : null
  }

  async #enter(): Promise<void> {
    const { roomId, token, birth, channel } = this.#parts
    const { authorise, join, observe } = this.#host
    try {
      const granted = await authorise(roomId, token, birth)
      if (this.#phase.name !== 'authorising') return
      if (!granted.ok) {
        this.#refuse(codeOfAccess(granted.error), granted.error.code)
        return
      }
      this.#grant = granted.value
      const joined = await join(roomId, this)
      if (!joined.ok) {
        this.#refuse(codeOfRoom(joined.error), joined.error.code)
        return
      }
      if (this.#phase.name !== 'authorising') return joined.value.leave()
      this.#phase = { name: 'joining', membership: joined.value }
      this.#outbox.owner = joined.value
      observe.metrics.add('peers', 1)
      this.#watchExpiry()
      channel.resume()
    } catch (error) {
      this.#fail(error)
    }
  }

  #receive(data: Uint8Array, isBinary: boolean): void {
    const message = this.#decode(data, isBinary)
    if (!message || (this.#phase.name !== 'joining' && this.#phase.name !== 'live')) return
    const { membership } = this.#phase
    if (this.#phase.name === 'joining' && message.type === 'step1') {
      this.#forgetDeadline()
      this.#phase = { name: 'live', membership }
    }
    const outcome = membership.receive(message)
    if (outcome instanceof Promise) {
      this.#pause.until(outcome, this.#parts.channel, (known) => {
        // The next beat finds it as it was before we stopped reading: its pongs still lie behind what it sent meanwhile.
        this.#liveness.heardPong()
        this.#guard(() => this.#act(known()))
      })
    } else this.#act(outcome)
  }

  /** The message, or null when the connection ends because of it or has already ended. */
  #decode(data: Uint8Array, isBinary: boolean): ClientMessage | null {
    if (this.#phase.name !== 'joining' && this.#phase.name !== 'live') return null
    if (!isBinary) return this.#refuse(closeCodes.textMessage, 'text-message')
    const { limits, traffic } = this.#host
    traffic.bytesReceived += data.length
    this.#bytesReceived += data.length
    if (!this.#spend(data.length) || !this.#host.hears(this.address, data)) return null
    const message = decodeClientMessage(data, limits.messages)
    if (!message.ok) return this.#refuse(closeCodes.malformed, message.error.code)
    traffic.messagesReceived[message.value.type]++
    return message.value
  }

  /** One message more, or a ping, whose answers would pile up for one who does not read. False ends the connection. */
  #spend(bytes: number): boolean {
    const now = this.#host.clock.now()
    if (this.#messages.spend(1, now) && this.#bytes.spend(bytes, now)) return true
    if (this.#membership) this.#refuse(closeCodes.tooFast, 'too-fast')
    return false
  }

  #act(outcome: Outcome): void {
    if (!outcome) return
    this.#host.observe.metrics.count('refusals', { reason: `close-${outcome.code}` })
    this.close(outcome.code, outcome.reason)
  }

  #refuse(code: CloseCode, reason: string): null {
    this.#host.observe.metrics.count('refusals', { reason })
    this.close(code, reason)
    return null
  }

  #missDeadline(): void {
    if (this.#phase.name === 'authorising' || this.#phase.name === 'joining') {
      this.#refuse(closeCodes.unavailable, 'joining-took-too-long')
    }
  }

  /** A grant ends at its moment, not at the next beat. */
  #watchExpiry(): void {
    const { expiresAt } = this.grant
    if (expiresAt === null) return
    const end = (): void => this.close(closeCodes.badToken, 'the link has expired')
    this.#cancelExpiry = atDate(this.#host.clock, expiresAt, end)
  }

  #guard(work: () => void): void {
    try {
      work()
    } catch (error) {
      this.#fail(error)
    }
  }

  #fail(error: unknown): void {
    const { id, roomId } = this.#parts
    const { observe } = this.#host
    // Nobody's bug: whoever asked may come back.
    const isStorage = error instanceof StorageFailed
    const event = isStorage ? 'join-failed' : 'connection-failed'
    observe.log.error(event, { peer: id, room: roomId, error: error as Error })
    if (isStorage) return void this.#refuse(closeCodes.storageFailed, error.code)
    observe.metrics.count('handler_failures', { where: 'socket' })
    this.close(closeCodes.internalError, 'internal-error')
  }

  #hearError(error: Error & { readonly code?: string }): void {
    const { log, metrics } = this.#host.observe
    log.debug('socket-error', { peer: this.#parts.id, error })
    const reason = reasonOfSocket(error.code)
    if (reason) metrics.count('refusals', { reason })
    if (reason === 'message-too-big') metrics.count('closes', { code: String(closeCodes.tooBig) })
  }

  #leave(next: 'closing' | 'closed'): void {
    const membership = this.#membership
    this.#phase = { name: next }
    this.#outbox.owner = null
    this.#forgetDeadline()
    this.#cancelExpiry?.()
    if (!membership) return
    this.#host.observe.metrics.add('peers', -1)
    membership.leave()
  }

  /** Also lets go of the timer, which would stay in memory as long as the connection. */
  #forgetDeadline(): void {
    this.#cancelDeadline?.()
    this.#cancelDeadline = null
  }

  #closed(): void {
    if (this.#phase.name === 'closed') return
    this.#leave('closed')
    this.#cancelGrace?.()
    this.#host.observe.metrics.add('connections', -1)
    this.#onClosed()
  }
}
