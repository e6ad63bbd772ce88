/** How many connections each address holds, whatever carries them. */
export interface AddressCount {
  of(address: string): number
  /** Counts one more; gives the function that counts it out again. */
  add(address: string): () => void
}

export function createAddressCount(): AddressCount {
  const counts = new Map<string, number>()
  const of = (address: string): number => counts.get(address) ?? 0
  function change(address: string, by: number): void {
    const next = of(address) + by
    if (next > 0) counts.set(address, next)
    else counts.delete(address)
  }
  return {
    of,
    add(address) {
      let isCounted = true
      change(address, 1)
      return () => {
        if (isCounted) change(address, -1)
        isCounted = false
      }
    },
  }
}
