/** Who works next: few jobs at once, addresses take turns, and waiting is bounded for each of them and for all. */
export interface QueueLimits {
  readonly atOnce: number
  /** Jobs of one address, at work and waiting. */
  readonly perAddress: number
  readonly waiting: number
  readonly waitingBytes: number
}

export interface Applicant {
  readonly address: string
  readonly room: string
  /** What is held in memory for it while it waits. */
  readonly bytes: number
}

export interface Ticket {
  /** Resolves when it is this one's turn; true for good, false when it was given up. */
  readonly turn: Promise<boolean>
  /** Ends the job, or the wait for it. Twice is harmless. */
  leave(): void
}

export interface FairQueue {
  /** Null when there is no room to wait in. */
  enter(applicant: Applicant): Ticket | null
  readonly waiting: number
  readonly working: number
}

/** What makes one job of a room long makes all of them long: the others behind the same address go on. */
const ROOM_SHARE = 1

interface Entry extends Applicant {
  state: 'waiting' | 'working' | 'gone'
  call(isTurn: boolean): void
}

export function createFairQueue(limits: QueueLimits): FairQueue {
  /** An address leaves a place for everyone else, as long as there are two. */
  const share = Math.max(1, limits.atOnce - 1)
  const working = new Set<Entry>()
  /** Those who wait, by address; whoever was served goes to the end of the map. */
  const lines = new Map<string, Entry[]>()
  let waiting = 0
  let waitingBytes = 0

  const countWorking = (test: (entry: Entry) => boolean): number => {
    let count = 0
    for (const entry of working) if (test(entry)) count++
    return count
  }
  const mayWork = (entry: Entry): boolean =>
    countWorking(({ address }) => address === entry.address) < share &&
    countWorking(({ room }) => room === entry.room) < ROOM_SHARE

  function stopWaiting(entry: Entry): void {
    waiting--
    waitingBytes -= entry.bytes
    const line = lines.get(entry.address)?.filter((other) => other !== entry) ?? []
    lines.delete(entry.address)
    if (line.length > 0) lines.set(entry.address, line)
  }

  function nextEntry(): Entry | undefined {
    for (const line of lines.values()) {
      const entry = line.find(mayWork)
      if (entry) return entry
    }
    return undefined
  }

  function advance(): void {
    while (working.size < limits.atOnce) {
      const entry = nextEntry()
      if (!entry) return
      stopWaiting(entry)
      entry.state = 'working'
      working.add(entry)
      entry.call(true)
    }
  }

  return {
    enter(applicant) {
      const own = (lines.get(applicant.address)?.length ?? 0) + countWorking((one) => one.address === applicant.address)
      const isFull = waiting >= limits.waiting || waitingBytes + applicant.bytes > limits.waitingBytes
      if (own >= limits.perAddress || isFull) return null
      let call = (_isTurn: boolean): void => {}
      const turn = new Promise<boolean>((resolve) => {
        call = resolve
      })
      const entry: Entry = { ...applicant, state: 'waiting', call }
      waiting++
      waitingBytes += entry.bytes
      lines.set(entry.address, [...(lines.get(entry.address) ?? []), entry])
      advance()
      return {
        turn,
        leave() {
          const before = entry.state
          entry.state = 'gone'
          if (before === 'working') working.delete(entry)
          if (before === 'waiting') {
            stopWaiting(entry)
            entry.call(false)
          }
          advance()
        },
      }
    },
    get waiting() {
      return waiting
    },
    get working() {
      return working.size
    },
  }
}
