/**
 * A map by author that stays quick while it grows: a plain one is laid out anew each time that it doubles, all of it in one
 * step, which takes a tenth of a second at a quarter of a million. Beyond a few thousand this one lies in parts, which are
 * of different widths, so that they double one after another.
 */
import { systemRandom } from '../base/ids.ts'

/** Entries from which it lies in parts. */
const MAX_WHOLE = 4096
const PARTS = 256
/** The last part is twice as wide as the first: between two of its doublings each of them doubles once. */
const LEAST_SLOTS = 16

/** Which part a slot belongs to. */
const partOfSlot = ((): Uint8Array => {
  const widths = Array.from({ length: PARTS }, (_, part) => Math.round(LEAST_SLOTS * 2 ** (part / PARTS)))
  return Uint8Array.from(widths.flatMap((width, part) => new Array<number>(width).fill(part)))
})()

const WORD = 2 ** 32
/** Of this process alone: nobody can choose authors that all fall into one part. */
const [factor, highFactor] = new Uint32Array(systemRandom(8).slice().buffer).map((word) => word | 1)

function partOf(key: number): number {
  const mixed = Math.imul(key ^ Math.imul(key / WORD, highFactor), factor) >>> 0
  return partOfSlot[Math.floor((mixed / WORD) * partOfSlot.length)]
}

export class WideMap<V> implements ReadonlyMap<number, V> {
  #parts: Map<number, V>[] = [new Map()]
  #size = 0

  get size(): number {
    return this.#size
  }

  get(key: number): V | undefined {
    return this.#at(key).get(key)
  }

  has(key: number): boolean {
    return this.#at(key).has(key)
  }

  set(key: number, value: V): this {
    const part = this.#at(key)
    const before = part.size
    part.set(key, value)
    this.#size += part.size - before
    if (this.#parts.length === 1 && this.#size > MAX_WHOLE) this.#divide()
    return this
  }

  /** How many entries lie in each part. */
  get partSizes(): readonly number[] {
    return this.#parts.map(({ size }) => size)
  }

  forEach(use: (value: V, key: number, map: ReadonlyMap<number, V>) => void): void {
    for (const [key, value] of this) use(value, key, this)
  }

  *entries(): Generator<[number, V], undefined> {
    for (const part of this.#parts) yield* part
  }

  *keys(): Generator<number, undefined> {
    for (const part of this.#parts) yield* part.keys()
  }

  *values(): Generator<V, undefined> {
    for (const part of this.#parts) yield* part.values()
  }

  [Symbol.iterator](): Generator<[number, V], undefined> {
    return this.entries()
  }

  #at(key: number): Map<number, V> {
    return this.#parts.length === 1 ? this.#parts[0] : this.#parts[partOf(key)]
  }

  #divide(): void {
    const [whole] = this.#parts
    this.#parts = Array.from({ length: PARTS }, () => new Map<number, V>())
    for (const [key, value] of whole) this.#parts[partOf(key)].set(key, value)
  }
}
