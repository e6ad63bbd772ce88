/** Where everyone's pointer is in a room, as numbers on grids, and what has moved since the last tick. */
import {
  isSamePlace,
  MAX_STEP_BYTES,
  type Motion,
  type MotionEntry,
  type MotionPlace,
  type Mover,
  TURNS,
} from '../../lib/protocol/motion.ts'
import type { Speaker } from './presence-parts.ts'

/** Steps of one tick together, as they are handed on. */
const MAX_TICK_STEP_BYTES = MAX_STEP_BYTES
const NOTHING = new Uint8Array(0)
const NOWHERE: MotionPlace = { unit: 0, x: 0, y: 0 }

export interface Tracked {
  readonly clientId: number
  readonly number: number
  owner: Speaker
  place: MotionPlace | null
  /** What was last told. */
  told: MotionPlace | null
  turn: number
  steps: Uint8Array[]
  /** The part of the board it was last told in; null: nowhere. */
  cell: string | null
}

export interface Moved {
  readonly mover: Tracked
  readonly entry: MotionEntry
}

export class MotionBoard {
  readonly #movers = new Map<number, Tracked>()
  /** Numbers that were given back; small ones cost fewest bytes. */
  readonly #free: number[] = []
  #lastNumber = 0
  #news: Tracked[] = []
  readonly #changed = new Set<Tracked>()

  get hasChanges(): boolean {
    return this.#changed.size > 0
  }

  get size(): number {
    return this.#movers.size
  }

  ofClient(clientId: number): Tracked | undefined {
    return this.#movers.get(clientId)
  }

  /** `owner` has the right to speak for the id. False when that is nothing to tell anyone: only a view has moved. */
  say(owner: Speaker, { clientId, place, step }: Pick<Motion, 'clientId' | 'place' | 'step'>): boolean {
    const known = this.#movers.get(clientId)
    if (step.length === 0 && isSamePlace(known?.place ?? null, place)) {
      if (known) known.owner = owner
      return false
    }
    const mover = known ?? this.#add(clientId, owner)
    mover.owner = owner
    mover.place = place
    // Messages are views into the socket's read buffer.
    if (step.length > 0 && sizeOf(mover.steps) + step.length <= MAX_TICK_STEP_BYTES) mover.steps.push(step.slice())
    this.#changed.add(mover)
    return true
  }

  /** It is no longer here. */
  forget(clientId: number): void {
    const mover = this.#movers.get(clientId)
    if (!mover) return
    this.#movers.delete(clientId)
    this.#changed.delete(mover)
    this.#news = this.#news.filter((known) => known !== mover)
    this.#free.push(mover.number)
    mover.place = null
  }

  isHere(mover: Tracked): boolean {
    return this.#movers.get(mover.clientId) === mover
  }

  /** Who has got a number since the last call. */
  takeNews(): readonly Mover[] {
    const news = this.#news
    this.#news = []
    return news
  }

  /** What moved since the last call, by number; `own`: as it was said, for other processes. */
  takeChanges(): readonly Moved[] {
    const moved = [...this.#changed].sort((a, b) => a.number - b.number).map((mover) => ({ mover, entry: tell(mover) }))
    this.#changed.clear()
    return moved
  }

  movers(): readonly Mover[] {
    return [...this.#movers.values()]
  }

  /** Where everyone was told to be. */
  keys(): readonly MotionEntry[] {
    return [...this.#movers.values()].sort((a, b) => a.number - b.number).map(keyOf)
  }

  /** Where those are who are joined here, for another process. */
  own(): readonly Pick<Motion, 'clientId' | 'place' | 'step'>[] {
    return [...this.#movers.values()]
      .filter(({ owner }) => !owner.isRemote)
      .map(({ clientId, place }) => ({ clientId, place, step: NOTHING }))
  }

  #add(clientId: number, owner: Speaker): Tracked {
    const number = this.#free.pop() ?? ++this.#lastNumber
    const mover: Tracked = { clientId, number, owner, place: null, told: null, turn: 0, steps: [], cell: null }
    this.#movers.set(clientId, mover)
    this.#news.push(mover)
    return mover
  }
}

const sizeOf = (steps: readonly Uint8Array[]): number => steps.reduce((sum, step) => sum + step.length, 0)

export const keyOf = ({ number, turn, told }: Tracked): MotionEntry => ({
  number,
  turn,
  kind: told ? 'key' : 'none',
  place: told ?? NOWHERE,
  step: NOTHING,
})

function tell(mover: Tracked): MotionEntry {
  const { number, place, told } = mover
  mover.turn = (mover.turn + 1) % TURNS
  mover.told = place
  const step = mover.steps.length > 1 ? joined(mover.steps) : (mover.steps[0] ?? NOTHING)
  mover.steps = []
  const { turn } = mover
  if (!place) return { number, turn, kind: 'none', place: NOWHERE, step }
  if (told?.unit !== place.unit) return { number, turn, kind: 'key', place, step }
  return { number, turn, kind: 'step', place: { unit: 0, x: place.x - told.x, y: place.y - told.y }, step }
}

/** Steps can be read one after the other. */
function joined(steps: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(sizeOf(steps))
  let at = 0
  for (const step of steps) {
    all.set(step, at)
    at += step.length
  }
  return all
}
