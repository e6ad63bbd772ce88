/** Sends what has moved to those who read it (`inkroom.v2`), once a tick of its own: all of it, or in a crowd what each may see. */
import { encodeEntries, encodeMovers, joinEntries, type Motion } from '../../lib/protocol/motion.ts'
import { type Cell, cellsNear, cellsOf, nearestThatFit } from './interest.ts'
import type { Member } from './member.ts'
import { keyOf, type MotionBoard, type Moved, type Tracked } from './motion-board.ts'

/** Up to so many who move in one tick everyone is told of all of them. */
const CROWD = 40
/** In a crowd, who is out of sight is told every so many ticks. */
const FAR_EVERY = 8
/** Shortest time between two ticks, and the time when there are many to be told. */
const TICK_MS = 25
const CROWDED_TICK_MS = 50
const MANY = 300

export class MotionFanOut {
  readonly #board: MotionBoard
  readonly #members: ReadonlySet<Member>
  #lastAt = Number.NEGATIVE_INFINITY
  #tick = 0
  /** Who has moved since all were last told where it is. */
  readonly #untold = new Set<Tracked>()

  constructor(board: MotionBoard, members: ReadonlySet<Member>) {
    this.#board = board
    this.#members = members
  }

  /** Something is to be told, if not at this moment. */
  get isWaiting(): boolean {
    return this.#board.hasChanges || this.#untold.size > 0
  }

  /** Sends what is due; gives what was said here, for other processes. */
  flush(now: number): readonly Pick<Motion, 'clientId' | 'place' | 'step'>[] {
    const tickMs = this.#members.size >= MANY ? CROWDED_TICK_MS : TICK_MS
    if (!this.isWaiting || now - this.#lastAt < tickMs) return []
    this.#lastAt = now
    this.#tick++
    const news = this.#board.takeNews()
    if (news.length > 0) this.#sendAll(encodeMovers(news), now)
    const moved = this.#board.takeChanges()
    if (moved.length > CROWD || this.#untold.size > 0) this.#tellCrowd(moved, now)
    else if (moved.length > 0) this.#sendAll(joinEntries([encodeEntries(moved.map(({ entry }) => entry))]), now)
    return moved
      .filter(({ mover }) => !mover.owner.isRemote)
      .map(({ mover: { clientId, place }, entry: { step } }) => ({ clientId, place, step }))
  }

  /** Everything at once, for whoever joins or has missed some. */
  whole(): readonly Uint8Array[] {
    const movers = this.#board.movers()
    if (movers.length === 0) return []
    return [encodeMovers(movers), joinEntries([encodeEntries(this.#board.keys())])]
  }

  #sendAll(message: Uint8Array, now: number): void {
    for (const member of this.#members) if (isReading(member)) this.#send(member, message, now)
  }

  /** What a recipient has no bytes for is made up for by a whole, once it has. */
  #send(member: Member, message: Uint8Array, now: number): void {
    const { allowance } = member
    if (member.missedMotion && allowance.left(now) > 0) {
      member.missedMotion = false
      for (const part of this.whole()) this.#put(member, part)
    } else if (allowance.left(now) < message.length) member.missedMotion = true
    else this.#put(member, message)
  }

  #put({ allowance, peer }: Member, message: Uint8Array): void {
    allowance.spend(message.length)
    peer.send(message, 'presence')
  }

  #tellCrowd(moved: readonly Moved[], now: number): void {
    for (const { mover } of moved) this.#untold.add(mover)
    const due = this.#takeDue()
    const isKnown = new Set(due)
    const far = encodeEntries(due.map(keyOf))
    const cells = cellsOf(moved, (mover) => isKnown.has(mover))
    const alone = new Map(moved.map((each) => [each.mover.clientId, each]))
    const messages = new Map<string, Uint8Array>()
    for (const member of this.#members) {
      if (!isReading(member)) continue
      const left = member.allowance.left(now)
      const near = affordable(cellsNear(cells, member.sight), member, left - far.length)
      const followed = member.followed.flatMap((id) => alone.get(id) ?? [])
      const key = near.map(({ index }) => index).join()
      let message = followed.length === 0 ? messages.get(key) : undefined
      if (!message) {
        const extra = followed.map(({ entry }) => encodeEntries([entry]))
        message = joinEntries([far, ...near.map(({ bytes }) => bytes), ...extra])
        if (followed.length === 0) messages.set(key, message)
      }
      if (message.length > MIN_MESSAGE_BYTES || member.missedMotion) this.#send(member, message, now)
    }
  }

  /** Those whose turn it is to be told to everybody. */
  #takeDue(): readonly Tracked[] {
    const due: Tracked[] = []
    for (const mover of this.#untold) {
      if (!this.#board.isHere(mover)) this.#untold.delete(mover)
      else if (mover.number % FAR_EVERY === this.#tick % FAR_EVERY) {
        this.#untold.delete(mover)
        due.push(mover)
      }
    }
    return due.sort((a, b) => a.number - b.number)
  }
}

/** A type and an empty list. */
const MIN_MESSAGE_BYTES = 2

const isReading = ({ peer, missedPresence }: Member): boolean => peer.hasMotion === true && !missedPresence

function affordable(cells: readonly Cell[], { sight }: Member, bytes: number): readonly Cell[] {
  let sum = 0
  for (const cell of cells) sum += cell.bytes.length
  return sum <= bytes ? cells : nearestThatFit(cells, sight, bytes)
}
