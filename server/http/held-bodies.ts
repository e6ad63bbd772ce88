/**
 * Counts the bytes of request bodies that are in memory, over all requests and for each address. A body has its limit,
 * but very many bodies that never end would fill the memory all the same.
 */
export interface HeldBodies {
  /** False when there is no place for so many bytes more of this address now. */
  take(address: string, bytes: number): boolean
  give(address: string, bytes: number): void
  /** All that is held now. */
  readonly total: number
}

export interface HeldBodiesLimits {
  readonly perAddress: number
  readonly total: number
}

const MIB = 1024 * 1024
/** Two of the largest boards from one address, and a few such addresses at once. */
export const heldBodiesLimits: HeldBodiesLimits = { perAddress: 128 * MIB, total: 384 * MIB }

export function createHeldBodies(limits: HeldBodiesLimits = heldBodiesLimits): HeldBodies {
  const held = new Map<string, number>()
  let total = 0
  return {
    take(address, bytes) {
      const own = (held.get(address) ?? 0) + bytes
      if (own > limits.perAddress || total + bytes > limits.total) return false
      held.set(address, own)
      total += bytes
      return true
    },
    give(address, bytes) {
      const own = (held.get(address) ?? 0) - bytes
      if (own > 0) held.set(address, own)
      else held.delete(address)
      total -= bytes
    },
    get total() {
      return total
    },
  }
}
