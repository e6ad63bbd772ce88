/** A line that tells what happened, and goes by itself. */
export interface Toast {
  readonly id: number
  readonly text: string
  readonly tone: 'plain' | 'good' | 'bad'
  /** Stays until it is replaced or closed: progress, errors that need reading. */
  readonly sticky?: true
}

export type Say = (text: string, tone?: Toast['tone'], sticky?: true) => void
