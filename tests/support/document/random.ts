/** Randomness that a seed repeats (mulberry32). */
export interface Random {
  /** 0 to below 1. */
  next(): number
  /** An integer from 0 to below `end`. */
  below(end: number): number
  pick<T>(list: readonly T[]): T
  /** Up to `most` entries, each at most once. */
  some<T>(list: readonly T[], most: number): readonly T[]
  chance(share: number): boolean
}

export function seeded(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const below = (end: number) => Math.floor(next() * end)
  return {
    next,
    below,
    pick: (list) => list[below(list.length)],
    some: (list, most) => {
      const rest = [...list]
      const taken = []
      for (let n = below(most + 1); n > 0 && rest.length > 0; n--) taken.push(rest.splice(below(rest.length), 1)[0])
      return taken
    },
    chance: (share) => next() < share,
  }
}
