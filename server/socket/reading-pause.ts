/** Reads nothing more from a peer until the room has taken in what is long: it would only lie in memory. */
export class ReadingPause {
  #pending = 0

  get isOn(): boolean {
    return this.#pending > 0
  }

  /** `end` is given what tells the outcome, or throws what went wrong; afterwards the socket is read on. */
  until<T>(outcome: Promise<T>, socket: { pause(): void; resume(): void }, end: (outcome: () => T) => void): void {
    const done = (known: () => T): void => {
      end(known)
      if (--this.#pending === 0) socket.resume()
    }
    this.#pending++
    socket.pause()
    outcome.then(
      (known) => done(() => known),
      (error) =>
        done(() => {
          throw error
        }),
    )
  }
}
