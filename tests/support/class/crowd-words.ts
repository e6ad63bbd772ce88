/** What the test and the process of the simulated people say to each other. */
export type CrowdOrder =
  | {
      readonly name: 'join'
      readonly url: string
      readonly room: string
      readonly count: number
      readonly seed: number
    }
  /** Everybody finishes what the hand is at, and rests. */
  | { readonly name: 'calm' }
  /** Answer when all are live, saved and alike; `others`: people that each of them must see. */
  | { readonly name: 'settle'; readonly others: number; readonly withinMs: number }
  /** How long after `since` (ms since the epoch) the last of them was live again. */
  | { readonly name: 'back'; readonly since: number; readonly withinMs: number }
  | { readonly name: 'leave'; readonly count: number }

export interface CrowdReport {
  /** Empty when all is as it must be; else what is not, one line each. */
  readonly faults: readonly string[]
  readonly digest: string
  readonly strokes: readonly string[]
  readonly notes: number
  readonly moves: number
}
export type CrowdAnswer =
  | { readonly name: 'done' }
  | { readonly name: 'settled'; readonly report: CrowdReport }
  | { readonly name: 'back'; readonly ms: number | null }
