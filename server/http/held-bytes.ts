/**
 * Shares memory between visitors: for what is coming in and is not whole yet, and for answers that are not read yet. When
 * it is full, whoever holds the most gives way, so that a few addresses can never keep all others out.
 */
export interface HeldBytes {
  /** `giveWay` is called at most once, when the place is needed for others; what was taken is given back by then. */
  open(address: string, giveWay: () => void): Held
  /** All that is held now. */
  readonly total: number
}

export interface Held {
  /** False when there is no place for so many bytes more of this address now. */
  take(bytes: number): boolean
  /** Gives all back. */
  close(): void
}

export interface HeldBytesLimits {
  readonly perAddress: number
  readonly total: number
  /** How many at once; one that holds nothing yet counts too. */
  readonly countPerAddress: number
}

const MIB = 1024 * 1024
/** Two of the largest boards from one address, and a few such addresses at once. */
export const heldBodiesLimits: HeldBytesLimits = { perAddress: 128 * MIB, total: 384 * MIB, countPerAddress: 500 }
/** Boards are read by many behind one address, and each reader may be slow. */
export const heldAnswersLimits: HeldBytesLimits = { perAddress: 256 * MIB, total: 512 * MIB, countPerAddress: 500 }

interface Holder {
  readonly open: Set<Holding>
  bytes: number
}

interface Holding {
  bytes: number
  readonly giveWay: () => void
  close(): void
}

export function createHeldBytes(limits: HeldBytesLimits): HeldBytes {
  const holders = new Map<string, Holder>()
  let total = 0

  function largest(): Holder | null {
    let found: Holder | null = null
    for (const holder of holders.values()) if (!found || holder.bytes > found.bytes) found = holder
    return found
  }

  /** Makes place by ending the largest piece of the largest holder; false when nobody holds more than `own`. */
  function makePlace(own: number): boolean {
    const holder = largest()
    if (!holder || holder.bytes <= own) return false
    let piece: Holding | null = null
    for (const one of holder.open) if (!piece || one.bytes > piece.bytes) piece = one
    if (!piece || piece.bytes === 0) return false
    piece.close()
    piece.giveWay()
    return true
  }

  return {
    open(address, giveWay) {
      const holder = holders.get(address) ?? { open: new Set(), bytes: 0 }
      holders.set(address, holder)
      let isOpen = true
      const holding: Holding = {
        bytes: 0,
        giveWay,
        close() {
          if (!isOpen) return
          isOpen = false
          holder.open.delete(holding)
          holder.bytes -= holding.bytes
          total -= holding.bytes
          holding.bytes = 0
          if (holder.open.size === 0) holders.delete(address)
        },
      }
      holder.open.add(holding)
      return {
        take(bytes) {
          if (!isOpen || holder.open.size > limits.countPerAddress) return false
          const own = holder.bytes + bytes
          if (own > limits.perAddress) return false
          while (total + bytes > limits.total) if (!makePlace(own)) return false
          holding.bytes += bytes
          holder.bytes += bytes
          total += bytes
          return true
        },
        close: holding.close,
      }
    },
    get total() {
      return total
    },
  }
}
